"""Moments, masked codes and check codes as documents print them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bole.documents.parts import check_code, in_groups, masked, moment, numbered
from bole.problems import Problems


@pytest.mark.parametrize(
    "at", ["2025-06-22T15:59:59Z", "2025-06-22T23:59:59+08:00", "2025-06-22T11:59:59-04:00"]
)
def test_moment_is_said_in_shanghai(at: str) -> None:
    assert f"{moment(at):%Y-%m-%d %H:%M:%S}" == "2025-06-22 23:59:59"


@pytest.mark.parametrize("at", ["2025-06-22T23:59:59", "yesterday", ""])
def test_moment_without_its_offset_is_refused(at: str) -> None:
    with pytest.raises(Problems) as raised:
        moment(at)
    assert raised.value.problems[0].code == "moment"


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("110102198806150017", "110***********0017"),
        ("E12345678", "E******78"),
        ("A1", "**"),
        ("", ""),
    ],
)
def test_code_is_known_by_its_ends(code: str, shown: str) -> None:
    assert masked(code) == shown


@settings(deadline=None)
@given(st.text("0123456789X", max_size=20))
def test_more_than_half_of_a_code_is_hidden(code: str) -> None:
    assert len(masked(code)) == len(code)
    assert masked(code).count("*") >= len(code) / 2


def test_hash_is_read_out_in_groups() -> None:
    assert in_groups("0123456789abcdef") == ("01234567", "89abcdef")
    assert check_code("0123456789abcdef") == "01234567"


def test_foot_of_a_draft_says_that_there_is_no_number() -> None:
    assert numbered("", sha256="", lang="zh") == "还没有提交，没有编号"
    assert numbered("X-1", sha256="0123456789", lang="en") == "No. X-1 · check code 01234567"
