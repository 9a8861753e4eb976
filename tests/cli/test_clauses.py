"""`bole clauses` prints the tree of a file, for people or as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bole.cli.clauses import command


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "办法.txt"
    path.write_bytes("认定办法\n一、条件\n（一）在岗；\n（二）守法。\n".encode("gbk"))
    return path


def test_outline_shows_every_address(file: Path) -> None:
    result = CliRunner().invoke(command, [str(file)])
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.output.splitlines()] == [
        "认定办法",
        "一",
        "一/（一）",
        "一/（二）",
    ]


def test_json_is_the_tree(file: Path) -> None:
    result = CliRunner().invoke(command, [str(file), "--json"])
    tree = json.loads(result.output)
    assert tree["title"] == "认定办法"
    assert tree["children"][0]["children"][1]["address"] == "一/（二）"
