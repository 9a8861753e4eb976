"""docs/tasks/add-a-document.md, followed step by step."""

from __future__ import annotations

import io
import re
import shutil
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from bole.documents import render as rendering
from bole.explain.model import Receipt

PAGE = Path(__file__).parents[2] / "docs" / "tasks" / "add-a-document.md"
RECEIPT = Receipt(
    "7F3A-91C2-0E58", "a/b/2030", "1", "", "", "", "", "0", 20300622, "self_check", "claimed"
)


@pytest.fixture
def blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """The page's code, with its template where documents are."""
    text = PAGE.read_text(encoding="utf-8")
    found = re.findall(r"```\w+ (\S+)\n(.*?)```", text, flags=re.DOTALL)
    code = {name: textwrap.dedent(body) for name, body in found}
    shutil.copy(rendering.HOME / "page.typ", tmp_path)
    folder = tmp_path / "kinds" / "slip"
    folder.mkdir(parents=True)
    (folder / "template.typ").write_text(code["template.typ"], encoding="utf-8")
    monkeypatch.setattr(rendering, "HOME", tmp_path)
    rendering._compiler.cache_clear()
    yield code
    rendering._compiler.cache_clear()


@pytest.mark.parametrize(("lang", "title"), [("zh", "核对回执"), ("en", "Receipt of a check")])
def test_page_makes_a_document(blocks: dict[str, str], lang: Any, title: str) -> None:
    names: dict[str, Any] = {}
    exec(compile(blocks["document.py"], "document.py", "exec"), names)
    document = names["slip"](RECEIPT, lang=lang)
    page = PdfReader(io.BytesIO(rendering.render(document))).pages[0].extract_text()
    assert title in page
    assert page.count("7F3A-91C2-0E58") == 2
    assert document.file == "slip-2030-06-22.pdf"
