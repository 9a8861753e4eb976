"""The receipt: what was received, to the second, and what it is known by."""

from __future__ import annotations

from bole.documents.blocks import Codes, Pairs, Picture, Points, Table
from bole.documents.kinds.receipt import build
from tests.documents.samples import AT, CODE, FILES, HASH, receipt
from tests.documents.test_every_kind import pdf, words


def test_time_is_said_to_the_second_in_beijing_time() -> None:
    assert AT == "2025-06-22T15:59:41Z"
    assert "2025-06-2223:59:41（北京时间）" in words("receipt", receipt())


def test_day_of_the_file_is_the_day_in_shanghai() -> None:
    assert build(receipt(at="2025-06-22T16:00:00Z"), lang="zh").day.isoformat() == "2025-06-23"


def test_identity_code_is_masked() -> None:
    text = words("receipt", receipt())
    assert CODE not in text
    assert "110***********0017" in text


def test_whole_hash_and_every_file_with_its_own() -> None:
    text = words("receipt", receipt())
    assert HASH in text
    assert all(f.sha256 in text and f.file in text for f in FILES)
    assert f"校验码{HASH[:8]}" in text


def test_structure() -> None:
    blocks = [type(b).__name__ for b in build(receipt(), lang="zh").blocks]
    assert blocks == [
        "Title", "Words", "Pairs", "Codes", "Heading", "Table", "Heading", "Points", "Picture",
    ]  # fmt: skip


def test_what_is_not_there_is_left_out() -> None:
    bare = build(receipt(files=(), next=(), verify="", employer="", code=""), lang="zh")
    assert not [b for b in bare.blocks if isinstance(b, Table | Points | Picture)]
    (pairs,) = (b for b in bare.blocks if isinstance(b, Pairs))
    assert all(value for _, value in pairs.rows)
    assert [b for b in bare.blocks if isinstance(b, Codes)]


def test_fifty_files_go_on_over_pages_with_the_head_of_the_table() -> None:
    pages = pdf("receipt", receipt(files=FILES * 10)).pages
    assert len(pages) > 1
    assert all("SHA-256" in page.extract_text() for page in list(pages)[:-1])
