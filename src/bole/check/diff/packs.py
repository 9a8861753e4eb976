"""Two packs side by side: everything that changed, in the document's order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from bole.check.diff.conditions import Loose, Trees
from bole.check.diff.model import ADDED, CHANGED, REMOVED, Change, from_to, quoted
from bole.check.diff.say import Say
from bole.check.diff.things import PARTS, Thing, things_of, things_of_pack
from bole.criteria.kernel import Formula, parts_of
from bole.policy.index import bare, nodes_in
from bole.policy.pack import Pack, Programme
from bole.text import Text, join

#: Packs that share fewer of their conditions' names are of different documents.
KIN: Final = 0.2
GENERAL: Final = Text("通用条件", "General condition")
NEW, GONE = Text("新增", "added"), Text("取消", "gone")


def diff_packs(a: Pack, b: Pack) -> tuple[Change, ...]:
    """What changed from `a` to `b`, in the order of the document; nothing where all is the same.

    Clauses are compared by address only between versions of one document.
    """
    old, new = Say(a), Say(b)
    kin = related(a, b)
    found: list[Change] = []
    if kin:
        found += _clauses(a, b)
    found += _things(things_of_pack(old), things_of_pack(new), old=old, new=new, kin=kin)
    trees = Trees(old, new)
    for one, two in _programmes(a, b):
        if one is None or two is None:
            found.append(_whole(one, two))
            continue
        found += _things(
            things_of(one, say=old), things_of(two, say=new), old=old, new=new, kin=kin
        )
        _conditions(trees, one, two)
    found += trees.finish()
    places = _Places(a, b, kin=kin)
    order = sorted(range(len(found)), key=lambda n: (places(found[n]), n))
    return tuple(found[n] for n in order)


# Order ---------------------------------------------------------------------------------------


def related(a: Pack, b: Pack) -> bool:
    """True for two versions of one document: they share names of conditions."""
    ours, theirs = set(_ids(a)), set(_ids(b))
    return len(ours & theirs) >= KIN * min(len(ours), len(theirs))


def _ids(pack: Pack) -> Iterator[str]:
    for _, _, _, root in pack.formulas():
        for node in nodes_in(root):
            meta = bare(node).meta
            if meta.shown and not meta.id.startswith("root."):
                yield meta.id


class _Places:
    """Where a change stands: by its clause in the second document, else in the first."""

    def __init__(self, a: Pack, b: Pack, *, kin: bool) -> None:
        self.second = {address: (1, n, 0) for n, address in enumerate(b.clauses)}
        self.first: dict[str, tuple[int, int, int]] = {}
        near = (0, -1, 0)
        for n, address in enumerate(a.clauses):
            if kin and address in self.second:
                near = self.second[address]
            self.first[address] = (near[0], near[1], n + 1)

    def __call__(self, change: Change) -> tuple[int, int, int]:
        if not change.cite:
            return (-1, 0, 0)
        sides = (self.first, self.second) if change.what == REMOVED else (self.second, self.first)
        return sides[0].get(change.cite) or sides[1].get(change.cite) or (2, 0, 0)


# Clauses and things --------------------------------------------------------------------------


def _clauses(a: Pack, b: Pack) -> Iterator[Change]:
    for address, clause in b.clauses.items():
        before = a.clauses.get(address)
        if before is None:
            yield Change("clause", ADDED, address, address, _named("clause", clause.label), NEW)
        elif before.hash and clause.hash and before.hash != clause.hash:
            said = Text("原文的字句变了", "the official words changed")
            subject = _named("clause", clause.label or before.label)
            yield Change("clause", CHANGED, address, address, subject, said)
    for address, clause in a.clauses.items():
        if address not in b.clauses:
            yield Change("clause", REMOVED, address, address, _named("clause", clause.label), GONE)


def _named(part: str, label: Text) -> Text:

    kind, name = PARTS[part], quoted(label)
    return Text(f"{kind.zh}{name.zh}", f"{kind.say('en')} {name.say('en')}")


def _things(
    a: Iterable[Thing], b: Iterable[Thing], *, old: Say, new: Say, kin: bool
) -> Iterator[Change]:
    ours = {_key(t, kin=kin): t for t in a}
    theirs = {_key(t, kin=kin): t for t in b}
    for key, thing in theirs.items():
        before = ours.get(key)
        if before is None:
            yield from _alone(thing, ADDED)
        else:
            yield from _fields(before, thing)
            yield from _depends(before, thing, old=old, new=new)
    for key, thing in ours.items():
        if key not in theirs:
            yield from _alone(thing, REMOVED)


def _key(thing: Thing, *, kin: bool) -> tuple[str, str]:
    """What a thing goes by; ids of different documents mean nothing to each other."""
    named = kin or thing.part in ("document", "programme")
    return thing.part, thing.id if named else thing.label.zh


def _alone(thing: Thing, what: str) -> Iterator[Change]:
    if thing.id.endswith("order"):
        return
    subject = _named(thing.part, thing.label)
    value = thing.fields["value"][1] if "value" in thing.fields else Text("")
    text = NEW if what == ADDED else GONE
    if value:
        text = Text(f"{text.zh}（{value.zh}）", f"{text.say('en')} ({value.say('en')})")
    yield Change(thing.part, what, thing.id, thing.cite, subject, text)


def _fields(a: Thing, b: Thing) -> Iterator[Change]:
    for name, (title, after) in b.fields.items():
        before = a.fields[name][1]
        if before == after:
            continue
        words = from_to(before, after)
        if title:
            words = Text(f"{title.zh}：{words.zh}", f"{title.say('en')}: {words.say('en')}")
        subject = _named(b.part, b.label)
        yield Change(b.part, CHANGED, b.id, b.cite, subject, words, before, after)


def _depends(a: Thing, b: Thing, *, old: Say, new: Say) -> Iterator[Change]:
    """What the thing depends on: a round, a stage or a material that is not for everyone."""
    place = _named(b.part, b.label)
    if a.condition is None or b.condition is None:
        if a.condition is not b.condition:
            before, after = _asked(a.condition, old), _asked(b.condition, new)
            words = from_to(before, after)
            said = Text(f"适用条件：{words.zh}", f"condition: {words.say('en')}")
            yield Change(b.part, CHANGED, b.id, b.cite, place, said, before, after)
        return
    trees = Trees(old, new)
    trees.compare(a.condition, b.condition, place=place)
    yield from trees.finish()


def _asked(condition: Formula | None, say: Say) -> Text:
    if condition is None:
        return Text("对所有人", "for everyone")
    return bare(condition).meta.label or say.needed(condition)


# Programmes and their conditions -------------------------------------------------------------


def _programmes(a: Pack, b: Pack) -> Iterator[tuple[Programme | None, Programme | None]]:
    ours = {p.id: p for p in a.programmes}
    theirs = {p.id: p for p in b.programmes}
    if len(ours) == len(theirs) == 1:
        yield a.programmes[0], b.programmes[0]
        return
    for id, programme in theirs.items():
        yield ours.get(id), programme
    for id, programme in ours.items():
        if id not in theirs:
            yield programme, None


def _whole(a: Programme | None, b: Programme | None) -> Change:
    programme = b or a
    assert programme is not None
    what, text = (ADDED, NEW) if b else (REMOVED, GONE)
    return Change("programme", what, programme.id, "", _named("programme", programme.title), text)


def _conditions(trees: Trees, a: Programme, b: Programme) -> None:
    trees.side_by_side(_general(a), _general(b))
    trees.changes += _scopes(a, b)
    for (track, tier), own in b.own.items():
        place = place_of(b, track=track, tier=tier)
        before = a.own.get((track, tier))
        if before is not None:
            trees.compare(before, own, place=place)
        elif _has(a, track=track, tier=tier):
            trees.came.append(Loose(own, None, place))
    for (track, tier), own in a.own.items():
        if (track, tier) not in b.own and _has(b, track=track, tier=tier):
            trees.gone.append(Loose(own, None, place_of(a, track=track, tier=tier)))


def _has(programme: Programme, *, track: str, tier: str) -> bool:
    """True where both are there: what went with its track or tier needs no word of its own."""
    tracks, tiers = {t.id for t in programme.tracks}, {t.id for t in programme.tiers}
    return track in tracks and tier in tiers


def place_of(programme: Programme, *, track: str, tier: str) -> Text:
    """A track and tier as people name them."""
    labels = [programme.track(track).label, programme.tier(tier).label]
    return join([t for t in labels if t], zh="·", en=" · ")


def _general(programme: Programme) -> Iterator[Loose]:
    seen: set[int] = set()
    for key, root in programme.roots.items():
        for part in parts_of(root):
            if part is not programme.own[key] and id(part) not in seen:
                seen.add(id(part))
                yield Loose(part, None, GENERAL)


def _scopes(a: Programme, b: Programme) -> Iterator[Change]:
    """General conditions that now apply to other tracks or tiers, among those both have."""
    both = set(a.roots) & set(b.roots)
    before, after = _applying(a, among=both), _applying(b, among=both)
    for id, (node, keys) in after.items():
        if id not in before or before[id][1] == keys:
            continue
        came, went = (_labels(b, keys=k) for k in (keys - before[id][1], before[id][1] - keys))
        parts = [Text(f"另适用于 {came.zh}", f"now for {came.say('en')} too")] if came else []
        if went:
            parts.append(Text(f"不再适用于 {went.zh}", f"no longer for {went.say('en')}"))
        meta = node.meta
        subject = join([GENERAL, quoted(meta.label)], zh="", en=" ")
        text = join(parts, zh="；", en="; ")
        yield Change("criterion", CHANGED, meta.id, meta.cite, subject, text, went, came)


Keys = set[tuple[str, str]]


def _applying(programme: Programme, *, among: Keys) -> dict[str, tuple[Formula, Keys]]:
    found: dict[str, tuple[Formula, Keys]] = {}
    for key, root in programme.roots.items():
        for part in parts_of(root):
            if part is not programme.own[key] and key in among:
                core = bare(part)
                found.setdefault(core.meta.id, (core, set()))[1].add(key)
    return found


def _labels(programme: Programme, *, keys: Keys) -> Text:
    places = [place_of(programme, track=a, tier=b) for a, b in programme.roots if (a, b) in keys]
    return join(places)
