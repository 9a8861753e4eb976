"""`bole walk` prints each state, who acts, due dates and limits."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bole.cli.walk import command

PACK = "beijing/bast-engineers/2026"


def test_it_shows_who_acts_until_when_and_what_is_taken():
    result = CliRunner().invoke(command, [PACK])
    assert result.exit_code == 0, result.output
    assert "推荐单位办 · recommender，到 2026-05-18 24:00" in result.output
    assert "占用 " in result.output
    assert "名额表还没填" in result.output


def test_it_speaks_english():
    result = CliRunner().invoke(command, [PACK, "--lang", "en"])
    assert "until 2026-05-18 24:00" in result.output
    assert "the quota is not filled in" in result.output


@pytest.mark.parametrize("expect", ["paper", "{result: recognised}", "{due: 2026-05-01}"])
def test_a_walk_that_goes_otherwise_is_told(tmp_path: Path, expect: str):
    case = tmp_path / "walk.yaml"
    case.write_text(
        f"""walks:
  - id: wrong
    why: 说错了下一步
    cite: 四/1
    programme: growth
    tier: engineer
    names: {{person: p1, uscc: u1, channel: park, recommender: r1}}
    start: 2026-04-01T09:00
    steps:
      - {{at: 2026-04-20T10:00, by: applicant, outcome: submit, expect: {expect}}}
""",
        encoding="utf-8",
    )
    result = CliRunner().invoke(command, [PACK, "--case", str(case)])
    assert result.exit_code == 1
    assert "!! " in result.output
