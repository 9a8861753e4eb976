"""The verdict as a tree of lines, one for each node the pack wrote."""

from __future__ import annotations

from bole.criteria.kernel import (
    All,
    AnyOf,
    AtLeast,
    Claimed,
    Formula,
    Judgement,
    Not,
    OneOf,
    Readings,
    Soft,
    Staged,
    parts_of,
    walk,
)
from bole.explain.gap import Gaps
from bole.explain.missing import missing
from bole.explain.model import Line
from bole.explain.words import Words
from bole.judge.verdict import Verdict
from bole.levels import LATER, NOT_MET, PEOPLE, WORDS
from bole.text import Text, join

UNCLAIMED = Text(
    "没有主张这一条；要由人认可的，主张了才算", "Not claimed; it counts only where claimed"
)
UNLISTED = Text(
    "不在列出的名单里，主张这一条后由人认定", "Not listed; people decide if you claim it"
)


class Tree:
    """Builds lines; one for each verdict."""

    def __init__(self, verdict: Verdict, *, words: Words, gaps: Gaps) -> None:
        self.verdict, self.words, self.gaps = verdict, words, gaps
        self._made: dict[tuple[int, bool], Line] = {}

    def line(self, formula: Formula, *, later: bool = False) -> Line:
        """The line of a node with the lines below it; below what comes later, all comes later.

        The general part is the same object in every tier, so its lines are made once.
        """
        key = (id(formula), later)
        if key not in self._made:
            self._made[key] = self._line(formula, later=later)
        return self._made[key]

    def _line(self, formula: Formula, *, later: bool) -> Line:
        level = LATER if later else self.verdict.level(formula)
        later = level == LATER
        claim, stage, core = _unwrapped(formula)
        meta = core.meta
        kind = _kind(core)
        leaf = kind in ("leaf", "judgement") or _is_one_test(core)
        children = () if leaf else tuple(self.line(p, later=later) for p in parts_of(core))
        claimed = claim is not None and claim in self.verdict.run.claims
        return Line(
            id=meta.id,
            cite=meta.cite,
            label=meta.label,
            kind=kind,
            level=level,
            needed=self.words.needed(core) if leaf else Text(""),
            found=self.words.found(core) if leaf else Text(""),
            note=self._note(core, claim=claim, claimed=claimed, level=level),
            missing=() if later else tuple(sorted(missing(formula, verdict=self.verdict))),
            gap=() if later else self.gaps.fix(formula) or (),
            numbered=meta.numbered,
            claimable=claim is not None,
            claimed=claimed or meta.cite in self.verdict.run.claims,
            stage=stage,
            reads=self.words.reads(core),
            children=children,
        )

    def _note(self, core: Formula, *, claim: str | None, claimed: bool, level: int) -> Text:
        notes = [core.meta.note] if core.meta.note else []
        if claim is not None and not claimed:
            notes.append(UNCLAIMED)
        elif core.meta.leaf and level == NOT_MET and _unlisted(core, verdict=self.verdict):
            notes.append(UNLISTED)
        if isinstance(core, Judgement) and core.rubric:
            notes.append(core.rubric)
        if isinstance(core, Readings) and level == PEOPLE:
            notes.append(self._readings(core))
        if isinstance(core, Soft) and level == PEOPLE and core.ground:
            notes.append(core.ground)
        return join(notes, zh="；", en="; ")

    def _readings(self, core: Readings) -> Text:
        """Which reading gives which standing."""
        parts = []
        for option in core.options:
            word = WORDS[self.verdict.level(option.part)]
            parts.append(
                Text(f"{option.label.zh}：{word.zh}", f"{option.label.say('en')}: {word.say('en')}")
            )
        return join(parts, zh="；", en="; ")


def _unwrapped(formula: Formula) -> tuple[str | None, str, Formula]:
    """The claim and stage around a condition, and the condition itself."""
    claim, stage = None, ""
    while isinstance(formula, Claimed | Staged):
        if isinstance(formula, Claimed):
            claim = formula.address
        else:
            stage = formula.stage
        formula = formula.part
    return claim, stage, formula


def _is_one_test(core: Formula) -> bool:
    """True for a relaxed or excluded single test: one line says it all."""
    return isinstance(core, Soft | Not) and _unwrapped(core.part)[2].meta.leaf


def _kind(core: Formula) -> str:
    if core.meta.leaf and not isinstance(core, Judgement):
        return "leaf"
    match core:
        case All():
            return "all"
        case AnyOf(parts):
            return "one_of" if any(_unwrapped(p)[2].meta.numbered for p in parts) else "any"
        case AtLeast():
            return "at_least"
        case Not():
            return "not"
        case Soft():
            return "soft"
        case Readings():
            return "readings"
        case Judgement():
            return "judgement"
        case _:
            return "leaf"


def _unlisted(core: Formula, *, verdict: Verdict) -> bool:
    """True where an open list, claimed, could still make something of what is there."""
    for node in walk(core):
        if isinstance(node, OneOf) and node.claim is not None:
            return node.claim not in verdict.run.claims
    return False
