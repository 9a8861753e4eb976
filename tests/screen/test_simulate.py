"""What-ifs count the same moves that judging everyone twice finds, and name nobody."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from bole.cli import group
from bole.cli.screen import request_of
from bole.criteria.kernel import Each, Having, walk
from bole.judge.plan import Compiler
from bole.judge.verdict import Plan
from bole.policy import library
from bole.policy.cycle import plain_cycle
from bole.problems import Problems
from bole.screen.person import known_within
from bole.screen.run import Screening
from bole.screen.simulate import ALL, simulate
from bole.screen.whatif import changed
from tests.agreement.test_judge import run_of

DAY = "2025-06-20"
SETTINGS = ("general.young_age=25", "finance.young.age=25")


@pytest.fixture(scope="module")
def register(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("synth") / "register"
    result = CliRunner().invoke(group, ["synth", "400", "--seed", "7", "--out", str(folder)])
    assert result.exit_code == 0, result.output
    return folder


def opened(register: Path, out: Path) -> Screening:
    request = request_of(register, out, programme="xirong", track="finance", as_of=DAY, fast=True)
    return Screening(request)


def test_moves_are_those_of_judging_everyone_twice(register, tmp_path):
    work = opened(register, tmp_path)
    roots = {k: f for k, f in work.plan.roots.items() if k[1] == "finance"}
    cycle, after = changed(work.request.cycle, roots, SETTINGS)
    effects = simulate(work, cycle=cycle, roots=after)
    judge = Compiler(work.plan.setting)
    found: Counter[tuple[str, str]] = Counter()
    for known in known_within(work, "$id > 0").values():
        claims, as_of = frozenset(known.claims), work.request.as_of
        for key, formula in roots.items():
            run = run_of(known.facts, claims=claims, rulings={}, as_of=as_of)
            old, new = judge.level_of(formula)(run, None), judge.level_of(after[key])(run, None)
            kind = _kind(old, new)
            if kind:
                found[f"{key[1]}.{key[2]}", kind] += 1
    assert found
    assert found == {(t, k): n for (t, d, _, k), n in effects.moves.items() if d == ALL}


def _kind(old: int, new: int) -> str:
    before, after = ({3: 2, 2: 1, 1: 1}.get(v, 0) for v in (old, new))
    if before == after:
        return ""
    if after == 2:
        return "gains"
    return "loses" if before == 2 else "opens" if before == 0 else "closes"


def test_the_command_names_nobody(register, tmp_path):
    page = tmp_path / "page.html"
    words = ["simulate", str(register), "--programme", "xirong", "--track", "finance"]
    words += ["--as-of", DAY, "--html", str(page), "--json"]
    for setting in SETTINGS:
        words += ["--set", setting]
    result = CliRunner().invoke(group, words)
    assert result.exit_code == 0, result.output
    data = json.loads(result.output)
    shown = [n for t in data["tiers"] for n in t["total"].values() if n is not None]
    shown += [n for t in data["tiers"] for d in t["by"].values() for g in d.values() for n in g.values() if n is not None]  # fmt: skip
    assert all(n == 0 or n >= 10 for n in shown)
    text = page.read_text(encoding="utf-8")
    assert "person_id" not in text
    assert "http" not in text.replace("http://www.w3.org", "")


def test_another_version_of_the_pack_moves_those_whom_its_number_moves(register, tmp_path):
    pack = library.find_pack("xicheng")
    other = tmp_path / "packs" / "beijing" / "xicheng-xirong" / "2026"
    shutil.copytree(pack.root, other)
    file = other / "criteria" / "finance.yaml"
    text = file.read_text(encoding="utf-8")
    before, part, after = text.partition("- id: finance.young.age\n")
    assert part
    changed_text = after.replace("age: {at_most: 45}", "age: {at_most: 25}", 1)
    file.write_text(before + part + changed_text, encoding="utf-8")
    words = ["simulate", str(register), "--programme", "xirong", "--track", "finance"]
    words += ["--as-of", DAY, "--json"]
    runner = CliRunner()
    against = runner.invoke(group, [*words, "--against", str(other)])
    assert against.exit_code == 0, against.output
    by_number = runner.invoke(group, [*words, "--set", "finance.young.age=25"])
    assert by_number.exit_code == 0, by_number.output
    assert json.loads(against.output) == json.loads(by_number.output)
    young = next(t for t in json.loads(against.output)["tiers"] if t["tier"] == "finance.young")
    assert any(n != 0 for n in young["total"].values())


def test_a_pack_without_a_tier_in_common_is_refused(register):
    words = ["simulate", str(register), "--programme", "xirong", "--track", "finance"]
    words += ["--as-of", DAY, "--against", "bast-engineers"]
    with pytest.raises(Problems, match="bast-engineers"):
        CliRunner().invoke(group, words, catch_exceptions=False)


#: Two values of every kind that a condition may compare with.
VALUES = (("7", "8"), ("7年", "8年"), ("7万", "8万"), ("是", "否"), ("90%", "95%"))


@pytest.mark.parametrize("name", ["xicheng", "xian"])
def test_a_number_that_is_accepted_is_changed_wherever_it_stands(name):
    """On records and inside what is counted too: no what-if is silently the same as before."""
    pack = library.find_pack(name)
    plan = Plan(plain_cycle(pack), programme=pack.programmes[0].id)
    roots = dict(list(plan.roots.items())[:12])
    nodes = {n.meta.id: n for root in roots.values() for n in walk(root) if n.meta.id}
    accepted, of_records = 0, 0
    for id, node in nodes.items():
        for values in VALUES:
            try:
                one, other = (changed(plain_cycle(pack), roots, [f"{id}={v}"])[1] for v in values)
            except Problems:
                continue
            assert one != other, id
            accepted += 1
            of_records += isinstance(node, Having | Each)
            break
    assert accepted > 20
    assert of_records


@pytest.mark.parametrize("setting", ["nosuch=3", "general.young_age=old"])
def test_an_unknown_key_or_value_is_told(register, tmp_path, setting):
    work = opened(register, tmp_path)
    with pytest.raises(Problems):
        changed(work.request.cycle, work.plan.roots, [setting])
