"""The employer's undertaking."""

from __future__ import annotations

from bole.documents.blocks import Points, Signing
from bole.documents.kinds.undertaking import build
from bole.text import Text
from tests.documents.samples import EMPLOYER, PROMISES, USCC, undertaking
from tests.documents.test_every_kind import words


def test_names_employer_code_programme_and_clause() -> None:
    text = words("undertaking", undertaking())
    assert all(w in text for w in (EMPLOYER, USCC, "“西融计划2025”", "§五/（二）/1/（3）"))


def test_what_the_programme_asks_for_comes_first_with_its_clause() -> None:
    (points,) = (b for b in build(undertaking(), lang="zh").blocks if isinstance(b, Points))
    assert points.items[: len(PROMISES)] == tuple((p.text.zh, p.cite) for p in PROMISES)
    assert len(points.items) == len(PROMISES) + 4


def test_seal_signature_and_date() -> None:
    (signing,) = (b for b in build(undertaking(), lang="zh").blocks if isinstance(b, Signing))
    assert [before for before, _ in signing.lines] == [
        "申报单位：", "法定代表人或受托人（签名）：", "日期：",
    ]  # fmt: skip
    assert signing.lines[0][1] == "（公章）"


def test_programme_may_call_it_otherwise() -> None:
    sheet = build(undertaking(title=Text("单位诚信声明", "Statement"), name=""), lang="zh")
    assert sheet.title == "单位诚信声明"
    assert "推荐" not in words("undertaking", undertaking(name=""))
