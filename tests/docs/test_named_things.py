"""What the documents name is there: variables, files, make targets; the glossary has every key."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bole.cli import group

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
VARIABLE = re.compile(r"\b(?:BOLE|DJANGO)_[A-Z_]+\b")
READERS = [*ROOT.glob("src/**/*.py"), *ROOT.glob("tools/*"), *ROOT.glob("benchmarks/*.py")]
PLACE = re.compile(r"`((?:src|docs|tests|tools|policies|benchmarks|requirements)/[\w./-]*)`")


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_variables_files_and_targets_of_a_page_are_there(page: Path) -> None:
    read = frozenset(v for f in READERS if f.is_file() for v in VARIABLE.findall(text(f)))
    assert set(VARIABLE.findall(text(page))) <= read
    assert [p for p in PLACE.findall(text(page)) if not (ROOT / p).exists()] == []
    targets = re.findall(r"(?m)^([a-z-]+):", text(ROOT / "Makefile"))
    assert set(re.findall(r"`make ([a-z-]+)", text(page))) <= set(targets)


def properties(schema: Any) -> Iterator[str]:
    """The names of all properties in a JSON Schema."""
    if isinstance(schema, dict):
        inner = schema.get("properties")
        yield from inner if isinstance(inner, dict) else ()
        for part in schema.values():
            yield from properties(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from properties(part)


def test_the_glossary_has_every_key_of_a_pack() -> None:
    schema = json.loads(CliRunner().invoke(group, ["schema", "pack"]).output)
    explained = set(re.findall(r"`([a-z_]+)`", text(ROOT / "docs" / "glossary.md")))
    assert sorted(set(properties(schema)) - explained) == []


def test_the_architecture_names_every_part() -> None:
    page = text(ROOT / "ARCHITECTURE.md")
    parts = [p for p in (ROOT / "src" / "bole").iterdir() if not p.name.startswith(("_", "py."))]
    named = [f"`src/bole/{p.name}/`" if p.is_dir() else f"{p.name}`" for p in parts]
    assert [n for n in named if n not in page] == []
