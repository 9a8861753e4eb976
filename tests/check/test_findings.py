"""The page of findings about the policies: plain words, clauses, and up to date."""

import re
from pathlib import Path

from click.testing import CliRunner

from bole.check.context import Context
from bole.check.findings import findings_of, findings_page
from bole.cli import group
from bole.policy import library
from tests.check.sample import PARAMETERS, TIERS, sample

FILE = Path(__file__).parents[2] / "docs" / "policy-findings.md"
SECOND = """  second:
    one_of:
      - id: second.1
        cite: 二/1
        label: {zh: 分数 90 以上, en: A score of 90}
        fact: score
        at_least: 90
"""
READINGS = """
readings:
  which:
    label: {zh: 哪个|分数, en: Which score}
    cite: 一/1
    options:
      - {id: one, label: {zh: 这个, en: This}}
      - {id: other, label: {zh: 那个, en: That}}
"""


def test_the_page_in_docs_is_up_to_date() -> None:
    shipped = [
        Context(library.find_pack(id))
        for id, folder in library.pack_folders().items()
        if folder.is_relative_to(library.home())
    ]
    assert FILE.read_text(encoding="utf-8") == findings_page(shipped), "make findings"


def test_findings_are_told_by_labels_and_clauses_not_by_ids(tmp_path: Path) -> None:
    found = findings_of(Context(sample(tmp_path, tiers=TIERS + SECOND)))
    stricter = next(f for f in found if f.code == "Q001")
    assert stricter.cites == ("一/1", "二/1")
    assert stricter.text.zh == "二类 比 一类 严：“分数 90 以上”，而“分数 80 以上”"
    assert "“A score of 90”, but “A score of 80”" in stricter.text.say("en")
    assert not [f for f in found if re.search(r"first\.\d|second\.\d", f.text.zh)]


def test_readings_are_findings_too(tmp_path: Path) -> None:
    pack = sample(tmp_path, parameters=PARAMETERS + READINGS)
    page = findings_page([Context(pack)])
    assert "| 一/1 | 哪个／分数<br>· 这个<br>· 那个 | Which score<br>· This<br>· That |" in page


def test_a_pack_without_findings_says_so(tmp_path: Path) -> None:
    strict = (
        "tiers:\n  first: {id: first.1, cite: 一, label: {zh: 评, en: J}, judgement: {by: panel}}\n"
    )
    pack = sample(tmp_path, tiers=strict)
    assert "没有发现。 · Nothing was found." in findings_page([Context(pack)])


def test_only_the_policy_in_text_and_as_a_page() -> None:
    said = CliRunner().invoke(group, ["check", "xirong", "--policy"])
    assert said.exit_code == 0
    assert "Q001" in said.output
    assert "P0" not in said.output
    page = CliRunner().invoke(group, ["check", "xirong", "--policy", "--markdown"])
    assert page.output.startswith("# 对政策本身的发现")
