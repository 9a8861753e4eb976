"""What the result page shows, made of a report: a title, cards, trees, materials, what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bole.explain.model import Change, Line, Report, TierView
from bole.levels import MEETS, MISSING, NOT_MET, PEOPLE
from bole.policy.pack import Material, Programme, Tier, Track
from bole.text import Text
from bole.web.selfcheck.materials import Evidence

OPS = {
    "all": Text("全部", "All of"),
    "any": Text("任一", "Any of"),
    "one_of": Text("任一", "Any of"),
    "at_least": Text("至少", "At least"),
    "not": Text("不得", "Not"),
    "soft": Text("可放宽", "Soft"),
    "readings": Text("两读", "Two readings"),
}
TONES = {NOT_MET: "b-gap-no", MISSING: "b-gap-open", PEOPLE: "b-gap-open"}
UNCLAIMED = "unclaimed"
#: Changes that say more than the row itself: "missing" and "people decide" stand there already.
TELLING = ("time", "amount", "fixed")


@dataclass(frozen=True, slots=True)
class Node:
    """One row of the tree, with the rows below it."""

    op: Text
    label: Text
    cite: str
    needed: Text
    found: Text
    material: Text
    standing: str
    note: Text
    gaps: tuple[Change, ...]
    tone: str
    settles: bool
    folds: bool
    open: bool
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One tier: its verdict, a sentence, its tree; `shared` counts rows left out as said above."""

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


def best(report: Report, *, programme: Programme) -> TierView | None:
    """The best tier that one can apply for; of equals, the one that lacks least."""
    direct = [v for v in report.tiers if programme.tier(v.tier).direct]
    return min(direct, key=_nearest, default=None)


def _nearest(view: TierView) -> tuple[int, int]:
    """Best standing first; of equals, the one that lacks least."""
    return -view.level, len(view.missing)


def title(view: TierView | None, *, programme: Programme, several: bool) -> Text:
    """The outcome in a sentence."""
    if view is None or view.level == NOT_MET:
        return Text(
            "按现在的回答，还没有能报的类别", "By your answers, there is no tier to apply for yet"
        )
    if several and view.level == MISSING:
        return Text("再答几题，才知道能报哪个领域", "A few more answers will show the field")
    name = programme.tier(view.tier).label
    if several:
        track = programme.track(view.track).label
        name = Text(f"{name.zh}（{track.zh}）", f"{name.say('en')} ({track.say('en')})")
    if view.level == MEETS:
        return Text("你可以报{name}", "You can apply as {name}").format(name=name)
    if view.level == PEOPLE:
        return Text(
            "{name}：你这边够了，还有要由人定的", "{name}: some of it is for people to decide"
        ).format(name=name)
    return Text("{name}：再补些信息就能判断", "{name}: a few more facts will decide").format(
        name=name
    )


def cards(
    report: Report, *, programme: Programme, evidence: Evidence, trees: bool = True
) -> list[Card]:
    """Every tier, those one can apply for first, best standing first."""
    views = sorted(report.tiers, key=lambda v: (not programme.tier(v.tier).direct, _nearest(v)))
    return [
        Card(
            id=f"{view.track}-{view.tier}".strip("-"),
            title=programme.tier(view.tier).label,
            standing=view.standing,
            sentence=sentence(view),
            gaps=view.root.gap if view.level != MEETS else (),
            direct=programme.tier(view.tier).direct,
            tree=node(view.root, evidence=evidence, top=True) if trees else None,
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


def sentence(view: TierView) -> Text:
    """Why the tier stands where it does, in a few words."""
    numbered = [line for line in view.root.walk() if line.numbered]
    general = [c for c in view.root.children if not any(n.numbered for n in c.walk())]
    failed = [c for c in general if c.level == NOT_MET]
    met = [line for line in numbered if line.level == MEETS]
    if view.level == MEETS:
        return _met(met)
    if view.level == NOT_MET:
        if failed:
            label = failed[0].label
            return Text("{label}：不符合", "{label}: not met").format(label=label)
        return Text(
            f"{len(numbered)} 条可选条件都不符合", f"None of {len(numbered)} criteria is met"
        )
    open_ = sum(1 for line in numbered if line.level in (MISSING, PEOPLE))
    asks = len({m.id.split("[")[0] for m in view.missing})
    if view.level == PEOPLE:
        if met:
            return Text(
                "可选条件已满足，另有由人定的", "A criterion is met; the rest is for people"
            )
        return Text(f"{open_} 条由人定", f"{_criteria(open_)} for people to decide")
    lacking = f"{asks} fact{'' if asks == 1 else 's'} missing"
    if met:
        return Text(f"可选条件已满足，还缺 {asks} 项信息", f"A criterion is met; {lacking}")
    return Text(f"{open_} 条待定，还缺 {asks} 项信息", f"{_criteria(open_)} open, {lacking}")


def _criteria(count: int) -> str:
    return "1 criterion" if count == 1 else f"{count} criteria"


def node(line: Line, *, evidence: Evidence, around: str = "", top: bool = False) -> Node:
    """The line as a row; what is settled is folded, what still decides lies open."""
    lines: Sequence[Line] = line.children
    if line.kind in ("one_of", "any"):
        lines = sorted(lines, key=lambda c: -c.level)
    leaf = not lines
    unclaimed = line.claimable and not line.claimed and line.level == NOT_MET
    return Node(
        op=Text("") if leaf else OPS.get(line.kind, Text("")),
        label=line.label or _default_label(line),
        cite="" if line.cite == around else line.cite,
        needed=line.needed,
        found=line.found,
        material=evidence.label(line.reads) if leaf else Text(""),
        standing=UNCLAIMED if unclaimed else line.standing,
        note=line.note,
        gaps=tuple(c for c in line.gap if leaf and not unclaimed and c.kind in TELLING),
        tone=TONES.get(line.level, ""),
        settles=line.numbered and line.level == MEETS,
        folds=bool(lines) and not top,
        open=line.level in (MISSING, PEOPLE) or any(c.numbered for c in lines),
        children=tuple(node(c, evidence=evidence, around=line.cite) for c in lines),
    )


def _default_label(line: Line) -> Text:
    count = len(line.children)
    if line.kind in ("one_of", "any"):
        met = sum(1 for c in line.children if c.level == MEETS)
        if met:
            return Text(f"{count} 条中满足 1 条即可，已满足 {met} 条", f"One of {count}; {met} met")
        return Text(f"{count} 条中满足 1 条即可", f"One of {count}")
    if line.kind == "all":
        return Text("以下各项", "Each of these")
    return Text("以下情形", "The following")


def _met(met: Iterable[Line]) -> Text:
    first = next(iter(met), None)
    if first is None:
        return Text("条件都符合", "All conditions are met")
    return Text(f"已符合 {first.cite}", f"Meets {first.cite}")


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
    listed = [(m, tuple(shown.get(m.number, {}).values())) for m in evidence.needed]
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
