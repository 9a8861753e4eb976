"""The verdict as a tree of lines, one for each node the pack wrote."""

from __future__ import annotations

from bole.criteria.kernel import All, AnyOf, Formula, Readings, Soft
from bole.explain.evidence import Evidence
from bole.explain.frame import Frame
from bole.explain.gap import Gaps
from bole.explain.missing import OPEN, missing
from bole.explain.model import Line
from bole.explain.words import Words
from bole.judge.terms import Run
from bole.judge.verdict import Verdict
from bole.levels import LATER, MEETS, NOT_MET, PEOPLE, WORDS, all_of, any_of
from bole.text import Text, join

NOTHING = Text("")
UNCLAIMED = Text(
    "没有主张这一条；要由人认可的，主张了才算", "Not claimed; it counts only where claimed"
)
UNLISTED = Text(
    "不在列出的名单里，主张这一条后由人认定", "Not listed; people decide if you claim it"
)


class Tree:
    """Builds lines; one for each verdict."""

    def __init__(self, verdict: Verdict, *, words: Words, gaps: Gaps, evidence: Evidence) -> None:
        self.verdict, self.words, self.gaps = verdict, words, gaps
        self.evidence = evidence
        self._made: dict[tuple[int, bool], Line] = {}

    def line(self, formula: Formula, *, later: bool = False) -> Line:
        """The line of a node with the lines below it; below what comes later, all comes later.

        The general part is the same object in every tier, so its lines are made once.
        """
        key = (id(formula), later)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._line(formula, later=later)
        return made

    def _line(self, formula: Formula, *, later: bool) -> Line:
        frame = self.words.frame(formula)
        wrapped = formula is not frame.core
        # A claim or a stage around the node may settle it, whatever is inside.
        level = LATER if later else self.verdict.level(formula) if wrapped else None
        later = level == LATER
        children = tuple([self.line(p, later=later) for p in frame.parts])
        if level is None:
            level = self._level(formula, children=children)
            later = level == LATER
        meta, claims = frame.meta, self.verdict.run.claims
        return Line(
            meta.id,
            meta.cite,
            meta.label,
            frame.kind,
            level,
            self.words.needed(frame.core) if frame.leaf else NOTHING,
            self.words.found(frame.core) if frame.leaf else NOTHING,
            self._note(frame, level=level),
            self._missing(formula, frame=frame, children=children, level=level),
            () if later or level == MEETS else self.gaps.fix(formula) or (),
            meta.numbered,
            frame.claim is not None,
            frame.claim in claims or (meta.numbered and meta.cite in claims),
            frame.stage,
            frame.reads,
            self.evidence.numbers(frame.reads) if frame.leaf and not later else (),
            children,
        )

    def _level(self, formula: Formula, *, children: tuple[Line, ...]) -> int:
        """The node's level; of `all` and `any` by their rule, from the lines already made."""
        if not children or not isinstance(formula, All | AnyOf):
            return self.verdict.level(formula)
        found = [c.level for c in children]
        level = all_of(found) if isinstance(formula, All) else any_of(found)
        self.verdict.seen[id(formula)] = level
        return level

    def _missing(
        self, formula: Formula, *, frame: Frame, children: tuple[Line, ...], level: int
    ) -> tuple[str, ...]:
        """What is missing below; a node with children misses what they miss."""
        if level not in OPEN:
            return ()
        if not children or frame.kind == "readings":
            return tuple(sorted(missing(formula, verdict=self.verdict)))
        open_ = [c.missing for c in children if c.missing]
        return open_[0] if len(open_) == 1 else tuple(sorted(set().union(*open_)))

    def _note(self, frame: Frame, *, level: int) -> Text:
        notes = list(frame.notes)
        claims = self.verdict.run.claims
        if frame.claim is not None and frame.claim not in claims:
            notes.append(UNCLAIMED)
        elif level == NOT_MET and frame.meta.leaf and self._claim_would_help(frame):
            notes.append(UNLISTED)
        if level == PEOPLE and isinstance(frame.core, Readings):
            notes.append(self._readings(frame.core))
        if level == PEOPLE and isinstance(frame.core, Soft) and frame.core.ground:
            notes.append(frame.core.ground)
        if not notes:
            return NOTHING
        return notes[0] if len(notes) == 1 else join(notes, zh="；", en="; ")

    def _claim_would_help(self, frame: Frame) -> bool:
        """True where something unlisted is there that people could recognise, once claimed."""
        run = self.verdict.run
        if not frame.listed or frame.listed in run.claims or isinstance(frame.core, All):
            return False
        claimed = Run(
            scalars=run.scalars,
            families=run.families,
            as_of=run.as_of,
            claims=run.claims | {frame.listed},
            rulings=run.rulings,
        )
        return self.verdict.plan.level_of(frame.core)(claimed, None) > NOT_MET

    def _readings(self, core: Readings) -> Text:
        """Which reading gives which standing."""
        parts = []
        for option in core.options:
            word = WORDS[self.verdict.level(option.part)]
            parts.append(
                Text(f"{option.label.zh}：{word.zh}", f"{option.label.say('en')}: {word.say('en')}")
            )
        return join(parts, zh="；", en="; ")
