"""The person's statement."""

from __future__ import annotations

from bole.documents.blocks import Signing
from bole.documents.kinds.integrity import build
from tests.documents.samples import CODE, integrity
from tests.documents.test_every_kind import words


def test_names_person_code_tier_and_promises() -> None:
    text = words("integrity", integrity())
    assert all(w in text for w in (CODE, "（领军人才）", "本轮没有通过别的单位或领域申报"))


def test_employer_seals_only_where_the_programme_asks() -> None:
    def lines(sealed: bool) -> list[str]:
        blocks = build(integrity(sealed=sealed), lang="zh").blocks
        (signing,) = (b for b in blocks if isinstance(b, Signing))
        return [before for before, _ in signing.lines]

    assert lines(True) == ["声明人（签名）：", "申报单位：", "日期："]
    assert lines(False) == ["声明人（签名）：", "日期："]


def test_person_without_an_employer_gets_no_empty_line() -> None:
    assert "申报单位" not in words(
        "integrity", integrity(employer="", employer_code="", sealed=False)
    )
