"""What the result page shows, made of a report: cards, trees, materials, standings."""

from __future__ import annotations

from dataclasses import dataclass

from bole.explain.evidence import Evidence
from bole.explain.model import Change, Report, TierView
from bole.explain.summary import ordered, sentence
from bole.levels import MEETS, PEOPLE
from bole.policy.pack import Material, Programme, Tier, Track
from bole.text import Text
from bole.web.selfcheck.trees import Node, Tree


@dataclass(frozen=True, slots=True)
class Card:
    """One tier: its verdict, a sentence, the nearest way to it, its tree."""

    id: str
    title: Text
    standing: str
    sentence: Text
    gaps: tuple[Change, ...]
    direct: bool
    tree: Node | None


@dataclass(frozen=True, slots=True)
class Standing:
    """One row of the live panel."""

    title: Text
    standing: str
    sentence: Text


def cards(report: Report, *, programme: Programme, tree: Tree | None) -> list[Card]:
    """Every tier, those one can apply for first, best standing first; `tree` draws them."""
    views = ordered(report, programme=programme)
    return [
        Card(
            id=f"{view.track}-{view.tier}".strip("-"),
            title=programme.tier(view.tier).label,
            standing=view.standing,
            sentence=sentence(view),
            gaps=view.root.gap if view.level != MEETS else (),
            direct=programme.tier(view.tier).direct,
            tree=tree.of(view.root) if tree else None,
        )
        for view in views
    ]


def standings(report: Report, *, programme: Programme, several: bool) -> list[Standing]:
    """The tiers one can apply for; over several fields, the best tier of each field."""
    views = [v for v in report.tiers if programme.tier(v.tier).direct]
    if several:
        top: dict[str, TierView] = {}
        for view in views:
            if view.track not in top or view.level > top[view.track].level:
                top[view.track] = view
        views = sorted(top.values(), key=lambda v: -v.level)
    return [
        Standing(
            _both(programme.track(v.track).label, programme.tier(v.tier).label)
            if several
            else programme.tier(v.tier).label,
            v.standing,
            sentence(v),
        )
        for v in views
    ]


def _both(track: Text, tier: Text) -> Text:
    return Text(f"{track.zh} · {tier.zh}", f"{track.say('en')} · {tier.say('en')}")


def to_prepare(
    programme: Programme, *, view: TierView | None, evidence: Evidence
) -> list[tuple[Material, tuple[Text, ...]]]:
    """The materials of a tier, those that carry its conditions first, with what they show."""
    shown: dict[str, dict[str, Text]] = {}
    lines = [] if view is None else [x for x in view.root.walk() if not x.children]
    lines = [line for line in lines if line.level in (MEETS, PEOPLE)]
    for line in lines:
        for material in evidence.materials(line.reads):
            shown.setdefault(material.number, {})[line.label.zh] = line.label
    asked = evidence.needed if view is None else programme.materials_of(view.track)
    needed = [m for m in evidence.needed if m in asked]
    listed = [(m, tuple(shown.get(m.number, {}).values())) for m in needed]
    return sorted(listed, key=lambda pair: not pair[1])


def grid(
    report: Report, *, programme: Programme
) -> list[tuple[Track, list[tuple[Tier, TierView | None]]]]:
    """Fields × tiers one can apply for, the field with the best standing first."""
    by_key = {(v.track, v.tier): v for v in report.tiers}
    tiers = [t for t in programme.tiers if t.direct]
    rows = [
        (track, [(t, by_key.get((track.id, t.id))) for t in tiers]) for track in programme.tracks
    ]
    place = {v.track: i for i, v in reversed(list(enumerate(report.tiers)))}
    return sorted(rows, key=lambda row: place.get(row[0].id, len(place)))
