"""Files in the encodings offices use are read; others are refused with the reason."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from bole.clauses import read_text
from bole.problems import Problems

WORDS = "一、条件\n（一）在岗；\n"


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        codecs.BOM_UTF8 + WORDS.encode(),
        WORDS.encode("gbk"),
        WORDS.encode("gb18030"),
        WORDS.encode("utf-16"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
    ],
)
def test_encodings_of_offices_are_read(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(data)
    assert read_text(path) == WORDS


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF\x00\x01", "clauses.not-text"),
        (b"\xff\xff\xff\x80", "clauses.not-text"),
        (codecs.BOM_UTF16_LE + b"a", "clauses.not-text"),
        (b"x" * 11, "clauses.too-large"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(data)
    with pytest.raises(Problems) as caught:
        read_text(path, limit=10)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_missing_file_and_folder_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Problems) as caught:
        read_text(tmp_path / name)
    assert caught.value.problems[0].code == "clauses.unreadable"
