"""The example of both READMEs gives the answer they show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from bole.cli import group

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("name", "lang"), [("README.md", "en"), ("README.zh.md", "zh")])
def test_the_example_gives_what_is_shown(name, lang, tmp_path):
    page = (ROOT / name).read_text(encoding="utf-8")
    profile = re.search(r"```yaml\n(.*?)```", page, flags=re.DOTALL)
    shown = re.search(r"\n\n```\n(.*?)```", page, flags=re.DOTALL)
    assert profile is not None
    assert shown is not None
    (tmp_path / "me.yaml").write_text(profile[1], encoding="utf-8")
    words = ["judge", str(tmp_path / "me.yaml"), "--programme", "xirong", "--track", "finance"]
    result = CliRunner().invoke(group, [*words, "--all", "--lang", lang], catch_exceptions=False)
    told = {line.strip() for line in result.output.splitlines()}
    for line in shown[1].splitlines():
        if line.strip() != "…":
            assert line.strip() in told


def test_both_readmes_say_the_same():
    english = (ROOT / "README.md").read_text(encoding="utf-8")
    chinese = (ROOT / "README.zh.md").read_text(encoding="utf-8")
    blocks = [re.findall(r"```\w*\n", text) for text in (english, chinese)]
    assert blocks[0] == blocks[1]
    links = [sorted(re.findall(r"\]\((docs/[^)]*|[A-Z]+\.md)\)", t)) for t in (english, chinese)]
    assert [x for x in links[0] if "README" not in x] == [x for x in links[1] if "README" not in x]
    headings = [len(re.findall(r"^## ", t, flags=re.MULTILINE)) for t in (english, chinese)]
    assert headings[0] == headings[1]
