import pytest

from bole.explain.model import Missing
from bole.facts.vocabulary import Vocabulary
from bole.policy.library import shared_vocabulary
from bole.text import Text
from bole.web.programmes.needs import Choices, Claim, Needs
from bole.web.selfcheck.questions import CLAIMS, screen_again, screens


def missing(*pairs: tuple[str, float]) -> list[Missing]:
    return [Missing(id, Text(id), weight, 1) for id, weight in pairs]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return shared_vocabulary()


def needs(vocabulary: Vocabulary, **families: list[str]) -> Needs:
    return Needs(vocabulary, families, {})


def test_what_decides_most_comes_first(vocabulary: Vocabulary) -> None:
    found = screens(missing(("on_job", 1), ("birth_date", 2)), needs=needs(vocabulary), asked={})
    assert [s.key for s in found] == ["facts:birth_date", "facts:on_job"]


def test_records_of_a_family_are_one_screen_with_the_fields_that_rules_read(
    vocabulary: Vocabulary,
) -> None:
    found = screens(
        missing(("awards", 1), ("awards[0].grade", 1)),
        needs=needs(vocabulary, awards=["award", "grade"]),
        asked={},
    )
    assert [(s.key, s.ids) for s in found] == [("family:awards", ("award", "grade"))]


def test_questions_about_the_employer_share_a_screen(vocabulary: Vocabulary) -> None:
    ids = ("employer.kind", "employer.founded_on", "employer.state_owned", "birth_date")
    found = screens(missing(*((i, 1) for i in ids)), needs=needs(vocabulary), asked={})
    assert sorted(len(s.asks) for s in found) == [1, 3]


def test_long_lists_leave_less_room_on_a_screen(vocabulary: Vocabulary) -> None:
    ids = ("employer.fields", "employer.qualifications", "employer.rankings", "employer.kind")
    found = screens(missing(*((i, 1) for i in ids)), needs=needs(vocabulary), asked={})
    assert [len(s.asks) for s in found] == [2, 2]


def test_what_was_asked_is_not_asked_again(vocabulary: Vocabulary) -> None:
    found = screens(
        missing(("on_job", 1), ("awards[0].grade", 1)),
        needs=needs(vocabulary, awards=["grade"]),
        asked={"facts:on_job": ("on_job",), "family:awards": ("award", "grade")},
    )
    assert found == []


def test_family_comes_back_where_rules_need_another_field(vocabulary: Vocabulary) -> None:
    found = screens(
        missing(("awards[0].date", 1)),
        needs=needs(vocabulary, awards=["date"]),
        asked={"family:awards": ("award",)},
    )
    assert [s.key for s in found] == ["family:awards"]


def test_wrongdoing_is_not_the_first_question(vocabulary: Vocabulary) -> None:
    found = screens(
        missing(("conduct", 9), ("on_job", 1)), needs=needs(vocabulary, conduct=["kind"]), asked={}
    )
    assert [s.kind for s in found] == ["facts", "checklist"]
    asked = {f"x:{n}": () for n in range(3)}
    again = screens(
        missing(("conduct", 9), ("on_job", 1)),
        needs=needs(vocabulary, conduct=["kind"]),
        asked=asked,  # type: ignore[arg-type]
    )
    assert again[0].kind == "checklist"


def test_ticked_wrongdoing_is_asked_about_in_detail(vocabulary: Vocabulary) -> None:
    found = screens(
        missing(("conduct[0].date", 1)),
        needs=needs(vocabulary, conduct=["kind", "date"]),
        asked={"family:conduct": ("kind",)},
    )
    assert [(s.kind, s.ids) for s in found] == [("records", ("kind", "date"))]


def test_claims_come_last_and_once(vocabulary: Vocabulary) -> None:
    claim = Claim("四/2", Text("其他"), "四/2")
    wanted = Needs(vocabulary, {}, {}, (claim,))
    found = screens(missing(("on_job", 1)), needs=wanted, asked={})
    assert [s.kind for s in found] == ["facts", "claims"]
    assert screens([], needs=wanted, asked={CLAIMS: ()}) == []


def test_long_catalogue_offers_only_what_rules_name(vocabulary: Vocabulary) -> None:
    listed = list(vocabulary.catalogues["award"].values)[:2]
    wanted = Needs(
        vocabulary,
        {"awards": ["award"]},
        {("awards", "award"): Choices(frozenset(listed))},
    )
    (screen,) = screens(missing(("awards", 1)), needs=wanted, asked={})
    assert set(screen.asks[0].options) == set(listed)


def test_ordered_choice_offers_the_whole_order_highest_first(vocabulary: Vocabulary) -> None:
    wanted = Needs(vocabulary, {"education": ["degree"]}, {})
    (screen,) = screens(missing(("education", 1)), needs=wanted, asked={})
    catalogue = vocabulary.catalogues[screen.asks[0].definition.catalogue]
    ranks = [catalogue.rank(v) for v in screen.asks[0].options]
    assert ranks == sorted(ranks, reverse=True)


def test_screens_asked_before_can_be_shown_again(vocabulary: Vocabulary) -> None:
    wanted = needs(vocabulary, awards=["date"])
    again = screen_again("family:awards", needs=wanted, ids=("award",))
    assert again is not None
    assert set(again.ids) == {"award", "date"}
    assert screen_again("family:nothing", needs=wanted, ids=()) is None
    assert screen_again("facts:nothing", needs=wanted, ids=("nothing",)) is None
    assert screen_again("", needs=wanted, ids=()) is None
