"""Cases against the engine: what was expected, what came, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bole import levels
from bole.check.plan import CasePlan
from bole.criteria.kernel import Formula
from bole.explain.missing import missing
from bole.judge.verdict import Verdict
from bole.policy.cases import Case, Expectation, read_cases
from bole.policy.index import Index, index_of
from bole.policy.pack import Pack
from bole.text import Text


@dataclass(frozen=True, slots=True)
class Difference:
    """One expectation that did not come true; `found` is the level, `missing` the set found."""

    expected: Expectation
    found: int
    missing: frozenset[str]

    @property
    def text(self) -> Text:
        """The difference in words."""
        want, got = levels.WORDS[self.expected.level], levels.WORDS[self.found]
        target = self.expected.target
        if self.expected.level != self.found:
            return Text(
                f"{target}：应为“{want.zh}”，实为“{got.zh}”",
                f"{target}: expected {want.say('en').lower()}, got {got.say('en').lower()}",
            )
        wanted = self.expected.missing or frozenset()
        absent, extra = sorted(wanted - self.missing), sorted(self.missing - wanted)
        zh = [f"少了 {'、'.join(absent)}"] if absent else []
        en = [f"lacks {', '.join(absent)}"] if absent else []
        zh += [f"多了 {'、'.join(extra)}"] if extra else []
        en += [f"has besides {', '.join(extra)}"] if extra else []
        return Text(
            f"{target}：缺的信息{'，'.join(zh)}", f"{target}: the missing set {' and '.join(en)}"
        )


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case, its verdict and what differs; no differences means it passed."""

    case: Case
    verdict: Verdict
    differences: tuple[Difference, ...]

    @property
    def passed(self) -> bool:
        """True where everything came as expected."""
        return not self.differences


class Runner:
    """Judges cases of one pack; settings (decisions, stage) are compiled once."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._plans: dict[tuple[str, str], CasePlan] = {}

    def run(self, case: Case) -> CaseResult:
        """The verdict on a case, and where it differs."""
        verdict = self.verdict(case)
        found = []
        for expected in case.expect:
            formula = self.index.find(expected.target)
            assert formula is not None, expected.target
            difference = compare(expected, formula, verdict=verdict)
            if difference is not None:
                found.append(difference)
        return CaseResult(case, verdict, tuple(found))

    def verdict(self, case: Case) -> Verdict:
        """The verdict on a case; nothing is judged until it is asked."""
        return self.plan(case).judge(
            case.facts,
            as_of=case.as_of,
            claims=case.claims,
            assurance=case.assurance,
            rulings=case.rulings,
        )

    def plan(self, case: Case) -> CasePlan:
        """The compiled plan of a case's decisions and stage."""
        key = (case.cycle.fingerprint if case.cycle.decisions else "", case.stage)
        if key not in self._plans:
            self._plans[key] = CasePlan(case.cycle, stage=case.stage)
        return self._plans[key]


def compare(expected: Expectation, formula: Formula, *, verdict: Verdict) -> Difference | None:
    """What differs from the expectation; None where nothing does."""
    level = verdict.level(formula)
    if level != expected.level:
        return Difference(expected, level, frozenset())
    if expected.missing is None:
        return None
    lacking = missing(formula, verdict=verdict)
    return None if lacking == expected.missing else Difference(expected, level, lacking)


def run_cases(
    pack: Pack, *, cases: Iterable[Case] | None = None, index: Index | None = None
) -> tuple[CaseResult, ...]:
    """The result of every case of a pack, in their order.

    Raises Problems where a case cannot be read.
    """
    index = index or index_of(pack)
    runner = Runner(index)
    return tuple(runner.run(c) for c in (read_cases(pack, index=index) if cases is None else cases))
