"""Tests on one value: what may stand behind a fact or a record's field.

`true`/`false`, a choice, a list of choices, or a mapping with `is`, `in` (+ `open`), `not_in`,
`at_least`, `over`, `at_most`, `under`, `within_years`. 以上/以下/不低于/不超过 include the number
(`at_least`, `at_most`); 超过/不满/未达到 exclude it (`over`, `under`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from bole.criteria.kernel import (
    TRUE,
    All,
    AnyOf,
    AsOf,
    Compare,
    Const,
    Fact,
    Field,
    Formula,
    Meta,
    Not,
    OneOf,
    Op,
    Param,
    Reading,
    Readings,
    Scale,
    Shift,
    Term,
)
from bole.criteria.spec import Spec
from bole.facts.vocabulary import Catalogue, FactDef, FamilyDef
from bole.problems import did_you_mean
from bole.text import Text

#: How a bound is compared, and by how much a strict one lies beyond its number.
ORDER: Final[Mapping[str, tuple[Op, int]]] = {
    "at_least": ("ge", 0), "over": ("ge", 1), "at_most": ("le", 0), "under": ("le", -1),
}  # fmt: skip
RECENT = "recent_years"  # the question of how "the last N years" is counted


def condition(of: Fact | Field, definition: FactDef, raw: Any, *, spec: Spec) -> Formula:
    """The formula for one test on `of`; `spec.path` points at `raw`."""
    tests = raw if isinstance(raw, Mapping) else {"in" if isinstance(raw, list) else "is": raw}
    parts = [_test(of, definition, key, tests, spec=spec) for key in tests if key != "open"]
    found = [p for p in parts if p is not None]
    if not parts:
        spec.fail("test", "没有写要求", "No test is written")
    return found[0] if len(found) == 1 else All(tuple(found))


def _test(
    of: Fact | Field, definition: FactDef, key: str, tests: Mapping[str, Any], *, spec: Spec
) -> Formula | None:
    value = tests[key]
    if key in ORDER:
        return _ordered(of, definition, key, value, spec=spec)
    if key == "within_years":
        if definition.kind != "date":
            spec.fail("test", "只有日期能写 within_years", "Only dates take within_years", key)
            return None
        return within_years(of, spec.number(value, key), spec=spec)
    if key in ("is", "in", "not_in"):
        return _equal(of, definition, key, tests, spec=spec)
    hint = did_you_mean(key, among=[*ORDER, "is", "in", "not_in", "open", "within_years"])
    spec.fail("test", f"没有这种要求“{key}”", f"Unknown test {key!r}", key, hint=hint)
    return None


def _ordered(
    of: Fact | Field, definition: FactDef, key: str, raw: Any, *, spec: Spec
) -> Formula | None:
    op, step = ORDER[key]
    term: Term = of
    bound: Term
    if definition.kind == "choice":
        catalogue = spec.words.vocabulary.catalogue(definition)
        value = _find(catalogue, raw, spec=spec, steps=(key,))
        if value is None or not catalogue.ordered:
            if value is not None:
                spec.fail("order", "这个目录没有高低", "This catalogue has no order", key)
            return None
        term, bound = Scale(of, catalogue.id), Const(catalogue.rank(value))
    elif definition.kind in ("bool", "text"):
        spec.fail("order", "这个事实没有大小", "This fact has no order", key)
        return None
    else:
        bound = spec.threshold(definition, raw, key)
    if step and not isinstance(bound, Const | Param):
        zh, en = f"和日子比较只能写 at_least、at_most，不能写“{key}”", f"A day takes no {key!r}"
        spec.fail("order", zh, en, key, hint=Text("把日子挪一天。", "Move the day by one."))
    return Compare(term, op, _beyond(bound, step=step), strict=bool(step))


def bounds(
    term: Term, tests: Mapping[str, Any], *, read: Callable[[str], Term], spec: Spec, label: Text
) -> Formula:
    """`term` against every bound in `tests`, always in the same order; `read` takes its key."""
    meta = Meta(label=label)
    parts = tuple(
        Compare(term, op, _beyond(read(key), step=step), bool(step), meta)
        for key, (op, step) in ORDER.items()
        if key in tests
    )
    if not parts:
        spec.fail("test", "要写多少：at_least、at_most 等", "Write a bound: at_least, at_most …")
    return parts[0] if len(parts) == 1 else All(parts, meta)


def _beyond(bound: Term, *, step: int) -> Term:
    """The next number up or down: how a strict comparison is written."""
    if isinstance(bound, Const):
        return replace(bound, value=bound.value + step)
    if isinstance(bound, Param) and step:
        return replace(bound, plus=step)
    return bound


def _equal(
    of: Fact | Field, definition: FactDef, key: str, tests: Mapping[str, Any], *, spec: Spec
) -> Formula | None:
    raw = tests[key]
    if definition.kind != "choice" and key != "is":
        spec.fail("test", f"“{key}”只用于名单", f"{key!r} is for lists of choices", key)
        return None
    if definition.kind == "bool":
        if not isinstance(raw, bool):
            spec.fail("test", "这里写 true 或 false", "Write true or false", key)
        return Compare(of, "ge", Const(1)) if raw is True else Compare(of, "le", Const(0))
    if definition.kind == "choice":
        listed = raw if isinstance(raw, list) else [raw]
        values = choices(definition, listed, spec=spec, steps=(key,))
        claim = spec.claim if tests.get("open") else None
        if claim == "":
            zh, en = (
                "开放的名单要在能主张的条款里",
                "An open list belongs in a clause one can claim",
            )
            spec.fail("open", zh, en, "open")
        formula = OneOf(
            of, values, _broader(definition, values, spec=spec), claim, f"{spec.id}.listed"
        )
        return Not(formula) if key == "not_in" else formula
    if definition.kind == "text":
        spec.fail("test", "文字不能作条件", "A text cannot be a condition", key)
        return None
    bound = spec.threshold(definition, raw, key)
    return All((Compare(of, "ge", bound), Compare(of, "le", bound)))


def choices(
    definition: FactDef, listed: list[Any], *, spec: Spec, steps: tuple[str | int, ...]
) -> frozenset[str]:
    """The catalogue ids meant, with everything narrower and every successor."""
    catalogue = spec.words.vocabulary.catalogue(definition)
    found = [
        _find(catalogue, item, spec=spec, steps=(*steps, n) if len(listed) > 1 else steps)
        for n, item in enumerate(listed)
    ]
    return catalogue.expand(v for v in found if v is not None)


def _find(
    catalogue: Catalogue, raw: Any, *, spec: Spec, steps: tuple[str | int, ...]
) -> str | None:
    found = catalogue.find(str(raw))
    if found is None:
        hint = did_you_mean(str(raw), among=catalogue.words())
        spec.fail(
            "choice",
            f"目录“{catalogue.label.zh}”里没有“{raw}”",
            f"{raw!r} is not in the catalogue {catalogue.id!r}",
            *steps,
            hint=hint,
        )
    return found


def _broader(definition: FactDef, values: frozenset[str], *, spec: Spec) -> frozenset[str]:
    """Everything broader than the values: too imprecise to tell."""
    catalogue = spec.words.vocabulary.catalogue(definition)
    found: set[str] = set()
    stack = list(values)
    while stack:
        known = catalogue.values.get(stack.pop())
        for parent in known.broader if known else ():
            if parent not in found:
                found.add(parent)
                stack.append(parent)
    return frozenset(found - values)


def within_years(of: Term, years: int, *, spec: Spec) -> Formula:
    """ "The last N years", under every reading of where they begin that the pack lists."""
    options = spec.words.questions.get(RECENT)
    if not options:
        spec.fail(
            "recent_years",
            f"包里没有写“近几年”从哪天算（readings/{RECENT}）",
            f"The pack does not say how recent years are counted (readings/{RECENT})",
        )
        return TRUE
    for option in options:
        if not _counts_back(option.data, spec=spec):
            zh = f"读法 {RECENT}/{option.id} 要写 base（日期参数或 as_of）、整数 plus_years"
            en = (
                f"The reading {RECENT}/{option.id} needs a base (a date or as_of), plus_years whole"
            )
            spec.fail("recent_years", zh, en)
            return TRUE
    parts = tuple(
        Reading(o.id, Compare(of, "ge", _first_day(o.data, years=years)), o.label) for o in options
    )
    return parts[0].part if len(parts) == 1 else Readings(RECENT, parts)


def _counts_back(data: Mapping[str, Any], *, spec: Spec) -> bool:
    base = data.get("base")
    known = base == "as_of" or spec.words.params.get(str(base)) == "date"
    return known and isinstance(data.get("plus_years", 0), int)


def _first_day(data: Mapping[str, Any], *, years: int) -> Term:
    """The first day of a window; `base` is a parameter, or `as_of` where each person's day counts."""
    months = -12 * years + 12 * int(data.get("plus_years", 0))
    base: Term = AsOf() if data["base"] == "as_of" else Param(str(data["base"]))
    return Shift(base, months, year_start=bool(data.get("from_new_year")))


