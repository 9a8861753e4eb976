"""Who is in a register: coming in, changing, leaving, with the whole history kept."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bole.problems import Problem, Problems
from bole.stewardship.act import Act, Setting, no_such, not_yours, refusal, too_early, wrong_values
from bole.stewardship.model import Register, Rule

DOES = ("enter", "change", "leave")


@dataclass(frozen=True, slots=True)
class Spell:
    """One stay of a member, from the day of entry up to, not including, `until`."""

    member: str
    since: dt.date
    rule: str
    values: Mapping[str, str]
    until: dt.date | None = None
    left_by: str = ""

    def holds(self, day: dt.date) -> bool:
        """True on a day of the stay."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Book:
    """All stays in a register, and every act on it."""

    spells: tuple[Spell, ...] = ()
    history: tuple[Act, ...] = ()

    def stay(self, member: str) -> Spell | None:
        """The open stay of a member, None where they are not in."""
        return next((s for s in self.spells if s.member == member and s.until is None), None)


def apply(register: Register, book: Book, act: Act, *, setting: Setting) -> Book:
    """The book after the act; raises Problems with the reasons where it cannot be."""
    refused = list(_refusals(register, book, act, setting=setting))
    if refused:
        raise Problems(refused)
    day, stay = act.at.date(), book.stay(act.about)
    if stay is None:
        spells = (*book.spells, Spell(act.about, day, act.item, dict(act.values)))
    else:
        after = replace(stay, values={**stay.values, **act.values})
        if act.do == "leave":
            after = replace(after, until=day, left_by=act.item)
        spells = tuple(after if s is stay else s for s in book.spells)
    return Book(spells, (*book.history, act))


def members(book: Book, *, day: dt.date) -> tuple[Spell, ...]:
    """The stays that hold on a day, in the order of entry."""
    return tuple(s for s in book.spells if s.holds(day))


def counts(register: Register, book: Book, *, field: str, day: dt.date) -> dict[str, int]:
    """How many members have each value of a field on a day; "" where nothing is recorded.

    Raises KeyError where the register keeps no statistics by that field.
    """
    if field not in register.counted_by:
        raise KeyError(field)
    return dict(Counter(s.values.get(field, "") for s in members(book, day=day)))


def view(register: Register, book: Book, *, role: str, day: dt.date) -> tuple[Spell, ...]:
    """What a role sees on a day: nothing, or the members with the fields open to it."""
    if role not in register.seen_by:
        return ()
    shown = {f.id for f in register.fields if not f.seen_by or role in f.seen_by}
    return tuple(
        replace(s, values={k: v for k, v in s.values.items() if k in shown})
        for s in members(book, day=day)
    )


def _refusals(register: Register, book: Book, act: Act, *, setting: Setting) -> Iterator[Problem]:
    if act.do not in DOES:
        yield no_such(register, act.do, among=DOES)
        return
    inside = book.stay(act.about) is not None
    if inside == (act.do == "enter"):
        yield _place(register, act, inside=inside)
    yield from too_early(register, book.history, act=act)
    if act.do == "change":
        yield from not_yours(register, _keepers(register), act=act, setting=setting)
        yield from wrong_values(register, register.fields, act.values)
        return
    rules = register.entry if act.do == "enter" else register.exit
    rule = next((r for r in rules if r.id == act.item), None)
    if rule is None:
        yield no_such(register, act.item, among=[r.id for r in rules])
        return
    needs = [*rule.needs, *(f.id for f in register.fields if f.need and act.do == "enter")]
    yield from wrong_values(register, register.fields, act.values, needs=needs)
    yield from _ruled(rule, act=act, setting=setting)


def _ruled(rule: Rule, *, act: Act, setting: Setting) -> Iterator[Problem]:
    """Whoever decides, decides; only a condition that facts deny stands against it."""
    yield from not_yours(rule, rule.by, act=act, setting=setting)
    if rule.when is not None and setting.level(rule.when) == 0:
        yield refusal(rule, "condition", "{r}：条件不符合", "{r}: not met", r=rule.label)


def _keepers(register: Register) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a for r in (*register.entry, *register.exit) for a in r.by))


def _place(register: Register, act: Act, *, inside: bool) -> Problem:
    if inside:
        return refusal(register, "inside", "{m} 已经在册", "{m} is in it already", m=act.about)
    return refusal(register, "outside", "{m} 不在册", "{m} is not in it", m=act.about)
