"""Every programme beside the others, and the same as its own result page."""

from __future__ import annotations

from bole.web.compare.rows import Row, rows
from bole.web.selfcheck.answers import ANY_TRACK, Answers
from bole.web.selfcheck.judging import check
from tests.web.compare.conftest import CHANGJU, DEMO, NOW, XIRONG, person


def ids(found: list[Row]) -> list[str]:
    return [row.listed.programme.id for row in found]


def test_every_programme_is_there_once_and_the_own_one_first() -> None:
    found = rows(person(), now=NOW)
    assert ids(found)[0] == "xirong"
    assert sorted(ids(found)) == [
        "changju", "demo", "growth", "studio", "talent", "teams", "xian", "xirong",
    ]  # fmt: skip
    assert [row.mine for row in found] == [True, *[False] * 7]


def test_the_others_follow_their_rounds_whatever_the_standing() -> None:
    order = ["demo", "talent", "teams", "growth", "studio", "changju", "xian"]
    assert ids(rows(person(), now=NOW))[1:] == order
    assert ids(rows(Answers(*XIRONG), now=NOW))[1:] == order


def test_each_row_stands_as_the_result_page_it_opens() -> None:
    for row in rows(person(), now=NOW):
        shown = check(row.answers, listed=row.listed).report.tiers
        here = {(v.track, v.tier): v.level for v in shown}
        track = row.found.track.id
        assert {t.tier.id: t.view.level for t in row.found.tiers} == {
            tier: level for (t, tier), level in here.items() if t == track
        }, row.listed.programme.id


def test_field_that_was_chosen_is_compared() -> None:
    for track in ("cash", "no_cash"):
        (mine, *_) = rows(Answers(*CHANGJU[:2], track), now=NOW)
        assert (mine.found.track.id, mine.answers.track) == (track, track)


def test_all_fields_at_once_show_the_best_and_go_back_to_all() -> None:
    (mine, *_) = rows(Answers(*DEMO[:2], ANY_TRACK), now=NOW)
    assert (mine.found.track.id, mine.answers.track) == ("finance", ANY_TRACK)


def test_field_of_the_employer_is_compared_elsewhere() -> None:
    by_id = {row.listed.programme.id: row for row in rows(person(), now=NOW)}
    assert by_id["demo"].found.track.id == by_id["demo"].answers.track == "finance"
    assert by_id["demo"].found.own


def test_closed_round_is_judged_on_its_last_day_and_says_so() -> None:
    by_id = {row.listed.programme.id: row for row in rows(person(), now=NOW)}
    assert by_id["changju"].found.round.status == "closed"
    assert by_id["changju"].judged == "2024-10-20"
    assert not by_id["xirong"].judged
    assert by_id["talent"].found.round.status == "unset"
