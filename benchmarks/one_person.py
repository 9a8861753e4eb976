"""One person against every numbered criterion of the largest pack: bole, and ZEN beside it."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import zen

from benchmarks.measuring import timed, written
from benchmarks.zen_clauses import KleeneZen, Zen
from bole.criteria.kernel import Formula, walk
from bole.explain.plain import report_data
from bole.explain.report import report
from bole.facts.profile import Profile, read_profile
from bole.judge.keys import Keys
from bole.judge.plan import Compiler
from bole.judge.terms import Run
from bole.judge.verdict import Plan
from bole.policy import library
from bole.policy.cycle import plain_cycle
from bole.policy.read import read_pack

PACK = "beijing/xicheng-xirong/2025"
EXAMPLE = library.home() / PACK / "example.yaml"
ABOUT = "zen-engine side by side in the same run."


def run() -> None:
    """Measures, prints the table and writes it to results/."""
    pack = library.find_pack(PACK)
    plan = Plan(plain_cycle(pack))
    profile = read_profile(EXAMPLE, vocabulary=pack.vocabulary)
    as_of = 20250622
    clauses = numbered(plan)
    # As a server does once its packs are read: they are not looked through for garbage again.
    gc.freeze()
    verdict = plan.judge(profile.facts, as_of=as_of, claims=profile.claims)
    plain, kleene = _compiled(Zen(verdict), clauses), _compiled(KleeneZen(verdict), clauses)
    rows = [
        (f"judge {len(plan.roots)} tiers, {len(clauses)} numbered criteria", timed(
            lambda: plan.judge(profile.facts, as_of=as_of, claims=profile.claims))),
        (f"judge the {len(clauses)} numbered criteria alone", timed(_alone(plan, profile, clauses))),
        (f"ZEN, the same {len(clauses)} criteria with four levels", timed(kleene)),
        (f"ZEN, the same {len(clauses)} criteria two-valued, without unknowns", timed(plain)),
        (f"explained in full, all {lines(plan, profile, as_of)} nodes of the 40 tiers", timed(
            lambda: report(plan, profile.facts, as_of=as_of), rounds=40)),
        (f"explained in full, one field: {lines(plan, profile, as_of, track='finance')} nodes", timed(
            lambda: report(plan, profile.facts, as_of=as_of, track="finance"), rounds=40)),
        ("explained, and written as JSON", timed(
            lambda: json.dumps(report_data(report(plan, profile.facts, as_of=as_of))), rounds=40)),
        ("reading the pack (vocabulary read)", timed(
            lambda: read_pack(pack.root, id=pack.id, vocabulary=library.shared_vocabulary()),
            rounds=10)),
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as cache:
        cold = timed(_cold(EXAMPLE, cache=cache), rounds=10)
    rows.append(("bole judge of all fields and tiers as JSON, cold start", cold))
    written("one_person", title="One person", about=ABOUT, rows=rows)


def _compiled(peer: Zen, clauses: list[Formula]) -> Callable[[], object]:
    """All clauses in one compiled expression, evaluated in one call: the quickest way there."""
    expression = zen.compile_expression("[" + ", ".join(map(peer.formula, clauses)) + "]")

    def work() -> object:
        peer.measure()
        return expression.evaluate(peer.context)

    return work


def _alone(plan: Plan, profile: Profile, clauses: list[Formula]) -> Callable[[], object]:
    """The levels of the clauses and nothing else, each run from the facts."""
    keys = Keys()
    compiler = Compiler(plan.setting, keys=keys, remember=keys.shared(clauses))
    functions = [compiler.level_of(c) for c in clauses]
    facts, claims = profile.facts, frozenset(profile.claims)

    def work() -> list[int]:
        run = Run(
            scalars=facts.scalars,
            families=facts.families,
            as_of=20250622,
            claims=claims,
            rulings={},
        )
        return [level(run, None) for level in functions]

    return work


def lines(plan: Plan, profile: Profile, as_of: int, *, track: str | None = None) -> int:
    """How many different nodes an explanation tells."""
    told = report(plan, profile.facts, as_of=as_of, track=track)
    return len({line.id for view in told.tiers for line in view.root.walk()})


def numbered(plan: Plan) -> list[Formula]:
    """Every numbered criterion of the pack, each once."""
    found: dict[str, Formula] = {}
    for root in plan.roots.values():
        for node in walk(root):
            if node.meta.numbered:
                found[node.meta.cite] = node
    return list(found.values())


def _cold(profile: Path, *, cache: str) -> Callable[[], object]:
    """A new process each time; its bytecode is cached, as it is wherever bole is installed."""
    command = [sys.executable, "-m", "bole", "judge", str(profile), "--programme", PACK, "--json"]
    told = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    env = {**told, "PYTHONPYCACHEPREFIX": cache}
    return lambda: subprocess.run(command, check=True, capture_output=True, env=env)
