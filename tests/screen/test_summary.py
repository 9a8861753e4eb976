"""Why a level is what it is, what is missing, and what is counted of it, against judging each."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner

from bole import levels
from bole.cli import group
from bole.cli.screen import request_of
from bole.explain.missing import missing
from bole.judge.verdict import Verdict
from bole.screen.outputs import WHY
from bole.screen.person import known_within
from bole.screen.report import report_html, workbook
from bole.screen.run import Screening
from bole.screen.summary import Summary, summarise
from bole.screen.tally import KINDS
from bole.text import Lang

DAY = "2025-06-20"
OPEN = (levels.PEOPLE, levels.MISSING)


@pytest.fixture(scope="module")
def done(invented, tmp_path_factory) -> tuple[Screening, Summary]:
    out = tmp_path_factory.mktemp("summary") / "out"
    request = request_of(
        invented, out, programme="xirong", track="finance", as_of=DAY, reasons=True, chunk=150
    )
    work = Screening(request)
    work.prepare()
    return work, summarise(work, work.run())


@pytest.fixture(scope="module")
def verdicts(done) -> dict[int, Verdict]:
    work, _ = done
    known = known_within(work, "$id > 0")
    return {int(id): work.plan.judge(k.facts, as_of=work.request.as_of) for id, k in known.items()}


def rows(out: Path, kind: str) -> list[dict[str, Any]]:
    found = duckdb.sql(f"SELECT * FROM read_parquet('{out}/{kind}/*.parquet') ORDER BY ALL")
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def facts_missing(verdict: Verdict, formula: Any) -> set[str]:
    """The facts and families; a register is asked for families, not for fields of a record."""
    if verdict.level(formula) not in OPEN:
        return set()
    return {id.partition("[")[0] for id in missing(formula, verdict=verdict)}


def test_missing_facts_are_those_of_the_explanation(done, verdicts):
    work, summary = done
    found = {
        (r["person_id"], r["tier"]): set(r["missing"]) for r in rows(work.request.out, "reasons")
    }
    expected = {
        (person, tier.name): lacking
        for person, verdict in verdicts.items()
        for tier in summary.tiers
        if (lacking := facts_missing(verdict, tier.formula))
    }
    assert found == expected


def test_what_is_counted_is_what_judging_each_comes_to(done, verdicts):
    _, summary = done
    counted, near, alone, asked = Counter(), Counter(), Counter(), Counter()
    for verdict in verdicts.values():
        for output in summary.outputs:
            counted[output.name, verdict.level(output.formula)] += 1
        anywhere: set[str] = set()
        for tier in summary.tiers:
            if verdict.level(tier.formula) not in OPEN:
                continue
            lacking = facts_missing(verdict, tier.formula)
            anywhere |= lacking
            near[tier.name, ("people", "one_fact", "several_facts")[min(len(lacking), 2)]] += 1
            if len(lacking) == 1:
                alone[tier.name, *lacking] += 1
        asked.update(anywhere)
    tally = summary.tally
    assert tally.persons == len(verdicts) == 400
    assert (tally.levels, tally.near, tally.alone, tally.asked) == (counted, near, alone, asked)
    first = summary.ask_first()
    assert [a.settles for a in first] == sorted((a.settles for a in first), reverse=True)
    assert sum(a.settles for a in first) == sum(alone.values()) > 0


def test_the_part_that_decides_has_the_level_it_gives(done, verdicts):
    work, summary = done
    parts, told = work.reasons.parts, Counter()
    for row in rows(work.request.out, "levels"):
        verdict = verdicts[row["person_id"]]
        for output in summary.outputs:
            code = row[f"{output.name}{WHY}"]
            if code:
                assert verdict.level(parts[code]) == row[output.name], (
                    row["person_id"],
                    output.name,
                )
                told[output.name] += 1
            if output.kind == "tier" and row[output.name] == levels.NOT_MET:
                assert code, (row["person_id"], output.name)
    assert len(told) > len(summary.outputs) / 2
    fails = {(t, c): n for (t, c), n in summary.tally.why.items()}
    expected = Counter(
        (tier.name, row[f"{tier.name}{WHY}"])
        for row in rows(work.request.out, "levels")
        for tier in summary.tiers
        if row[tier.name] == levels.NOT_MET
    )
    assert fails == expected


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_workbook_and_page_show_the_same_numbers(done, lang: Lang):
    _, summary = done
    with zipfile.ZipFile(io.BytesIO(workbook(summary, lang=lang))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    lines = re.findall(r"<row .*?</row>", sheet)[1:]
    # Texts have a type, numbers have none.
    shown = [[int(n) for n in re.findall(r'<c r="\w+"><v>(\d+)</v>', line)] for line in lines]
    page = report_html(summary, lang=lang)
    for tier, line in zip(summary.tiers, shown, strict=True):
        numbers = [summary.count(tier, v) for v in (3, 2, 1, 0, -1)]
        assert line == numbers + [summary.tally.near[tier.name, k] for k in KINDS]
        assert all(f"{n:,}" in page for n in numbers[:4])
    assert page.count("<svg") > len(summary.tiers)
    assert "<script" not in page


def test_a_row_is_explained_as_the_table_says(done, invented):
    work, summary = done
    found = {r["person_id"]: r for r in rows(work.request.out, "levels")}
    words = ["--programme", "xirong", "--track", "finance", "--as-of", DAY, "--json"]
    for person in (1, 17, 303):
        told = CliRunner().invoke(
            group, ["explain", str(invented), "--person", str(person), *words]
        )
        assert told.exit_code == 0, told.output
        results = {(r["track"], r["tier"]): r for r in json.loads(told.output)["results"]}
        for tier in summary.tiers:
            level = found[person][tier.name]
            assert results[tier.track, tier.tier]["standing"] == levels.NAMES[level]
