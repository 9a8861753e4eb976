"""Attachments in the order of what the form lists: which file shows which record, and what is amiss.

Where the person said of some file which record it shows, that counts; where nobody did, the first
file shows the first record. One record may have several files.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from bole.documents.telling import record_line
from bole.facts.model import Facts
from bole.facts.vocabulary import Vocabulary
from bole.policy.pack import Material
from bole.text import Text, join

Wrong = Literal["", "misplaced", "beyond", "unsaid", "gone"]
MISPLACED: Final = Text(
    "是第 {number} 条“{what}”的，应排第 {place}",
    "shows no. {number}, {what}: it belongs at place {place}",
)
_SAID: Final = {
    "beyond": Text("比表里的条数多", "there are fewer entries in the form"),
    "unsaid": Text("还没说是哪一条的", "nobody said which entry it shows"),
    "gone": Text("它证明的那一条已经不在表里", "the entry that it shows is no longer in the form"),
}
_FILE: Final = Text("{serial} {name}：{what}", "{serial} {name}: {what}")
_MORE: Final = Text("还有 {n} 处", "{n} more")
#: So many troubles are told one by one.
TOLD: Final = 3
_LACKING: Final = Text("第 {number} 条“{what}”还没有文件", "no. {number}, {what}, has no file")


@dataclass(frozen=True, slots=True)
class Listed:
    """A record of the form: its number there, its line, and how a file names it ("": it cannot)."""

    number: int
    label: Text
    key: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A file at its place (from 1), the record that it shows, and what is wrong with it."""

    item: Any
    place: int
    record: Listed | None = None
    wrong: Wrong = ""
    #: Where it belongs, if it is misplaced.
    belongs: int = 0

    @property
    def serial(self) -> str:
        """Its number among the attachments."""
        return f"{self.item.material}-{self.place}"

    @property
    def trouble(self) -> Text:
        """What is wrong, in words; empty where nothing is."""
        if self.wrong == "misplaced" and self.record is not None:
            record = self.record
            return MISPLACED.format(number=record.number, what=record.label, place=self.belongs)
        return _SAID.get(self.wrong, Text(""))


@dataclass(frozen=True, slots=True)
class Order:
    """The records of the form beside the files of one material."""

    listed: tuple[Listed, ...]
    placed: tuple[Placed, ...]
    lacking: tuple[Listed, ...]

    @property
    def sorts(self) -> bool:
        """True where files would change places if they were sorted."""
        return any(p.wrong == "misplaced" for p in self.placed)

    @property
    def right(self) -> bool:
        """True where every file was said to show an entry, and stands where that one does."""
        return bool(self.placed) and all(p.item.shows and not p.wrong for p in self.placed)

    @property
    def named(self) -> bool:
        """True where files can be told apart by record."""
        return bool(self.placed) and any(r.key for r in self.listed)

    @property
    def troubles(self) -> list[Text]:
        """Everything that is amiss, file by file, then what has no file; nothing without files."""
        if not self.placed:
            return []
        files = [
            _FILE.format(serial=p.serial, name=p.item.name, what=p.trouble)
            for p in self.placed
            if p.wrong
        ]
        return files + [_LACKING.format(number=r.number, what=r.label) for r in self.lacking]

    @property
    def told(self) -> Text:
        """The first of the troubles, and how many there are beside; empty where there are none."""
        first, more = self.troubles[:TOLD], len(self.troubles) - TOLD
        more_said = [_MORE.format(n=more)] if more > 0 else []
        return join([*first, *more_said], zh="；", en="; ")


def listed_of(
    material: Material, *, facts: Facts, vocabulary: Vocabulary, ids: Mapping[str, Sequence[str]]
) -> tuple[Listed, ...]:
    """What the form lists that the material shows, in the form's order; `ids` as in the facts."""
    found: list[Listed] = []
    for family in (id for id in material.evidences if id in vocabulary.families):
        known = ids.get(family, ())
        for record in facts.family(family).records:
            id = known[record.index] if record.index < len(known) else ""
            label = record_line(record, family=vocabulary.family(family), vocabulary=vocabulary)
            found.append(Listed(len(found) + 1, label, f"{family}:{id}" if id else ""))
    return tuple(found)


def compared(listed: Sequence[Listed], items: Sequence[Any]) -> Order:
    """The order of the files beside that of the records."""
    keys = {record.key: record for record in listed if record.key}
    shown = [keys.get(item.shows) for item in items]
    if not any(shown):
        return _by_place(listed, items, gone=bool(keys))
    stay = _stay([record.number if record else 0 for record in shown])
    sorted_ = in_order([item.shows for item in items], keys=[r.key for r in listed])
    belongs = {n: place for place, n in enumerate(sorted_, 1)}
    placed = [
        _placed(item, place=n + 1, record=record, stays=n in stay, belongs=belongs[n])
        for n, (item, record) in enumerate(zip(items, shown, strict=True))
    ]
    there = {record.number for record in shown if record}
    return Order(tuple(listed), tuple(placed), tuple(r for r in listed if r.number not in there))


def in_order(shows: Sequence[str], *, keys: Sequence[str]) -> list[int]:
    """The places of files that name records, as the records are listed; what names none is last."""
    order = {key: n for n, key in enumerate(keys)}
    return sorted(range(len(shows)), key=lambda n: order.get(shows[n], len(order)))


def _by_place(listed: Sequence[Listed], items: Sequence[Any], *, gone: bool) -> Order:
    placed = []
    for n, item in enumerate(items):
        record = listed[n] if n < len(listed) else None
        wrong: Wrong = "gone" if gone and item.shows else "" if record else "beyond"
        placed.append(Placed(item, n + 1, record, wrong))
    return Order(tuple(listed), tuple(placed), tuple(listed[len(items) :]))


def _placed(
    item: Any, *, place: int, record: Listed | None, stays: bool, belongs: int
) -> Placed:  # fmt: skip
    if record is None:
        return Placed(item, place, wrong="gone" if item.shows else "unsaid")
    return (
        Placed(item, place, record) if stays else Placed(item, place, record, "misplaced", belongs)
    )


def _stay(numbers: Iterable[int]) -> set[int]:
    """The most files that can stay where they are; a number 0 is no record's."""
    ends: list[int] = []
    last: list[int] = []
    before: dict[int, int] = {}
    for n, number in enumerate(numbers):
        if not number:
            continue
        at = bisect.bisect_right(ends, number)
        if at:
            before[n] = last[at - 1]
        ends[at : at + 1] = [number]
        last[at : at + 1] = [n]
    found: set[int] = set()
    n = last[-1] if last else -1
    while n >= 0:
        found.add(n)
        n = before.get(n, -1)
    return found
