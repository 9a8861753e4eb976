"""Lists from which values are drawn: what rules ask for beside what is common."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bole.facts.catalogues import Catalogue
from bole.facts.definitions import FactDef
from bole.screen.synth.wants import Row, Span, Wants, Wish

#: Places in a list for one track; the first of a record's list stands for chance alone.
PLACES = 64
#: The first places of a person's list are as rules hope; who stands high is drawn from them alone.
HOPEFUL = 40
Spans = tuple[list[int], list[int]]


@dataclass(frozen=True, slots=True)
class Usual:
    """What an ordered value lies between where no rule asks for anything, and its limit."""

    low: int
    high: int
    top: int


def usual_of(definition: FactDef, *, as_of: int) -> Usual:
    """The usual values of a kind, in the units of the engine."""
    match definition.kind:
        case "bool":
            return Usual(0, 1, 1)
        case "date":
            return Usual(as_of - 150000, as_of, as_of)
        case "amount":
            return Usual(definition.least or 0, 50_000_000, definition.most or 10**13)
        case "percent":
            return Usual(definition.least or 0, 10_000, definition.most or 10_000)
        case _:
            return Usual(definition.least or 0, 12, definition.most or 10**6)


@dataclass(frozen=True, slots=True)
class Lists:
    """Builds the lists of one population; always the same for a seed."""

    wants: Wants
    seed: int
    as_of: int

    @property
    def tracks(self) -> Sequence[str]:
        """The tracks people work in; one where no pack has any."""
        return self.wants.tracks or [""]

    def chance(self, name: str) -> random.Random:
        """A generator of its own for each list."""
        return random.Random(f"{self.seed}/{name}")

    # Records -------------------------------------------------------------------------------

    def rows(self, family: str) -> list[Row]:
        """Per track: nothing special, then records that satisfy what rules ask of them."""
        found: list[Row] = []
        for track in self.tracks:
            by_track = self.wants.rows.get(family, {})
            own, shared = by_track.get(track, []), by_track.get("", [])
            chance = self.chance(f"{family}/{track}")
            found.append({})
            for _ in range(PLACES):
                pool = own if own and (not shared or chance.random() < 0.6) else shared
                found.append(chance.choice(pool) if pool else {})
        return found

    def wished(self, rows: list[Row], definition: FactDef, *, name: str) -> list[str | None]:
        """For a choice: the value in each of `rows`, None where chance decides."""
        chance = self.chance(f"{name}/wished")
        known = self.wants.vocabulary.catalogues[definition.catalogue]
        return [_one(row.get(definition.id), known, chance) for row in rows]

    def common(self, definition: FactDef, *, name: str) -> list[str]:
        """Values of a catalogue as often as they are met: the lowest and the first most often."""
        known = self.wants.vocabulary.catalogues[definition.catalogue]
        values = list(known.values)
        weights = [1 / (1 + (known.rank(v) if known.ordered else n)) for n, v in enumerate(values)]
        return self.chance(f"{name}/common").choices(values, weights, k=PLACES)

    def spans(self, rows: list[Row], definition: FactDef, usual: Usual) -> Spans:
        """For ordered kinds: least and most in each of `rows`."""
        found = [span(row.get(definition.id), usual) for row in rows]
        return [low for low, _ in found], [high for _, high in found]

    # Persons -------------------------------------------------------------------------------

    def of_person(self, fact: str) -> Iterator[list[Wish | None]]:
        """Per track, place by place, what rules hope for, those of the track three times in four."""
        by_track = self.wants.wishes.get(fact, {})
        shared = by_track.get("", [])
        for track in self.tracks:
            own, chance = by_track.get(track, []), self.chance(f"{fact}/{track}/wishes")
            places: list[Wish | None] = []
            for _ in range(PLACES):
                pool = own if own and (not shared or chance.random() < 0.75) else shared
                places.append(chance.choice(pool) if pool else None)
            yield places

    def choices(self, definition: FactDef) -> list[object]:
        """Per track and place a choice, or several as a tuple; the first places as rules hope."""
        chance = self.chance(definition.id)
        known = self.wants.vocabulary.catalogues[definition.catalogue]
        common = self.common(definition, name=definition.id)
        found: list[object] = []
        for wishes in self.of_person(definition.id):
            for place, wish in enumerate(wishes):
                wished = _one(wish, known, chance) if place < HOPEFUL else None
                value = wished or chance.choice(common)
                more = {chance.choice(common)} if chance.random() < 0.2 else set()
                found.append(tuple(sorted({value, *more})) if definition.many else value)
        return found

    def numbers(self, definition: FactDef, usual: Usual, *, hopeful: float) -> Spans:
        """Per track and place the least and the most; so many of the last places as rules hope."""
        chance = self.chance(definition.id)
        lows, highs = [], []
        for wishes in self.of_person(definition.id):
            for place, wish in enumerate(wishes):
                fits = place < HOPEFUL or chance.random() < hopeful
                low, high = span(wish if fits else _opposite(wish), usual)
                lows.append(low)
                highs.append(high)
        return lows, highs


def span(wish: Wish | None, usual: Usual) -> tuple[int, int]:
    """Least and most of what is wished, the usual where nothing is."""
    low, high = wish if isinstance(wish, tuple) else (usual.low, usual.high)
    if low is None:
        low = usual.low if high is None else min(usual.low, high)
    if high is None:
        high = min(usual.top, max(usual.high, low * 3))
    return low, max(low, high)


def _opposite(wish: Wish | None) -> Span | None:
    match wish:
        case (int() as low, None):
            return (None, low - 1) if low > 0 else None
        case (None, int() as high):
            return (high + 1, None)
        case _:
            return None


def _one(wish: Wish | None, known: Catalogue, chance: random.Random) -> str | None:
    if not isinstance(wish, frozenset):
        return None
    values = sorted(v for v in wish if v in known.values)
    return chance.choice(values) if values else None
