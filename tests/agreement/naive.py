"""A second judge, written from `docs/semantics.md` alone: slow, plain, and never optimised."""

from __future__ import annotations

import datetime as dt

from bole import units
from bole.criteria import kernel as k
from bole.facts.model import Facts, Family, Record, State, Value

FAR = 10**15
LATER = -1


def judge(f: k.Formula, facts: Facts, rec: Record | None, env: dict) -> int:
    """The level of a formula by the rules as they are written."""
    go = lambda g, r=rec: judge(g, facts, r, env)  # noqa: E731
    match f:
        case k.All(parts):
            found = [go(p) for p in parts]
            entered = [v for v in found if v != LATER]
            return min(entered) if entered else LATER if found else 3
        case k.AnyOf(parts):
            return some([go(p) for p in parts], 1)
        case k.AtLeast(n, parts):
            return some([go(p) for p in parts], n)
        case k.Not(k.Not(part)):
            return go(part)
        case k.Not(k.All(parts)):
            return go(k.AnyOf(tuple(k.Not(p) for p in parts)))
        case k.Not(k.AnyOf(parts)):
            return go(k.All(tuple(k.Not(p) for p in parts)))
        case k.Not(k.AtLeast(n, parts)) if n <= len(parts):
            return go(k.AtLeast(len(parts) - n + 1, tuple(k.Not(p) for p in parts)))
        case k.Not(k.Readings(key, options)):
            return go(k.Readings(key, tuple(k.Reading(o.id, k.Not(o.part)) for o in options)))
        case k.Not(k.Claimed(address, part)):
            return go(k.Not(part)) if address in env["claims"] else 3
        case k.Not(k.Staged(stage, part)):
            return go(k.Staged(stage, k.Not(part)))
        case k.Not(k.Soft(ruling, part)):
            strict, relaxed = go(k.Not(part)), env["rulings"].get(ruling)
            if strict in (0, LATER) or relaxed is False:
                return strict
            return 0 if relaxed else 2
        case k.Not(part):
            return {3: 0, 0: 3}.get(go(part), go(part))
        case k.Staged(stage, part):
            return LATER if (env["stage"], stage) == ("early", "late") else go(part)
        case k.Soft(ruling, part):
            strict, relaxed = go(part), env["rulings"].get(ruling)
            if strict in (3, LATER) or relaxed is False:
                return strict
            return 3 if relaxed else 2
        case k.Judgement(ruling):
            return ruled(env, ruling)
        case k.Claimed(address, part):
            return go(part) if address in env["claims"] else 0
        case k.Readings(key, options):
            if key in env["adopted"]:
                return next(go(o.part) for o in options if o.id == env["adopted"][key])
            levels = {go(o.part) for o in options}
            if levels != {LATER}:
                levels = {3 if v == LATER else v for v in levels}
            return levels.pop() if len(levels) == 1 else 2
        case k.OneOf(of, values, maybe, claim, ruling):
            value = look(of, facts, rec)
            if not value.given:
                return 0 if value.state is State.ABSENT else 1
            if value.choices & values:
                return 3
            if value.choices & maybe:
                return 1
            return ruled(env, ruling) if claim in env["claims"] else 0
        case k.Having(name, n, where):
            family = facts.family(name)
            levels = [min(go(where, r), 3 if r.certain else 1) for r in family.records]
            return nth(levels if family.closed else [*levels, *[1] * n], n)
        case k.Each(name, where):
            family = facts.family(name)
            levels = [go(where, r) if r.certain else max(go(where, r), 1) for r in family.records]
            return min([*levels, 3 if family.closed else 1])
        case k.Compare(left, op, right):
            if "open" in [t.key for t in k.terms_of(f) if isinstance(t, k.Param)]:
                return undecided(f, facts, rec, env)
            return compare(left, op, right, facts, rec, env)
    raise AssertionError(f)


def compare(left, op, right, facts, rec, env) -> int:  # type: ignore[no-untyped-def]
    a, b = measure(left, facts, rec, env), measure(right, facts, rec, env)
    if a is None or b is None:
        return 0
    low, high = b[0], b[2]
    if op == "ge":
        return 3 if a[0] >= high else 2 if a[1] >= high else 1 if a[2] >= low else 0
    return 0 if a[0] > high else 3 if a[2] <= low else 2 if a[1] > high else 1


def undecided(f, facts, rec, env) -> int:  # type: ignore[no-untyped-def]
    """People decide as soon as all that is asked of the person was told."""
    told = [measure(t, facts, rec, env) for t in k.terms_of(f) if isinstance(t, k.Fact | k.Field)]
    return 0 if None in told else 1 if (-FAR, -FAR, FAR) in told else 2


