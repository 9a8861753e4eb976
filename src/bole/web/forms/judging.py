"""How a draft stands as it is filled in: tiers, gaps, what decides most, the tree of a tier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from bole.explain.evidence import Evidence
from bole.explain.model import Missing, Report, TierView
from bole.explain.report import report
from bole.explain.summary import sentence
from bole.facts.model import Facts
from bole.levels import MEETS
from bole.text import Lang
from bole.web.applications.models import Case
from bole.web.applications.packs import Rules
from bole.web.common.clock import now
from bole.web.cycles.queries import cycle_of
from bole.web.profiles.bridge import claims_of, facts_of_contents
from bole.web.programmes.form import Form
from bole.web.programmes.judging import Checker, checker_of
from bole.web.programmes.rounds import round_at
from bole.web.selfcheck.results import Card
from bole.web.selfcheck.trees import Node, Tree

#: So many facts are named under "what decides most", so many changes under a tier.
DECIDING = 3
CHANGES = 4


@dataclass(frozen=True, slots=True)
class Deciding:
    """A missing fact with the place where it is filled in."""

    missing: Missing
    url: str


@dataclass(frozen=True, slots=True)
class Judged:
    """The draft's report, and what draws its trees."""

    report: Report
    rules: Rules
    track: str
    tier: str
    facts: Facts
    checker: Checker
    claims: tuple[str, ...]

    @property
    def views(self) -> list[TierView]:
        """The tiers one can apply for, the chosen one first."""
        direct = {t.id for t in self.rules.programme.tiers if t.direct}
        views = [v for v in self.report.tiers if v.tier in direct]
        return sorted(views, key=lambda v: v.tier != self.tier)

    def cards(self, *, tree: bool = False, lang: Lang = "zh") -> list[Card]:
        """A card per tier one can apply for; with `tree`, the chosen one's (or best) is drawn."""
        programme = self.rules.programme
        return [
            Card(
                id=view.tier,
                title=programme.tier(view.tier).label,
                standing=view.standing,
                sentence=sentence(view),
                gaps=view.root.gap[:CHANGES] if view.level != MEETS else (),
                direct=True,
                tree=self.tree(view, lang=lang) if tree and number == 0 else None,
            )
            for number, view in enumerate(self.views)
        ]

    def tree(self, view: TierView, *, lang: Lang) -> Node:
        """The tier's tree; every numbered criterion can be claimed in it."""
        key = (view.programme, view.track, view.tier)
        numbered = {line.cite for line in view.root.walk() if line.numbered}
        claims = numbered | {c.address for c in self.checker.claims.get(key, ())}
        with self.checker.turn:
            plan = self.checker.alone(view.programme, track=view.track)
            as_of = self.report.receipt.as_of
            verdict = plan.judge(self.facts, as_of=as_of, claims=self.claims)
            evidence = Evidence(
                self.rules.programme,
                vocabulary=self.rules.pack.vocabulary,
                level_of=verdict.level,
            )
            return Tree(evidence=evidence, lang=lang, claims=frozenset(claims)).of(view.root)


def judged(case: Case, *, rules: Rules, contents: tuple[Mapping[str, Any], ...]) -> Judged | None:
    """How the case stands now; None where the programme has no rules to judge by."""
    programme, pack = rules.programme, rules.pack
    if not any(track == case.track for track, _tier in programme.roots):
        return None
    checker = checker_of(pack, cycle=cycle_of(pack))
    facts = facts_of_contents(*contents, vocabulary=pack.vocabulary)
    claims = claims_of(*contents)
    as_of = round_at(programme.intake, now=now(), issued=pack.document.issued).as_of
    with checker.turn:
        plan = checker.alone(programme.id, track=case.track)
        told = report(
            plan, facts, as_of=as_of, programme=programme.id, track=case.track, claims=claims
        )
    return Judged(told, rules, case.track, case.tier, facts, checker, claims)


def deciding(found: Judged, *, case: Case, form: Form) -> list[Deciding]:
    """The missing facts that decide most, with their places in the form."""
    listed: list[Deciding] = []
    for missing in found.report.missing:
        if len(listed) == DECIDING:
            break
        section = form.section_of(missing.id)
        if section is not None:
            url = reverse("case_section", args=[case.id, section.id])
            listed.append(Deciding(missing, f"{url}#{_anchor(missing.id)}"))
    return listed


def _anchor(id: str) -> str:
    """Where on the page: the fact's input, or the family."""
    name = id.split("[")[0]
    return f"k-{name}"
