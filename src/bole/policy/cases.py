"""Hand-derived examples beside a pack: a person, and the standing each clause must have.

Files: `cases.yaml` and `cases/*.yaml`. A case names a base person, changes some facts, and says
what it expects and why; `bole test` runs it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bole import levels, units
from bole.facts.model import Assurance, Facts
from bole.policy.cycle import Cycle, decide, plain_cycle
from bole.policy.index import Index, index_of
from bole.policy.pack import Pack
from bole.policy.part import Part
from bole.policy.person import Person
from bole.problems import Problem, Problems, Where, did_you_mean
from bole.text import Text
from bole.yamlfile import Document, Steps, read_yaml_cached

KEYS: Final = (
    "id", "why", "cite", "as_of", "stage", "assurance", "base", "facts", "without", "claims",
    "rulings", "decisions", "expect",
)  # fmt: skip
STANDINGS: Final = {name: level for level, name in levels.NAMES.items()}
OUTCOMES: Final = {"meets": True, "not_met": False}


@dataclass(frozen=True, slots=True)
class Expectation:
    """What one node must come to; `missing` is the exact set, None where nothing is said."""

    target: str
    level: int
    missing: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One example, ready to be judged."""

    id: str
    why: Text
    cite: str
    cycle: Cycle
    as_of: int
    stage: str
    assurance: Assurance
    facts: Facts
    claims: frozenset[str]
    rulings: Mapping[str, bool]
    expect: tuple[Expectation, ...]
    doc: Document
    path: Steps

    @property
    def where(self) -> Where:
        """The place of the case in its file."""
        return self.doc.where(self.path)


def case_files(root: Path) -> tuple[Path, ...]:
    """The files that hold a pack's cases, by name."""
    single = root / "cases.yaml"
    return (*([single] if single.is_file() else []), *sorted((root / "cases").glob("*.yaml")))


def read_cases(
    pack: Pack, *, index: Index | None = None, without: frozenset[str] = frozenset()
) -> tuple[Case, ...]:
    """All cases of the pack, those in the files `without` left out.

    Raises Problems with everything that is wrong in any of them.
    """
    problems: list[Problem] = []
    reader = _Reader(pack, index=index or index_of(pack), problems=problems)
    cases: list[Case] = []
    for path in case_files(pack.root):
        if str(path) in without:
            continue
        try:
            document = read_yaml_cached(path)
        except Problems as found:
            problems += found.problems
            continue
        cases += reader.file(Part(document, (), document.data or {}, problems))
    if problems:
        raise Problems(problems)
    return tuple(cases)


