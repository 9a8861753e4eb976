"""`bole judge --pdf` writes the document beside the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from bole.cli.judge import command
from bole.policy import library
from bole.problems import Problems

PROGRAMME = "beijing/xicheng-xirong/2025/xirong"


@pytest.fixture
def example() -> str:
    return str(library.find_folder("beijing/xicheng-xirong/2025")[1] / "example.yaml")


def test_document_of_one_programme_is_written(example: str, tmp_path: Path) -> None:
    file = tmp_path / "结果.pdf"
    options = ["--programme", PROGRAMME, "--track", "finance", "--as-of", "2025-06-22"]
    result = CliRunner().invoke(command, [example, *options, "--pdf", str(file)])
    assert result.exit_code == 0, result.output
    text = PdfReader(file).pages[0].extract_text()
    assert "林一诺" in text
    receipt = result.output.strip().rsplit(" ", 1)[-1]
    assert receipt in text


def test_place_that_cannot_be_written_is_a_problem(example: str, tmp_path: Path) -> None:
    options = ["--programme", PROGRAMME, "--pdf", str(tmp_path / "no" / "x.pdf")]
    with pytest.raises(Problems) as raised:
        CliRunner().invoke(command, [example, *options], catch_exceptions=False)
    assert [p.code for p in raised.value.problems] == ["file"]


def test_several_programmes_need_a_choice(
    example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = library.find_programme(PROGRAMME)
    monkeypatch.setattr(library, "programmes", lambda: (one, one))
    with pytest.raises(Problems) as raised:
        CliRunner().invoke(
            command, [example, "--pdf", str(tmp_path / "x.pdf")], catch_exceptions=False
        )
    assert [p.code for p in raised.value.problems] == ["pdf"]