def records(name: Any, *steps: str | int, spec: Spec) -> tuple[FamilyDef, Formula] | None:
    """A family and the node's condition on its records, noting a problem where there is none."""
    family = spec.family_def(str(name), *steps)
    if family is None:
        return None
    raw = spec.node.get("where")
    return family, where(raw, family=family.id, spec=spec.inner(raw, "where", family=family.id))


def where(raw: Any, *, family: str, spec: Spec) -> Formula:
    """The condition on a record: field tests, all of them; `all`, `any`, `not` nest.

    `held: now` and `held: {within_years: 5}` look at the end of the record's period.
    """
    if raw is None:
        return TRUE
    if not isinstance(raw, Mapping):
        spec.fail("where", "要写成“字段: 要求”", "Write it as 'field: test'")
        return TRUE
    fields = spec.words.vocabulary.families[family].fields
    parts: list[Formula] = []
    for key, value in raw.items():
        inside = spec.inner(value, key, family=family)
        if key in ("all", "any"):
            listed = value if isinstance(value, list) else []
            if not listed:
                inside.fail("list", f"“{key}”下面要列条件", f"{key!r} lists conditions")
            subs = tuple(
                where(v, family=family, spec=inside.inner(v, n)) for n, v in enumerate(listed)
            )
            parts.append(_group(key, subs))
        elif key == "held":
            parts.append(_held(value, family=family, spec=inside))
        elif key == "not":
            parts.append(Not(where(value, family=family, spec=inside)))
        elif key in fields:
            parts.append(condition(Field(family, key), fields[key], value, spec=inside))
        else:
            hint = did_you_mean(key, among=list(fields))
            inside.fail(
                "field",
                f"记录“{family}”没有字段“{key}”",
                f"{family!r} has no field {key!r}",
                hint=hint,
            )
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _held(raw: Any, *, family: str, spec: Spec) -> Formula:
    """That a post is held on the day asked for, or was within some years before."""
    period = spec.words.vocabulary.families[family].period
    if period is None:
        spec.fail("held", "这类记录没有起止日期", "These records have no period")
        return TRUE
    end = Field(family, period[1])
    # An end in the future is not there yet; no end, or "present", means until now.
    now = Not(Compare(end, "le", AsOf()), Meta(needed=Text("现任", "held now")))
    if raw == "now":
        return now
    if not isinstance(raw, Mapping) or raw.keys() != {"within_years"}:
        spec.fail("held", "写 now 或 {within_years: 5}", "Write now or {within_years: 5}")
        return TRUE
    years = spec.number(raw["within_years"], "within_years")
    recently = within_years(end, years, spec=spec)
    words = Text(f"近 {years} 年任过", f"held within {years} years")
    return AnyOf((recently, now), Meta(needed=words))


def _group(key: str, subs: tuple[Formula, ...]) -> Formula:
    return All(subs) if key == "all" else AnyOf(subs)