class _Reader:
    """Reads the files of one pack; the ids of cases are unique across them."""

    def __init__(self, pack: Pack, *, index: Index, problems: list[Problem]) -> None:
        self.pack, self.index, self.problems = pack, index, problems
        self.seen: set[str] = set()
        self.day = _default_day(pack)
        self.plain = plain_cycle(pack)
        self.stages = [s.id for s in pack.stages]
        self.claimable = pack.claimable

    def file(self, part: Part) -> Iterator[Case]:
        """The cases of one file."""
        part.only("bases", "cases")
        bases = dict(part.items("bases"))
        for item in part.parts("cases"):
            yield self._case(item, bases=bases)

    def _case(self, item: Part, *, bases: Mapping[str, Part]) -> Case:
        item.only(*KEYS)
        name = item.word("id", need=True)
        if name in self.seen:
            item.fail("case", f"案例“{name}”写了两次", f"The case {name!r} is written twice", "id")
        self.seen.add(name)
        stage = item.word("stage") or self.pack.default_stage
        if stage and stage not in self.stages:
            hint = did_you_mean(stage, among=self.stages)
            item.fail("stage", f"没有环节“{stage}”", f"Unknown stage {stage!r}", "stage", hint=hint)
        claims, facts = self._facts(item, bases=bases)
        return Case(
            id=name,
            why=item.text("why", need=True),
            cite=item.word("cite", need=True),
            cycle=self._cycle(item),
            as_of=self._day(item),
            stage=stage,
            assurance=self._assurance(item),
            facts=facts,
            claims=claims | self._claims(item),
            rulings=self._rulings(item),
            expect=tuple(self._expect(item)),
            doc=item.doc,
            path=item.path,
        )

    def _facts(self, item: Part, *, bases: Mapping[str, Part]) -> tuple[frozenset[str], Facts]:
        name = item.word("base")
        if name and name not in bases:
            hint = did_you_mean(name, among=list(bases))
            item.fail("base", f"没有底本“{name}”", f"Unknown base {name!r}", "base", hint=hint)
        person = Person(self.pack.vocabulary)
        if name in bases:
            person.says(bases[name].data, at=bases[name].path)
        for n, key in enumerate(item.words("without")):
            if not person.forgets(key):
                item.fail(
                    "without", f"底本里没有“{key}”", f"Not in the base: {key!r}", "without", n
                )
        own = item.data.get("facts") or {}
        if not isinstance(own, Mapping):
            item.fail("mapping", "facts 要写“键: 值”", "facts is a mapping", "facts")
            own = {}
        person.says(own, at=(*item.path, "facts"))
        try:
            profile = person.profile(doc=item.doc, case=item.path)
        except Problems as found:
            self.problems += found.problems
            return frozenset(), Facts({}, {})
        return frozenset(profile.claims), profile.facts

    def _cycle(self, item: Part) -> Cycle:
        raw = item.data.get("decisions")
        if not raw:
            return self.plain
        part = Part(item.doc, item.path, {"decisions": raw}, self.problems)
        return decide(part, pack=self.pack)

    def _day(self, item: Part) -> int:
        raw = item.data.get("as_of")
        if raw is None:
            return self.day
        try:
            day = units.read_date(raw)
        except ValueError:
            day = units.DateRange(0, 1)
        if day.low != day.high:
            item.fail(
                "as_of", f"as_of 要写到日，不是 {raw!r}", f"as_of is a day, not {raw!r}", "as_of"
            )
        return day.low

    def _assurance(self, item: Part) -> Assurance:
        word = item.word("assurance") or "claimed"
        if word.upper() not in Assurance.__members__:
            listed = ", ".join(a.lower() for a in Assurance.__members__)
            item.fail("assurance", f"assurance 写 {listed}", f"assurance: {listed}", "assurance")
            return Assurance.CLAIMED
        return Assurance[word.upper()]

    def _claims(self, item: Part) -> frozenset[str]:
        claims = item.words("claims")
        for n, claim in enumerate(claims):
            if claim not in self.claimable:
                hint = did_you_mean(claim, among=sorted(self.claimable))
                zh, en = f"没有可主张的条款“{claim}”", f"No clause {claim!r} can be claimed"
                item.fail("claim", zh, en, "claims", n, hint=hint)
        return frozenset(claims)

    def _rulings(self, item: Part) -> dict[str, bool]:
        raw = item.data.get("rulings") or {}
        if not isinstance(raw, Mapping):
            item.fail("mapping", "rulings 要写“编号: meets”", "rulings: {id: meets}", "rulings")
            return {}
        for node, outcome in raw.items():
            if node not in self.index.ruled:
                hint = did_you_mean(node, among=sorted(self.index.ruled))
                zh, en = f"没有要人定的条件“{node}”", f"People decide no node {node!r}"
                item.fail("ruling", zh, en, "rulings", node, hint=hint)
            if str(outcome) not in OUTCOMES:
                item.fail("outcome", "写 meets 或 not_met", "meets or not_met", "rulings", node)
        return {str(k): OUTCOMES.get(str(v), False) for k, v in raw.items()}

    def _expect(self, item: Part) -> Iterator[Expectation]:
        raw = item.data.get("expect")
        if not isinstance(raw, Mapping) or not raw:
            item.fail("expect", "要写 expect：编号: 结论", "Write expect: {id: standing}")
            return
        for target, value in raw.items():
            if self.index.find(target) is None:
                self._no_target(item, target)
            yield self._expectation(item, target, value)

    def _expectation(self, item: Part, target: str, value: Any) -> Expectation:
        full = value if isinstance(value, Mapping) else {"standing": value}
        standing, missing = full.get("standing"), full.get("missing")
        if full.keys() - {"standing", "missing"} or str(standing) not in STANDINGS:
            listed = ", ".join(STANDINGS)
            hint = Text(f"结论只有：{listed}", f"Standings: {listed}")
            zh, en = f"看不懂结论 {value!r}", f"Cannot read the standing {value!r}"
            item.fail("standing", zh, en, "expect", target, hint=hint)
        if missing is not None and not isinstance(missing, list):
            item.fail("list", "missing 要写成列表", "missing is a list", "expect", target)
            missing = []
        exact = None if missing is None else frozenset(str(m) for m in missing)
        return Expectation(target, STANDINGS.get(str(standing), 0), exact)

    def _no_target(self, item: Part, target: str) -> None:
        several = target in self.index.criteria or target in self.index.roots
        if several:
            zh, en = f"“{target}”不止一处，请写编号", f"{target!r} means several nodes: use an id"
            hint = None
        else:
            zh, en = f"没有条件“{target}”", f"There is no node {target!r}"
            hint = did_you_mean(target, among=self.index.names())
        item.fail("target", zh, en, "expect", target, hint=hint)


def _default_day(pack: Pack) -> int:
    """The last day of the pack's rounds; a pack without rounds needs `as_of` in each case."""
    windows = [i for p in pack.programmes for i in p.intake if not i.rolling]
    return max((i.last_day for i in windows), default=0)
