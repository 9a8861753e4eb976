"""The shipped programmes beside the made-up one, and answers given to some of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from pytest_django import Settings

from bole.policy import library
from bole.policy.intake import SHANGHAI
from bole.web.common import sealed
from bole.web.programmes.queries import Listed, find_programme
from bole.web.selfcheck.answers import Answers
from bole.web.selfcheck.views import PURPOSE
from tests.web import fakes

NOW = dt.datetime(2025, 5, 20, 10, tzinfo=SHANGHAI)
XIRONG = ("beijing/xicheng-xirong/2025", "xirong", "finance")
CHANGJU = ("beijing/changping-changju/2024", "changju", "*")
GROWTH = ("beijing/bast-engineers/2026", "growth", "*")
XIAN = ("xian/high-level-talent/2020", "xian", "*")
DEMO = (fakes.ID, "demo", "finance")


@pytest.fixture(autouse=True)
def all_packs(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """Everything there is, on 20 May 2025."""
    packs = (*library.readable(), fakes.pack())
    monkeypatch.setattr(library, "readable", lambda: packs)
    settings.BOLE_NOW = "2025-05-20T10:00"


@pytest.fixture
def listed() -> Callable[[tuple[str, str, str]], Listed]:
    """The programme of a place."""

    def find(place: tuple[str, str, str]) -> Listed:
        found = find_programme(place[0], programme_id=place[1], now=NOW)
        assert found is not None
        return found

    return find


def person() -> Answers:
    """Someone of 36 at work in finance in Xicheng, with no papers, projects and posts to tell of."""
    return Answers(
        *XIRONG,
        facts={
            "employer.fields": ["finance"],
            "employer.operates_in_district": True,
            "on_job": True,
            "birth_date": "1988-06",
        },
        families={"papers": (), "projects": (), "education": ({"degree": "doctor"},)},
        claims=("附件/（一）/2/（6）",),
        asked={
            "facts:employer.fields": ("employer.fields",),
            "facts:employer.operates_in_district": ("employer.operates_in_district",),
            "facts:on_job": ("on_job",),
            "facts:birth_date": ("birth_date",),
            "facts:joined_on": ("joined_on",),
            "family:papers": ("tier",),
            "family:projects": ("kind", "level"),
            "family:education": ("degree",),
            "claims": ("附件/（一）/2/（6）",),
        },
    )


def token_of(answers: Answers, *, now: float | None = None) -> str:
    """The answers as a page carries them."""
    return sealed.seal(answers.to_json(), purpose=PURPOSE, now=now or NOW.timestamp())
