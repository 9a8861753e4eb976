"""The self-check of every shipped programme."""

from __future__ import annotations

import datetime as dt

import pytest

from bole.levels import MISSING
from bole.policy import library
from bole.policy.intake import SHANGHAI
from bole.web.programmes.queries import Listed, programmes, tracks_with_rules
from bole.web.selfcheck.answers import ANY_TRACK, Answers
from bole.web.selfcheck.judging import check
from bole.web.selfcheck.questions import Screen
from bole.web.selfcheck.services import take

NOW = dt.datetime(2025, 5, 20, 10, tzinfo=SHANGHAI)
FIRST_STANDING = 12
YES = frozenset({"on_job", "employer.operates_in_district"})


def everything() -> list[tuple[str, str, str]]:
    return [
        (pack.id, programme.id, track.id)
        for pack, programme in library.programmes()
        for track in tracks_with_rules(programme)
    ]


def listed_of(pack: str, programme: str) -> Listed:
    return next(p for p in programmes(now=NOW) if (p.pack.id, p.programme.id) == (pack, programme))


def said(screen: Screen) -> tuple[str, dict[str, list[str]]]:
    """What a person of 36 with nothing in particular would say."""
    if screen.family is not None or screen.kind == "claims":
        return "none", {}
    posted: dict[str, list[str]] = {}
    for ask in screen.asks:
        name, kind = f"f:{ask.definition.id}", ask.definition.kind
        if kind == "date":
            posted[f"{name}.y"] = ["1988" if ask.definition.id == "birth_date" else "2020"]
        elif kind == "bool":
            posted[name] = ["yes" if ask.definition.id in YES else "no"]
        elif kind == "choice":
            posted[name] = ["-"]
        else:
            posted[name] = ["1"]
    return "next", posted


@pytest.mark.parametrize(("pack", "programme", "track"), everything())
def test_one_field_has_a_first_standing_within_twelve_screens(
    pack: str, programme: str, track: str
) -> None:
    listed = listed_of(pack, programme)
    fields = {t.id: t.field for t in listed.programme.tracks}
    answers = Answers(pack, programme, track).in_field(fields[track])
    for _ in range(FIRST_STANDING + 1):
        checked = check(answers, listed=listed)
        if any(view.level != MISSING for view in checked.report.tiers):
            return
        screen = checked.coming[0]
        go, posted = said(screen)
        answers = take(answers, screen=screen, posted=posted, go=go, fields=fields).answers
    raise AssertionError("no standing within twelve screens")


@pytest.mark.parametrize(("pack", "programme"), sorted({(p, g) for p, g, _ in everything()}))
def test_every_question_can_be_put_and_ends(pack: str, programme: str) -> None:
    listed = listed_of(pack, programme)
    answers = Answers(pack, programme, ANY_TRACK)
    for _ in range(80):
        checked = check(answers, listed=listed)
        if not checked.coming:
            return
        screen = checked.coming[0]
        answers = take(answers, screen=screen, posted={}, go="skip", fields={}).answers
    raise AssertionError("the questions never end")
