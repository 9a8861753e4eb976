"""A gap of waiting does lift the node on its day, and on no day before."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from types import SimpleNamespace
from typing import Any

from hypothesis import given

from bole import units
from bole.criteria.kernel import Formula, parts_of
from bole.explain.gap import Gaps
from bole.explain.words import Words
from bole.facts.catalogues import Catalogue, CatalogueValue
from bole.facts.definitions import FactDef, FamilyDef
from bole.facts.model import Facts
from bole.facts.vocabulary import Vocabulary
from bole.judge.plan import Compiler
from bole.levels import LATER, MEETS
from bole.text import Text
from tests.agreement import worlds
from tests.agreement.test_judge import MANY, run_of, setting

WORD = Text("词", "word")


def _fact(id: str, kind: Any, catalogue: str = "") -> FactDef:
    return FactDef(id, kind, "person", WORD, WORD, WORD, Text(""), catalogue)


def vocabulary() -> Vocabulary:
    dates = [_fact(id, "date") for id in ("born", "joined", "birth_date")]
    numbers = [_fact(id, "number") for id in ("n", "m")]
    choices = [
        _fact("c", "choice", "list"),
        _fact("s", "choice", "ordered"),
        _fact("sex", "choice", "list"),
    ]
    fields = [_fact("x", "number"), _fact("k", "choice", "list")]
    fields += [_fact(id, "date") for id in ("date", "start", "end")]
    families = {
        id: FamilyDef(id, "person", WORD, WORD, WORD, (), "claim", None, {f.id: f for f in fields})
        for id in ("rec", "other")
    }
    values = {v: CatalogueValue(v, WORD, rank=n) for n, v in enumerate(worlds.CHOICES, 1)}
    lists = {id: Catalogue(id, WORD, id == "ordered", True, values) for id in ("list", "ordered")}
    return Vocabulary({f.id: f for f in [*dates, *numbers, *choices]}, families, lists)


def verdict_on(facts: Facts, *, as_of: int = worlds.AS_OF, **more: Any) -> Any:
    """What `Gaps` asks of a verdict, on a criterion without a pack."""
    compiler = Compiler(setting())

    def level_of(part: Formula, *, of_record: bool = False) -> Any:
        return compiler.where(part) if of_record else compiler.level_of(part)

    parameters = defaultdict(lambda: SimpleNamespace(label=WORD))
    pack = SimpleNamespace(vocabulary=vocabulary(), readings={}, parameters=parameters)
    plan = SimpleNamespace(level_of=level_of, setting=setting(), pack=pack, words={})
    run = run_of(facts, as_of=as_of, **more)
    return SimpleNamespace(
        plan=plan, run=run, memo={}, level=lambda part: compiler.level_of(part)(run, None)
    )


def within(formula: Formula) -> list[Formula]:
    return [formula, *(below for part in parts_of(formula) for below in within(part))]


@MANY
@given(worlds.formulas, worlds.people, worlds.claims, worlds.rulings)
def test_waiting_lifts_a_node_on_the_day_that_is_named(formula, facts, claims, rulings):
    verdict = verdict_on(facts, claims=claims, rulings=rulings)
    gaps = Gaps(verdict, words=Words(verdict), last_day=None)
    for node in within(formula):
        fix = gaps.fix(node)
        assert (fix == ()) <= (verdict.level(node) in (MEETS, LATER))
        if not fix or any(c.kind != "time" for c in fix):
            continue
        days = [c.earliest for c in fix if c.earliest is not None]
        on = verdict_on(facts, as_of=max(days), claims=claims, rulings=rulings)
        assert on.level(node) > 0
        if len(fix) == 1 and not parts_of(node):
            eve = units.to_int(units.to_date(days[0]) - dt.timedelta(days=1))
            before = verdict_on(facts, as_of=eve, claims=claims, rulings=rulings)
            assert before.level(node) == 0