def measure(term, facts, rec, env):  # type: ignore[no-untyped-def]
    """(sure, likely, possible), None where absent."""
    go = lambda t: measure(t, facts, rec, env)  # noqa: E731
    match term:
        case k.Const(value):
            return value, value, value
        case k.AsOf():
            return (env["as_of"],) * 3
        case k.Fact() | k.Field():
            value = look(term, facts, rec)
            if value.given:
                return value.low, value.low, value.high
            return None if value.state is State.ABSENT else (-FAR, -FAR, FAR)
        case k.Param(key, times, plus):
            return (env["params"][key] * times + plus,) * 3
        case k.Scale(of, _):
            value = look(of, facts, rec)
            if value.state is State.ABSENT:
                return None
            ranks = [env["ranks"][c] for c in value.choices if c in env["ranks"]]
            return (min(ranks), min(ranks), max(ranks)) if ranks else (-FAR, -FAR, FAR)
        case k.Shift(day, months):
            found = go(day)
            vague = found in (None, (-FAR, -FAR, FAR))
            return found if vague else tuple(units.shift_months(d, months=months) for d in found)
        case k.AgeOn(born, on) | k.Since(born, on):
            first, last = go(born), go(on)
            if first is None or last is None:
                return None
            if first[0] == -FAR:
                return -FAR, -FAR, FAR
            size = age if isinstance(term, k.AgeOn) else tenure
            low, high = size(first[2], last[0]), size(first[0], last[2])
            return low, low, high
        case k.Count(name, where):
            rated = rate(facts.family(name), where, facts, env)
            sure, likely, maybe = (sum(v >= n for _, v in rated) for n in (3, 2, 1))
            return sure, likely, maybe if facts.family(name).closed else FAR
        case k.Sum(name, field, where):
            rated = rate(facts.family(name), where, facts, env)
            known = [(r.get(field), v) for r, v in rated if v]
            vague = any(not x.given and x.state is not State.ABSENT for x, _ in known)
            total = [sum(x.low for x, v in known if x.given and v >= n) for n in (3, 2)]
            top = sum(x.high for x, _ in known if x.given)
            return (*total, FAR if vague or not facts.family(name).closed else top)
        case k.Months(name, where, longest):
            rated = rate(facts.family(name), where, facts, env)
            sizes = []
            for level, outer in ((3, False), (2, False), (1, True)):
                days: set[dt.date] = set()
                for r, v in rated:
                    if v >= level:
                        days |= covered(r, outer, env["as_of"])
                sizes.append(duration(days, longest))
            return (*sizes[:2], sizes[2] if facts.family(name).closed else FAR)
    raise AssertionError(term)


def covered(record: Record, outer: bool, as_of: int) -> set[dt.date]:
    """Every single day a spell covers for certain, or possibly."""
    start, end = record.get("start"), record.get("end")
    month = lambda v: v.low // 100 == v.high // 100 and v.low != v.high  # noqa: E731
    if not start.given:
        first = 20000101 if outer else as_of
    else:
        first = start.low if outer or month(start) else start.high
    if end.state is State.ABSENT:
        stop = as_of
    elif end.given:
        last = end.high if outer or month(end) else end.low
        stop = units.next_day(last)
    else:
        stop = as_of if outer else first
    stop = min(stop, as_of)
    if not start.given and outer:
        first = 19500101
    day, found = units.to_date(min(first, as_of)), set()
    while units.to_int(day) < stop:
        found.add(day)
        day += dt.timedelta(days=1)
    return found


def duration(days: set[dt.date], longest: bool) -> int:
    """Calendar months and days of the runs of covered days."""
    runs: list[list[dt.date]] = []
    for day in sorted(days):
        if runs and (day - runs[-1][-1]).days == 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    spans = [span(run[0], run[-1] + dt.timedelta(days=1)) for run in runs]
    if longest or len(spans) == 1:
        return max([m * 31 + min(d, 30) for m, d in spans], default=0)
    pooled = sum(d for _, d in spans)
    return (sum(m for m, _ in spans) + pooled // 30) * 31 + pooled % 30


def span(start: dt.date, stop: dt.date) -> tuple[int, int]:
    """Completed months by walking month after month, then the days left."""
    months = 0
    while units.shift_months(units.to_int(start), months=months + 1) <= units.to_int(stop):
        months += 1
    anchor = units.to_date(units.shift_months(units.to_int(start), months=months))
    return months, (stop - anchor).days


def tenure(start: int, stop: int) -> int:
    """A length from day to day."""
    if stop <= start:
        return 0
    months, days = span(units.to_date(start), units.to_date(stop))
    return months * 31 + min(days, 30)


def age(born: int, on: int) -> int:
    """Full years by comparing month and day."""
    return on // 10000 - born // 10000 - (on % 10000 < born % 10000)


def rate(family: Family, where: k.Formula, facts: Facts, env: dict) -> list[tuple[Record, int]]:
    """Each record with its level, at best 1 where it may not be so."""
    rated = [(r, judge(where, facts, r, env)) for r in family.records]
    return [(r, v if r.certain else min(v, 1)) for r, v in rated]


def look(of, facts: Facts, rec: Record | None) -> Value:  # type: ignore[no-untyped-def]
    return facts.get(of.id) if isinstance(of, k.Fact) else rec.get(of.name)  # type: ignore[union-attr]


def nth(levels: list[int], n: int) -> int:
    return sorted(levels, reverse=True)[n - 1] if len(levels) >= n else 0


def some(levels: list[int], n: int) -> int:
    """The n-th greatest; what comes later may still be, once anything at all enters."""
    if levels and set(levels) == {LATER}:
        return LATER
    return nth([2 if v == LATER else v for v in levels], n)


def ruled(env: dict, ruling: str) -> int:
    return {None: 2, True: 3, False: 0}[env["rulings"].get(ruling)]
