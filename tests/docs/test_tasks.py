"""The pages under docs/tasks are followed step by step, with the blocks they show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import bole.criteria.predicates as predicates
from bole.cli import group
from bole.criteria.build import build_criterion
from bole.criteria.spec import Words
from bole.policy import library
from bole.yamlfile import parse_yaml

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = """示例人才计划申报指南

一、时间

每年一月一日至十二月三十一日。

二、条件

申报人年龄不超过四十五周岁，并符合下列之一：

1.具有正高级职称；

2.专家组认可的其他人才。
"""


def blocks(page: str) -> dict[str, str]:
    """The file blocks of a page: "```yaml name" to its text."""
    text = (DOCS / "tasks" / page).read_text(encoding="utf-8")
    return dict(re.findall(r"```\w+ (\S+)\n(.*?)```", text, flags=re.DOTALL))


def run(*words: str) -> str:
    result = CliRunner().invoke(group, [*words, "--lang", "en"], catch_exceptions=False)
    return f"{result.exit_code}\n{result.output}"


@pytest.fixture
def packs(tmp_path, monkeypatch) -> Path:
    (tmp_path / "guide.txt").write_text(GUIDE, encoding="utf-8")
    (tmp_path / "packs").mkdir()
    monkeypatch.setenv("BOLE_PACKS", str(tmp_path / "packs"))
    library._read.cache_clear()
    yield tmp_path
    library._read.cache_clear()


def test_adding_a_programme_goes_as_the_page_says(packs):
    assert "二/1" in run("clauses", str(packs / "guide.txt"))
    made = run("new", "example-city/example-plan/2030", "--source", str(packs / "guide.txt"))
    assert made.startswith("0\n")
    folder = packs / "packs" / "example-city" / "example-plan" / "2030"
    for name, text in blocks("add-a-programme.md").items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    tested = run("test", "example-plan")
    assert tested.startswith("0\n"), tested
    profile = packs / "somebody.yaml"
    profile.write_text("birth_date: 1990-01-01\ntitles: [{grade: 正高级}]\n", encoding="utf-8")
    judged = run("judge", str(profile), "--programme", "example-plan", "--as-of", "2030-06-01")
    assert judged.startswith("0\n")
    assert "Senior title §二/1 — Meets" in judged
    walked = run("walk", "example-plan")
    assert walked.startswith("0\n"), walked


def test_adding_a_predicate_goes_as_the_page_says(tmp_path, monkeypatch):
    page = (DOCS / "tasks" / "add-a-predicate.md").read_text(encoding="utf-8")
    found = re.search(r"```python\n(.*?)```", page, flags=re.DOTALL)
    assert found is not None
    (tmp_path / "of_age.py").write_text(
        re.sub(r"^   ", "", found[1], flags=re.MULTILINE), encoding="utf-8"
    )
    monkeypatch.setattr(predicates, "__path__", [*predicates.__path__, str(tmp_path)])
    predicates.registry.cache_clear()
    try:
        words = Words(library.shared_vocabulary(), {"age_on": "date"})
        doc = parse_yaml("of_age: true", file="t.yaml")
        formula = build_criterion(doc.data, words=words, doc=doc, path=(), id="t")
        assert not words.problems
        assert formula.meta.label.zh == "成年"
    finally:
        predicates.registry.cache_clear()


def test_every_predicate_says_what_it_asks():
    for predicate in predicates.registry().values():
        assert predicate.doc.endswith("."), predicate.key
        assert predicate.schema, predicate.key


def test_every_command_has_help():
    runner = CliRunner()
    for name in group.list_commands(None):  # type: ignore[arg-type]
        shown = runner.invoke(group, [name, "--help"])
        assert shown.exit_code == 0, name
        assert len(shown.output.splitlines()) > 4, name
