"""What the programme pages show, read from the packs in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from bole.criteria.kernel import Formula, parts_of
from bole.policy import library
from bole.policy.pack import Benefit, Material, Pack, Programme, Tier, Track
from bole.text import Text
from bole.web.programmes.rounds import Round, round_at


@dataclass(frozen=True, slots=True)
class Listed:
    """A programme of a pack, with its addresses and its round."""

    pack: Pack
    programme: Programme
    round: Round

    @property
    def url(self) -> str:
        """The programme's page."""
        return reverse("programme", args=[self.pack.id, self.programme.id])

    @property
    def selfcheck_url(self) -> str:
        """Where its self-check starts."""
        return reverse("selfcheck", args=[self.pack.id, self.programme.id])

    @property
    def clauses_url(self) -> str:
        """Its clauses, which citations lead to."""
        return reverse("clauses", args=[self.pack.id, self.programme.id])


@dataclass(frozen=True, slots=True)
class TrackRow:
    """A field and, for each tier, how many numbered criteria it has (None: the tier is not there)."""

    track: Track
    cells: tuple[tuple[Tier, int | None], ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """What a tier brings, largest first."""

    tier: Tier
    benefits: tuple[Benefit, ...]


@dataclass(frozen=True, slots=True)
class MaterialGroup:
    """The materials that one party brings."""

    title: Text
    materials: tuple[Material, ...]


def programmes(*, now: dt.datetime) -> list[Listed]:
    """Every programme of every pack; those that take applications first."""
    order = {"open": 0, "rolling": 1, "ahead": 2, "closed": 3}
    listed = [
        Listed(pack, programme, round_at(programme.intake, now=now))
        for pack in library.readable()
        for programme in pack.programmes
    ]
    return sorted(listed, key=lambda item: order[item.round.state])


def find_programme(pack_id: str, *, programme_id: str, now: dt.datetime) -> Listed | None:
    """The programme of those ids, None where there is none."""
    pack = next((p for p in library.readable() if p.id == pack_id), None)
    programme = pack and next((p for p in pack.programmes if p.id == programme_id), None)
    if not pack or not programme:
        return None
    return Listed(pack, programme, round_at(programme.intake, now=now))


def track_rows(programme: Programme) -> list[TrackRow]:
    """Fields × tiers with the number of criteria one can choose from."""
    return [
        TrackRow(track, tuple((t, _count(programme, track=track, tier=t)) for t in programme.tiers))
        for track in programme.tracks
    ]


def tracks_with_rules(programme: Programme) -> list[Track]:
    """The fields that one can be checked against."""
    ruled = {track for track, _tier in programme.roots}
    return [t for t in programme.tracks if t.id in ruled]


def offers(programme: Programme) -> list[Offer]:
    """What each tier brings of its own."""
    common = common_benefits(programme)
    own = [b for b in programme.benefits if b not in common]
    return [Offer(tier, tuple(b for b in own if tier.id in b.tiers)) for tier in programme.tiers]


def common_benefits(programme: Programme) -> list[Benefit]:
    """What every tier brings."""
    every = {tier.id for tier in programme.tiers}
    several = len(every) > 1
    return [b for b in programme.benefits if not b.tiers or (several and every <= {*b.tiers})]


def material_groups(programme: Programme) -> list[MaterialGroup]:
    """The materials by who brings them, in the document's order."""
    titles = {
        "person": Text("本人准备", "You bring"),
        "employer": Text("单位出具", "Your employer provides"),
        "recommender": Text("推荐单位出具", "The recommending body provides"),
        "team": Text("团队准备", "The team brings"),
    }
    parties = dict.fromkeys(m.by for m in programme.materials)
    return [
        MaterialGroup(
            titles.get(party, Text("材料", "Materials")),
            tuple(m for m in programme.materials if m.by == party),
        )
        for party in parties
    ]


def _count(programme: Programme, *, track: Track, tier: Tier) -> int | None:
    formula = programme.own.get((track.id, tier.id))
    return None if formula is None else sum(1 for _ in _numbered(formula))


def _numbered(formula: Formula) -> Iterator[Formula]:
    if formula.meta.numbered:
        yield formula
        return
    for part in parts_of(formula):
        yield from _numbered(part)
