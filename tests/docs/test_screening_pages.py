"""The commands that the pages about screening show have the options they show."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from bole.cli import group

TASKS = Path(__file__).parents[2] / "docs" / "tasks"
PAGES = ("screen-a-register.md", "screen-on-a-cluster.md")


def commands(page: str) -> list[list[str]]:
    """The words of each `bole …` line, continued lines joined."""
    text = (TASKS / page).read_text(encoding="utf-8")
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", text, flags=re.DOTALL)).replace("\\\n", " ")
    return [
        shlex.split(line, comments=True) for line in blocks.splitlines() if line.startswith("bole ")
    ]


@pytest.mark.parametrize("page", PAGES)
def test_every_option_is_there(page):
    found = commands(page)
    assert found
    for words in found:
        command = group.get_command(None, words[1])
        assert command is not None, words
        options = {option for p in command.params for option in p.opts}
        assert {w for w in words[2:] if w.startswith("--")} <= options, words
