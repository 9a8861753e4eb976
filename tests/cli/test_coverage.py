"""`bole coverage`: status, JSON, comparison with the text, and the page."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bole.cli import group

TEXT = """示例人才认定办法
一、条件
（一）在岗工作；
（二）取得<硕士>学位。
二、程序
向人才办申报。
"""


def run(*args: str) -> Result:
    """What the command answers."""
    return CliRunner().invoke(group, list(args))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The official text."""
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def fresh(tmp_path: Path, source: Path) -> str:
    """A new pack of that text, nothing classified yet."""
    packs = tmp_path / "packs"
    made = run("new", "here/sample/2026", "--source", str(source), "--into", str(packs))
    assert made.exit_code == 0
    return str(packs / "here/sample/2026")


def test_an_unclassified_pack_fails_and_names_every_clause(fresh: str) -> None:
    answer = run("coverage", fresh, "--json")
    assert answer.exit_code == 1
    data = json.loads(answer.output)
    assert data["percent"] == 0.0
    assert data["uncovered"] == [c["address"] for c in data["clauses"]]
    assert data["uncovered"][:3] == ["一", "一/（一）", "一/（二）"]


def test_a_finished_pack_passes_and_says_what_carries_each_clause() -> None:
    answer = run("coverage", "xirong", "--json")
    assert answer.exit_code == 0
    data = json.loads(answer.output)
    assert data["percent"] == 100.0
    rows = {c["address"]: c for c in data["clauses"]}
    assert {c["kind"] for c in rows["附件/（一）/2/（3）"]["carried_by"]} == {"criterion"}
    assert rows["附件/（一）/2/（3）"]["cases"]
    assert [c["id"] for c in rows["三"]["carried_by"]] == ["window_base", "window"]
    assert rows["一"]["carried_by"] == []
    assert rows["一"]["why_not"]


def test_the_text_beside_the_pack_agrees_until_it_changes(fresh: str, source: Path) -> None:
    same = json.loads(run("coverage", fresh, "--source", str(source), "--json").output)
    assert same["differences"] == []
    source.write_text(TEXT.replace("在岗工作", "在岗三年") + "三、附则\n自发布起施行。\n")
    answer = run("coverage", fresh, "--source", str(source), "--json")
    found = [(d["address"], d["what"]) for d in json.loads(answer.output)["differences"]]
    assert answer.exit_code == 1
    assert found == [("一/（一）", "changed"), ("三", "missing")]
    assert "三" in json.loads(answer.output)["uncovered"]


class Page(HTMLParser):
    """Notes tags, and whatever would be fetched."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("src", "href") and not (value or "").startswith("#"):
                self.fetched.append(value or "")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_stands_alone_and_shows_the_text(
    fresh: str, source: Path, tmp_path: Path, lang: str
) -> None:
    file = tmp_path / "page.html"
    run("coverage", fresh, "--source", str(source), "--html", str(file), "--lang", lang)
    text = file.read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    assert not page.fetched
    assert "script" not in page.tags
    assert "@import" not in text
    assert "url(" not in text
    assert "://" not in text
    assert "取得&lt;硕士&gt;学位" in text
    assert ("没有着落" if lang == "zh" else "Not covered") in text
    assert page.tags.count("tr") == 5  # a head and four clauses


def test_a_page_that_cannot_be_written_is_told(fresh: str, tmp_path: Path) -> None:
    answer = run("coverage", fresh, "--html", str(tmp_path))
    assert answer.exit_code != 0
    assert "写不了" in str(answer.exception)
