"""Trees of conditions side by side: what came, what went, what moved, what is asked otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bole.check.diff.leaves import Said, compare_leaves
from bole.check.diff.model import ADDED, CHANGED, MOVED, REMOVED, Change, from_to, quoted
from bole.check.diff.pairing import Pair, Pairing, id_of, label_of
from bole.check.diff.say import Say
from bole.check.diff.structure import COUNTS, is_claimed, operator, stage_of, structural
from bole.check.parts import is_tier
from bole.criteria.kernel import Formula, Readings, parts_of
from bole.judge.plan import facts_read
from bole.policy.index import bare
from bole.text import Text, join

WORDS = {ADDED: Text("新增", "added"), REMOVED: Text("取消", "gone")}


@dataclass(frozen=True, slots=True)
class Loose:
    """A node that stands on one side only, in what it stood and for which track and tier."""

    node: Formula
    parent: Formula | None
    place: Text


@dataclass(slots=True)
class Trees:
    """Compares trees of two packs; `finish` returns everything found."""

    old: Say
    new: Say
    changes: list[Change] = field(default_factory=list)
    gone: list[Loose] = field(default_factory=list)
    came: list[Loose] = field(default_factory=list)
    pairing: Pairing = field(default_factory=Pairing)

    def finish(self) -> list[Change]:
        """All changes; what went here and came there has moved."""
        for went, came in list(self._moved()):
            self.gone.remove(went)
            self.came.remove(came)
            self._move(went, came)
        for loose in self.gone:
            self._one_side(loose, what=REMOVED, say=self.old)
        for loose in self.came:
            self._one_side(loose, what=ADDED, say=self.new)
        return self.changes

    def compare(self, a: Formula, b: Formula, *, place: Text) -> None:
        """Notes what differs between two nodes that belong together."""
        if self.pairing.same(a, b):
            return
        self._when_it_counts(a, b, place=place)
        one, two = bare(a), bare(b)
        if self.pairing.same(one, two):
            return
        if structural(one) and structural(two):
            self._structures(one, two, place=place)
        elif structural(one) or structural(two):
            self._wrapped(one, two, place=place)
        elif not (is_tier(one) and is_tier(two)):
            for said in compare_leaves(one, two, old=self.old, new=self.new):
                self._note(two, said, place=place)

    def side_by_side(self, a: Iterable[Loose], b: Iterable[Loose]) -> None:
        """The same for nodes that no tree holds together, such as general conditions."""
        ours, theirs = {id(n.node): n for n in a}, {id(n.node): n for n in b}
        pairs = self.pairing.pairs(
            [n.node for n in ours.values()], [n.node for n in theirs.values()]
        )
        for one, two in pairs:
            self.compare(one, two, place=theirs[id(two)].place)
        self._loose(pairs, list(ours.values()), list(theirs.values()))

    def _structures(self, a: Formula, b: Formula, *, place: Text) -> None:
        before, after = operator(a), operator(b)
        if before != after:
            self._note(b, Said(CHANGED, from_to(before, after), before, after), place=place)
        if isinstance(a, Readings) and isinstance(b, Readings):
            pairs = _options(a, b)
        else:
            pairs = self.pairing.pairs(list(parts_of(a)), list(parts_of(b)))
        for one, two in pairs:
            self.compare(one, two, place=place)
        self._loose(
            pairs,
            [Loose(p, a, place) for p in parts_of(a)],
            [Loose(p, b, place) for p in parts_of(b)],
        )

    def _wrapped(self, a: Formula, b: Formula, *, place: Text) -> None:
        """One side has a structure around what the other has alone."""
        came = structural(b)
        outer, inner = (b, a) if came else (a, b)
        whole = operator(outer)
        zh, en = ("改为", "becomes") if came else ("不再是", "is no longer")
        said = Text(f"{zh}{whole.zh}", f"{en} {whole.say('en')}")
        self._note(b, Said(CHANGED, said), place=place)
        match = next((p for p in parts_of(outer) if self.pairing.alike(p, inner)), None)
        if match is None:
            (self.gone if came else self.came).append(Loose(inner, None, place))
        else:
            self.compare(*((inner, match) if came else (match, inner)), place=place)
        rest = [Loose(p, outer, place) for p in parts_of(outer) if p is not match]
        (self.came if came else self.gone).extend(rest)

    def _loose(self, pairs: list[Pair], a: list[Loose], b: list[Loose]) -> None:
        paired = {id(node) for pair in pairs for node in pair}
        self.gone += [n for n in a if id(n.node) not in paired]
        self.came += [n for n in b if id(n.node) not in paired]

    def _when_it_counts(self, a: Formula, b: Formula, *, place: Text) -> None:
        one, two = stage_of(a, pack=self.old.pack), stage_of(b, pack=self.new.pack)
        if one != two:
            words = from_to(one, two)
            said = Text(f"在哪个环节定：{words.zh}", f"decided at: {words.say('en')}")
            self._note(bare(b), Said(CHANGED, said, one, two), place=place)
        if is_claimed(a) != is_claimed(b):
            one, two = COUNTS[is_claimed(a)], COUNTS[is_claimed(b)]
            self._note(bare(b), Said(CHANGED, from_to(one, two), one, two), place=place)

    def _moved(self) -> Iterator[tuple[Loose, Loose]]:
        left = list(self.gone)
        for came in self.came:
            went = next((n for n in left if self._is_the_same(n, came)), None)
            if went is not None:
                left.remove(went)
                yield went, came

    def _is_the_same(self, went: Loose, came: Loose) -> bool:
        if not facts_read(came.node):
            return id_of(went.node) == id_of(came.node)
        return self.pairing.same(went.node, came.node) or (
            id_of(went.node) == id_of(came.node) and went.place == came.place
        )

    def _move(self, went: Loose, came: Loose) -> None:
        before, after = _where(went), _where(came)
        words = from_to(before, after)
        said = Text(f"移了位置：{words.zh}", f"moved: {words.say('en')}")
        self._note(bare(came.node), Said(MOVED, said, before, after), place=came.place)
        self.compare(went.node, came.node, place=came.place)

    def _one_side(self, loose: Loose, *, what: str, say: Say) -> None:
        core = bare(loose.node)
        text = WORDS[what]
        if loose.parent is not None and not core.meta.numbered:
            inside = operator(loose.parent)
            text = Text(
                f"{text.zh}（属于“{inside.zh}”）", f"{text.say('en')} (of {inside.say('en')!r})"
            )
        needed = Text("") if structural(core) or is_tier(core) else say.needed(core)
        if needed:
            text = Text(f"{text.zh}：{needed.zh}", f"{text.say('en')}: {needed.say('en')}")
        ends = (Text(""), needed) if what == ADDED else (needed, Text(""))
        self._note(core, Said(what, text, *ends), place=loose.place)

    def _note(self, node: Formula, said: Said, *, place: Text) -> None:
        meta = node.meta
        subject = _name(place, meta.label)
        ends = (said.before, said.after)
        change = Change("criterion", said.what, meta.id, meta.cite, subject, said.text, *ends)
        if change not in self.changes:
            self.changes.append(change)


def _options(a: Readings, b: Readings) -> list[Pair]:
    ours = {o.id: o.part for o in a.options}
    return [(ours[o.id], o.part) for o in b.options if o.id in ours]


def _where(loose: Loose) -> Text:
    label = label_of(loose.parent) if loose.parent is not None else Text("")
    return _name(loose.place, label)


def _name(place: Text, label: Text) -> Text:
    return join([t for t in (place, quoted(label) if label else label) if t], zh="", en=" ")
