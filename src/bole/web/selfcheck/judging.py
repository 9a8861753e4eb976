"""From answers to standings: the bridge between the web's answers and the core's passes."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from bole.criteria.kernel import Formula
from bole.explain.model import Report
from bole.explain.report import report
from bole.facts.model import Facts
from bole.judge.verdict import Verdict
from bole.levels import MEETS, MISSING, PEOPLE
from bole.policy.pack import Pack
from bole.web.programmes.judging import Checker, checker_of
from bole.web.programmes.needs import Claim, Needs
from bole.web.programmes.queries import Listed
from bole.web.selfcheck.answers import ANY_TRACK, Answers
from bole.web.selfcheck.profiles import facts_of
from bole.web.selfcheck.questions import Screen, screen_again, screens

OPEN = (MISSING, PEOPLE)


@dataclass(frozen=True, slots=True)
class Checked:
    """What the answers so far come to."""

    report: Report
    needs: Needs
    coming: list[Screen]
    facts: Facts
    verdict: Verdict
    turn: threading.Lock

    def level(self, formula: Formula) -> int:
        """The level of any formula of the pack about this person."""
        with self.turn:
            return self.verdict.level(formula)


def check(answers: Answers, *, listed: Listed) -> Checked:
    """Standings, what the criteria still need, and the screens to come."""
    checker = checker_of(listed.pack)
    facts = facts_of(answers, vocabulary=listed.pack.vocabulary)
    as_of = listed.round.as_of
    track = None if answers.track == ANY_TRACK else answers.track
    with checker.turn:
        told = report(
            checker.plan,
            facts,
            as_of=as_of,
            programme=answers.programme,
            track=track,
            claims=answers.claims,
        )
        verdict = checker.plan.judge(facts, as_of=as_of, claims=answers.claims)
        needs = _needs(checker, verdict, answers=answers)
    coming = screens(told.missing, needs=needs, asked=answers.asked)
    return Checked(told, needs, coming, facts, verdict, checker.turn)


def screen_shown(answers: Answers, *, pack: Pack) -> Screen | None:
    """The screen that the answers were given to, known without judging."""
    named = checker_of(pack).named(answers.programme, track=answers.track)
    return screen_again(answers.at, needs=named, ids=answers.at_ids)


def _needs(checker: Checker, verdict: Verdict, *, answers: Answers) -> Needs:
    roots = checker.roots(answers.programme, track=answers.track)
    fields = checker.fields.read(
        [formula for _, formula in roots],
        open_=lambda formula: verdict.level(formula) in OPEN,
    )
    named = checker.named(answers.programme, track=answers.track)
    claims = _claims(roots, checker=checker, verdict=verdict, answers=answers)
    return Needs(checker.pack.vocabulary, fields, named.choices, claims)


def _claims(
    roots: Sequence[tuple[tuple[str, str, str], Formula]],
    *,
    checker: Checker,
    verdict: Verdict,
    answers: Answers,
) -> list[Claim]:
    """Claims that would lift a tier, and those already made."""
    by_tier = {key: checker.claims[key] for key, _formula in roots}
    every = [claim.address for claims in by_tier.values() for claim in claims]
    if not every:
        return []
    all_claimed = checker.plan.judge(verdict.facts, as_of=verdict.run.as_of, claims=every)
    found: dict[str, Claim] = {}
    for key, claims in by_tier.items():
        lifts = verdict.levels[key] != MEETS and all_claimed.levels[key] > verdict.levels[key]
        for claim in claims:
            if lifts or claim.address in answers.claims:
                found.setdefault(claim.address, claim)
    return list(found.values())
