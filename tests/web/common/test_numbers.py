"""A number that is none does no harm, wherever a page reads one."""

from __future__ import annotations

import pytest

from bole.policy.pack import Pack
from bole.web.common.numbers import whole
from tests.web import factories as make

ODD = ("²", "x", "-1", "1.5", "9" * 5000)


@pytest.mark.parametrize("said", ["", *ODD])
def test_what_is_no_number_is_the_default(said: str) -> None:
    assert whole(said) == 0
    assert whole(said, default=-1) == -1


def test_a_number_is_read() -> None:
    assert [whole(said) for said in ("0", "7", "042", "١")] == [0, 7, 42, 1]


@pytest.mark.django_db
@pytest.mark.parametrize("said", [ODD[0], ODD[-1]])
def test_pages_refuse_it_as_any_other(demo_pack: Pack, said: str) -> None:
    who = make.user()
    case, browser = make.draft(who), make.client_of(who)
    form = f"/cases/{case.id}/form/"
    assert browser.get(f"/me/profile/?page={said}").status_code == 200
    assert browser.post("/me/profile/restore/", {"version": said}).status_code == 404
    assert browser.post(f"{form}import/", {"submission": said}).status_code == 404
    assert browser.post(f"{form}claims/", {"v:claims": said}).status_code < 500
    officer = make.client_of(make.cast().officer)
    assert officer.post("/desk/cases/filters/", {"drop": said}).status_code == 302
