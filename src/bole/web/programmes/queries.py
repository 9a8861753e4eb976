"""What the programme pages show, read from the packs in force."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from bole.criteria.kernel import Formula, parts_of
from bole.policy import library
from bole.policy.pack import Benefit, Material, Pack, Parameter, Programme, Tier, Track
from bole.text import Text
from bole.web.programmes.moved import intakes_of
from bole.web.programmes.rounds import Round, round_at

UNNUMBERED = re.compile(r"(文头|引言|注|末段|段)\d*$")


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
    def apply_url(self) -> str:
        """Where an application begins; "" while none can."""
        files = any(s.kind == "file" for s in self.programme.process.stages)
        taken = self.round.state in ("open", "rolling") or self.round.always
        return reverse("apply", args=[self.pack.id, self.programme.id]) if files and taken else ""

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
    """The materials that one party brings; `fields` are those that it is asked of, if not all."""

    title: Text
    fields: tuple[Text, ...]
    materials: tuple[Material, ...]


def programmes(*, now: dt.datetime) -> list[Listed]:
    """Every programme of every pack; those that take applications first."""
    order = {"open": 0, "rolling": 1, "unset": 2, "ahead": 3, "closed": 4}
    listed = [
        Listed(pack, programme, _round(pack, programme, now=now))
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
    return Listed(pack, programme, _round(pack, programme, now=now))


def _round(pack: Pack, programme: Programme, *, now: dt.datetime) -> Round:
    return round_at(intakes_of(pack, programme), now=now, issued=pack.document.issued)


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
    """The materials by who brings them and in which fields, in the document's order."""
    titles = {
        "person": Text("本人准备", "You bring"),
        "employer": Text("单位出具", "Your employer provides"),
        "recommender": Text("推荐单位出具", "The recommending body provides"),
        "team": Text("团队准备", "The team brings"),
    }
    groups: dict[tuple[str, tuple[str, ...]], list[Material]] = {}
    for material in programme.materials:
        groups.setdefault((material.by, material.tracks), []).append(material)
    return [
        MaterialGroup(
            titles.get(party, Text("材料", "Materials")),
            tuple(programme.track(id).label for id in tracks),
            tuple(materials),
        )
        for (party, tracks), materials in groups.items()
    ]


def undecided(pack: Pack) -> list[Parameter]:
    """What the document leaves to the office and nobody has decided yet."""
    return [p for p in pack.parameters.values() if p.value is None]


def _count(programme: Programme, *, track: Track, tier: Tier) -> int | None:
    """The tier's own numbered criteria, without those of another tier that it builds on."""
    formula = programme.own.get((track.id, tier.id))
    if formula is None:
        return None
    own = _criteria(formula)
    others = [_criteria(programme.own[key]) for key in programme.own if key[0] == track.id]
    return len(own.difference(*(ids for ids in others if ids < own)))


def _criteria(formula: Formula) -> frozenset[str]:
    """The ids of the criteria with a printed number; 注, 末段 and 段N have none."""
    numbered = _numbered(formula)
    return frozenset(n.meta.id for n in numbered if not UNNUMBERED.search(n.meta.cite))


def _numbered(formula: Formula) -> Iterator[Formula]:
    if formula.meta.numbered:
        yield formula
        return
    for part in parts_of(formula):
        yield from _numbered(part)
