"""A plan (a cycle compiled at a stage) and the verdicts it gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bole.criteria.kernel import Formula, Judgement, OneOf, Soft, walk
from bole.facts.model import Assurance, Facts, at_assurance
from bole.judge.keys import Keys
from bole.judge.plan import Compiler
from bole.judge.terms import LevelOf, Run, Setting
from bole.policy.cycle import Cycle
from bole.policy.intake import timing
from bole.policy.pack import Pack

Key = tuple[str, str, str]  # programme, track, tier


class Plan:
    """A cycle compiled for one stage; compile once, judge many; `programme` and `track` narrow it.

    `roots` maps (programme, track, tier) to the whole condition, `timings` a programme to the
    clause on its round. With `by_clause`, how each clause stands is kept when a tier is judged,
    for who asks for both.
    """

    def __init__(
        self,
        cycle: Cycle,
        *,
        stage: str = "",
        programme: str | None = None,
        track: str | None = None,
        by_clause: bool = False,
    ) -> None:
        pack = cycle.pack
        stages = tuple(s.id for s in pack.stages)
        self.cycle, self.pack = cycle, pack
        self.stage = stage or pack.default_stage
        self.setting = Setting(cycle.params, ranks_of(pack), cycle.adopted, stages, self.stage)
        self.roots: dict[Key, Formula] = {
            (owner.id, own, tier): formula
            for owner, own, tier, formula in pack.formulas()
            if programme in (None, owner.id) and track in (None, own)
        }
        self.timings = {p.id: timing(p.intake) for p in pack.programmes}
        keys = Keys()
        # Only what is asked twice is remembered; without roots nobody can say what that is.
        shared = keys.shared(self.roots.values()) if self.roots else None
        if shared is not None and by_clause:
            shared |= {keys.of(n) for root in self.roots.values() for n in walk(root) if n.meta.id}
        self._compiler = Compiler(self.setting, keys=keys, remember=shared)
        self._compiled = {k: self._compiler.level_of(f) for k, f in self.roots.items()}
        self._functions: dict[tuple[int, bool], LevelOf] = {}
        self.quorums = quorums_of(pack)
        #: Words about formulas of the pack, by identity and day; they are the same for everyone.
        self.words: dict[tuple[str, int, int], Any] = {}

    def level_of(self, formula: Formula, *, of_record: bool = False) -> LevelOf:
        """The compiled function of a formula of this pack."""
        place = (id(formula), of_record)
        function = self._functions.get(place)
        if function is None:
            compiled = self._compiler.where if of_record else self._compiler.level_of
            function = self._functions[place] = compiled(formula)
        return function

    def judge(
        self,
        facts: Facts,
        *,
        as_of: int,
        claims: Iterable[str] = (),
        assurance: Assurance = Assurance.CLAIMED,
        rulings: Mapping[str, bool] | None = None,
    ) -> Verdict:
        """The verdict on one person on the day `as_of` (`yyyymmdd`).

        `claims` are clause addresses, `rulings` node ids to outcomes.
        """
        seen = at_assurance(facts, asked=assurance, registers=self.pack.vocabulary.registers)
        run = Run(
            scalars=seen.scalars,
            families=seen.families,
            as_of=as_of,
            claims=frozenset(claims),
            rulings=rulings or {},
        )
        found = {k: level(run, None) for k, level in self._compiled.items()}
        return Verdict(self, seen, run, found)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Levels per (programme, track, tier), and of every node on demand."""

    plan: Plan
    facts: Facts
    run: Run
    levels: Mapping[Key, int]
    #: What explanations found out about formulas of the pack, by identity.
    memo: dict[int, frozenset[str]] = field(default_factory=dict)
    #: Levels of formulas of the pack, by identity.
    seen: dict[int, int] = field(default_factory=dict)

    def level(self, formula: Formula) -> int:
        """The level of any formula of the pack, about this person."""
        key = id(formula)
        level = self.seen.get(key)
        if level is None:
            level = self.seen[key] = self.plan.level_of(formula)(self.run, None)
        return level


def judged_nodes(pack: Pack) -> frozenset[str]:
    """The ids on which people can rule: judgements, soft conditions, open lists."""
    return frozenset(quorums_of(pack))


def quorums_of(pack: Pack) -> dict[str, int]:
    """How many must sign a ruling, by the node they rule on."""
    found: dict[str, int] = {}
    for _, _, _, root in pack.formulas():
        for node in walk(root):
            match node:
                case Judgement(ruling, quorum):
                    found[ruling] = quorum
                case Soft(ruling) | OneOf(claim=str(), ruling=ruling):
                    found[ruling] = 1
                case _:
                    pass
    return found


def ranks_of(pack: Pack) -> dict[str, Mapping[str, int]]:
    """The rank of each choice in every ordered catalogue."""
    return {
        id: {value: c.rank(value) for value in c.values}
        for id, c in pack.vocabulary.catalogues.items()
        if c.ordered
    }
