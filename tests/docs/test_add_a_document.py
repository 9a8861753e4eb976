"""docs/tasks/add-a-document.md, followed step by step."""

from __future__ import annotations

import io
import re
import shutil
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pypdf import PdfReader

from bole.documents import render as rendering
from bole.documents import word

PAGE = Path(__file__).parents[2] / "docs" / "tasks" / "add-a-document.md"


@pytest.fixture
def blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """The page's code, with its template where documents are."""
    text = PAGE.read_text(encoding="utf-8")
    found = re.findall(r"```\w+ (\S+)\n(.*?)```", text, flags=re.DOTALL)
    code = {name: textwrap.dedent(body) for name, body in found}
    for shared in ("page.typ", "sheet.typ"):
        shutil.copy(rendering.HOME / shared, tmp_path)
    folder = tmp_path / "kinds" / "slip"
    folder.mkdir(parents=True)
    (folder / "template.typ").write_text(code["template.typ"], encoding="utf-8")
    monkeypatch.setattr(rendering, "HOME", tmp_path)
    rendering._compiler.cache_clear()
    yield code
    rendering._compiler.cache_clear()


@pytest.fixture
def slip(blocks: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module that the page writes."""
    module = ModuleType("slip_build")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    exec(compile(blocks["build.py"], "build.py", "exec"), vars(module))
    return module


@pytest.mark.parametrize(("lang", "title"), [("zh", "预约单"), ("en", "Appointment")])
def test_page_makes_a_document(slip: ModuleType, lang: Any, title: str) -> None:
    sheet = slip.build(slip.Slip("林一诺", 20300622), lang=lang)
    page = PdfReader(io.BytesIO(rendering.render(sheet.document()))).pages[0].extract_text()
    assert title in page
    assert "林一诺" in page
    assert sheet.name == f"{title}-2030-06-22"
    assert word.write(sheet).startswith(b"PK")


def test_page_shows_how_documents_are_asked_for() -> None:
    text = PAGE.read_text(encoding="utf-8")
    (code,) = re.findall(r"(?m)^```python\n(.*?)```", text, flags=re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(code, "page.py", "exec"), names)
    assert names["pdf"].startswith(b"%PDF-")
    assert names["docx"].startswith(b"PK")
