"""All verdicts of one question: tiers best first, what to ask next, and a receipt."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

import bole
from bole.explain.evidence import Evidence
from bole.explain.gap import Gaps
from bole.explain.model import Line, Missing, Receipt, Report, TierView
from bole.explain.names import fact_label
from bole.explain.tree import Tree
from bole.explain.words import Words
from bole.facts.model import Assurance, Facts
from bole.judge.rulings import Ruling, fingerprint, in_force
from bole.judge.verdict import Plan, Verdict
from bole.levels import LATER, MISSING, PEOPLE
from bole.policy.pack import Programme
from bole.text import Text, join


def report(
    plan: Plan,
    facts: Facts,
    *,
    as_of: int,
    programme: str | None = None,
    track: str | None = None,
    tier: str | None = None,
    claims: Iterable[str] = (),
    assurance: Assurance = Assurance.CLAIMED,
    rulings: Iterable[Ruling] = (),
) -> Report:
    """The explained verdicts of one person; `programme`, `track`, `tier` narrow them."""
    rulings, claims = tuple(rulings), tuple(claims)
    verdict = plan.judge(
        facts,
        as_of=as_of,
        claims=claims,
        assurance=assurance,
        rulings=in_force(rulings, quorums=plan.quorums, as_of=as_of),
    )
    trees = {p.id: _tree(verdict, p) for p in plan.pack.programmes}
    views = [
        _view(verdict, key=key, tree=trees[key[0]])
        for key in plan.roots
        if programme in (None, key[0]) and track in (None, key[1]) and tier in (None, key[2])
    ]
    views.sort(key=lambda v: _order(v, facts=facts, plan=plan))
    receipt = _receipt(plan, facts, verdict, claims=claims, assurance=assurance, rulings=rulings)
    return Report(tuple(views), rank(views, plan=plan), receipt)


def _tree(verdict: Verdict, programme: Programme) -> Tree:
    windows = [i for i in programme.intake if not i.rolling]
    last_day = max((i.last_day for i in windows), default=None)
    words = Words(verdict)
    gaps = Gaps(verdict, words=words, last_day=last_day)
    vocabulary = verdict.plan.pack.vocabulary
    evidence = Evidence(programme, vocabulary=vocabulary, level_of=verdict.level)
    return Tree(verdict, words=words, gaps=gaps, evidence=evidence)


def _view(verdict: Verdict, *, key: tuple[str, str, str], tree: Tree) -> TierView:
    root = verdict.plan.roots[key]
    timing = verdict.plan.timings[key[0]]
    line = tree.line(root)
    vocabulary = verdict.plan.pack.vocabulary
    return TierView(
        programme=key[0],
        track=key[1],
        tier=key[2],
        title=root.meta.label,
        level=verdict.levels[key],
        root=line,
        timing=tree.line(timing) if timing is not None else None,
        missing=tuple(Missing(i, fact_label(i, vocabulary=vocabulary)) for i in line.missing),
    )


def _order(view: TierView, *, facts: Facts, plan: Plan) -> tuple[bool, int, bool, int, int]:
    """The employer's own field before others; then the best standing; of equals, those one can
    apply for, and the one that lacks least; then as the pack lists.
    """
    programme = plan.pack.programme(view.programme)
    track, tier = programme.track(view.track), programme.tier(view.tier)
    fields = facts.get("employer.fields").choices | facts.get("application_field").choices
    own = not track.field or track.field in fields
    place = list(plan.roots).index((view.programme, view.track, view.tier))
    return not own, -view.level, not tier.direct, len(view.missing), place


def rank(views: Iterable[TierView], *, plan: Plan) -> tuple[Missing, ...]:
    """The missing facts of all views, the one that decides most first.

    A fact weighs, for every numbered criterion and every general condition it bears on, the
    share it has in what that clause still misses. A tier that is decided asks for nothing more.
    """
    weights: dict[str, float] = {}
    settles: dict[str, int] = {}
    for view in views:
        if view.level not in (MISSING, PEOPLE):
            continue
        for line in _deciding(view.root):
            for id in line.missing:
                weights[id] = weights.get(id, 0.0) + 1 / len(line.missing)
                settles[id] = settles.get(id, 0) + 1
    order = sorted(weights, key=lambda i: (-round(weights[i], 6), i))
    vocabulary = plan.pack.vocabulary
    return tuple(
        Missing(i, fact_label(i, vocabulary=vocabulary), weights[i], settles[i]) for i in order
    )


def _deciding(root: Line) -> Iterable[Line]:
    """The clauses that are still open: numbered criteria, and conditions outside of them."""
    for child in root.children:
        if child.level not in (MISSING, PEOPLE):
            continue
        if child.kind in ("all", "one_of") and not child.numbered:
            yield from _deciding(child)
        else:
            yield child


def _receipt(
    plan: Plan,
    facts: Facts,
    verdict: Verdict,
    *,
    claims: tuple[str, ...],
    assurance: Assurance,
    rulings: tuple[Ruling, ...],
) -> Receipt:
    parts = {
        "pack": plan.pack.fingerprint,
        "cycle": plan.cycle.fingerprint,
        "facts": facts_fingerprint(facts, claims=claims),
        "rulings": fingerprint(rulings),
        "engine": bole.__version__,
        "as_of": verdict.run.as_of,
        "stage": plan.stage,
        "assurance": assurance.name.lower(),
    }
    number = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:12].upper()
    return Receipt(
        number="-".join(number[i : i + 4] for i in (0, 4, 8)),
        pack=plan.pack.id,
        pack_version=plan.pack.version,
        pack_hash=str(parts["pack"]),
        cycle_hash=str(parts["cycle"]),
        facts_hash=str(parts["facts"]),
        rulings_hash=str(parts["rulings"]),
        engine=bole.__version__,
        as_of=verdict.run.as_of,
        stage=plan.stage,
        assurance=assurance.name.lower(),
    )


def facts_fingerprint(facts: Facts, *, claims: Iterable[str]) -> str:
    """SHA-256 over every value and record, in an order of its own."""
    rows: dict[str, object] = {
        id: [v.state.value, v.low, v.high, sorted(v.choices), v.text, int(v.assurance)]
        for id, v in facts.scalars.items()
    }
    for name, family in facts.families.items():
        records = [
            {
                k: [v.state.value, v.low, v.high, sorted(v.choices), v.text]
                for k, v in r.values.items()
            }
            | {"~": int(r.assurance)}
            for r in family.records
        ]
        rows[f"{name}[]"] = [family.closed, int(family.backed), records]
    rows["claims"] = sorted(set(claims))
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()


def headline(view: TierView) -> Text:
    """The outcome of one tier in one sentence."""
    day = view.timing
    title = view.title
    words = {
        3: Text("{t}：条件都符合", "{t}: all conditions are met"),
        2: Text("{t}：有条件由人定", "{t}: some conditions are for people to decide"),
        1: Text("{t}：还缺信息", "{t}: facts are missing"),
        0: Text("{t}：有条件不符合", "{t}: a condition is not met"),
        LATER: Text("{t}：以后的环节定", "{t}: decided at a later stage"),
    }[view.level].format(t=title)
    if day is not None and day.level == 0:
        return join(
            [words, Text("不在申报时间内", "outside the application period")], zh="；", en="; "
        )
    return words
