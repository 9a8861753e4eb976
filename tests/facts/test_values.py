"""Written values into what the engine compares."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bole.facts.definitions import FactDef
from bole.facts.model import ABSENT, DECLINED, UNKNOWN, State, Value
from bole.facts.values import parse_threshold, parse_value, show_value
from bole.facts.vocabulary import Vocabulary
from bole.problems import Problems
from bole.units import LAST_DAY


def parsed(shared: Vocabulary, fact: str, raw: object) -> Value:
    return parse_value(_fact(shared, fact), raw, vocabulary=shared)


def refused(shared: Vocabulary, fact: str, raw: object) -> str:
    with pytest.raises(Problems) as caught:
        parsed(shared, fact, raw)
    return caught.value.problems[0].code


def _fact(shared: Vocabulary, name: str) -> FactDef:
    family, _dot, field = name.rpartition(".")
    return shared.field(family, field) if family in shared.families else shared.fact(name)


@pytest.mark.parametrize(
    ("fact", "raw", "low", "high"),
    [
        ("birth_date", "1985-03-05", 19850305, 19850305),
        ("birth_date", "1985", 19850101, 19851231),
        ("birth_date", 1985, 19850101, 19851231),
        ("birth_date", "1985..1987-06", 19850101, 19870630),
        ("birth_date", {"from": "1985", "to": 1987}, 19850101, 19871231),
        ("joined_on", {"from": "2019-03"}, 20190301, LAST_DAY),
        ("joined_on", {"自": 2019, "至": 2020}, 20190101, 20201231),
        ("contract_years", "3年", 3, 3),
        ("contract_years", "3~5", 3, 5),
        ("months_practising_per_year", "8 个月", 8, 8),
        ("own_paid_in", "150万", 15_000_000_0, 15_000_000_0),
        ("own_paid_in", "100万..150万", 10_000_000_0, 15_000_000_0),
        ("equity_percent", "30%", 3000, 3000),
        ("equity_percent", "33.333%", 3333, 3334),
        ("on_job", True, 1, 1),
        ("on_job", "是", 1, 1),
        ("on_job", "否", 0, 0),
        ("on_job", "没有", 0, 0),
        ("on_job", "no", 0, 0),
        ("on_job", 1, 1, 1),
    ],
)
def test_ordered_kinds(shared: Vocabulary, fact: str, raw: object, low: int, high: int) -> None:
    value = parsed(shared, fact, raw)
    assert (value.low, value.high) == (low, high)
    assert value.state is (State.KNOWN if low == high else State.RANGE)


@pytest.mark.parametrize(
    ("raw", "value"),
    [(None, UNKNOWN), ("不知道", UNKNOWN), ("unknown", UNKNOWN), ("", UNKNOWN), ("没有", ABSENT),
     ("无", ABSENT), ("None", ABSENT), ("不愿提供", DECLINED), ("declined", DECLINED)],
)  # fmt: skip
def test_what_is_not_known_not_there_or_not_told(
    shared: Vocabulary, raw: object, value: Value
) -> None:
    for fact in ("birth_date", "own_paid_in", "sex", "name"):
        assert parsed(shared, fact, raw) == value


def test_a_choice_carries_ids_and_the_rank_of_an_ordered_list(shared: Vocabulary) -> None:
    value = parsed(shared, "education.degree", "硕士学位")
    assert value.choices == {"master"}
    assert value.low == value.high == shared.catalogues["degree"].rank("master")
    assert parsed(shared, "sex", "女").choices == {"female"}
    assert parsed(shared, "sex", "女").low == 0


def test_a_choice_of_several_is_a_list_or_a_sentence(shared: Vocabulary) -> None:
    both = {"high_tech", "little_giant"}
    assert parsed(shared, "employer.qualifications", ["高新技术企业", "小巨人"]).choices == both
    assert parsed(shared, "employer.qualifications", "高新技术企业、小巨人").choices == both
    assert parsed(shared, "employer.qualifications", []) == ABSENT


def test_an_unlisted_value_of_an_open_list_stands_as_written(shared: Vocabulary) -> None:
    assert parsed(shared, "awards.award", "某基金会大奖").choices == {"~某基金会大奖"}
    assert parsed(shared, "awards.award", "~某基金会大奖").choices == {"~某基金会大奖"}


def test_a_value_that_contains_a_separator_is_found_whole(shared: Vocabulary) -> None:
    found = parsed(shared, "posts.employer_kind", "党政机关").choices
    assert found == {"government"}
    long = parsed(shared, "competitions.competition", "全国职工劳动竞赛、技能竞赛").choices
    assert long == {"workers_race"}


@pytest.mark.parametrize(
    ("fact", "raw", "code"),
    [
        ("birth_date", "1985-02-30", "value.date"),
        ("birth_date", "去年", "value.date"),
        ("birth_date", "2150-01-01", "value.bounds"),
        ("birth_date", "1990..1985", "value.order"),
        ("birth_date", "1985..1986..1987", "value.date"),
        ("birth_date", {"since": 1985}, "value.range"),
        ("birth_date", ["1985"], "value.date"),
        ("birth_date", True, "value.date"),
        ("contract_years", -3, "value.negative"),
        ("contract_years", 3.5, "value.number"),
        ("months_practising_per_year", 13, "value.bounds"),
        ("own_paid_in", "-5万", "value.negative"),
        ("own_paid_in", "五百万", "value.amount"),
        ("own_paid_in", "9" * 30, "value.bounds"),
        ("equity_percent", "0.3", "value.percent"),
        ("equity_percent", "130%", "value.bounds"),
        ("on_job", "可能", "value.bool"),
        ("on_job", 2, "value.bool"),
        ("sex", "人", "value.unlisted"),
        ("sex", ["男", "女"], "value.choice"),
        ("sex", {"a": 1}, "value.choice"),
        ("employer.qualifications", [["x"]], "value.choice"),
        ("name", ["林一诺"], "value.text"),
        ("name", "x" * 3000, "value.long"),
        ("name", "林\x07一诺", "value.characters"),
        ("name", "林\ud800", "value.characters"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(
    shared: Vocabulary, fact: str, raw: object, code: str
) -> None:
    assert refused(shared, fact, raw) == code


def test_a_near_word_of_a_closed_list_is_suggested(shared: Vocabulary) -> None:
    with pytest.raises(Problems) as caught:
        parsed(shared, "education.degree", "硕土")
    hint = caught.value.problems[0].hint
    assert hint is not None
    assert "“硕士”" in hint.zh
    assert "master" in hint.en


@pytest.mark.parametrize(
    ("fact", "raw", "threshold"),
    [
        ("birth_date", "1980-01-01", 19800101),
        ("own_paid_in", "500万", 500_000_000),
        ("equity_percent", "30%", 3000),
        ("contract_years", 3, 3),
        ("on_job", "是", 1),
        ("awards.grade", "二等奖", 3),
    ],
)
def test_thresholds_are_one_integer(
    shared: Vocabulary, fact: str, raw: object, threshold: int
) -> None:
    assert parse_threshold(_fact(shared, fact), raw, vocabulary=shared) == threshold


@pytest.mark.parametrize(
    ("fact", "raw"),
    [("birth_date", 1980), ("own_paid_in", "1万..2万"), ("sex", "男"), ("name", "林一诺"),
     ("contract_years", None), ("awards.grade", "没有"), ("contract_years", "three")],
)  # fmt: skip
def test_a_threshold_is_exactly_one_ordered_value(
    shared: Vocabulary, fact: str, raw: object
) -> None:
    with pytest.raises(Problems):
        parse_threshold(_fact(shared, fact), raw, vocabulary=shared)


@pytest.mark.parametrize(
    ("fact", "raw", "zh", "en"),
    [
        ("birth_date", "2019-03", "2019-03", "2019-03"),
        ("birth_date", "2019", "2019", "2019"),
        ("birth_date", "2019-03..2021", "2019-03-01 至 2021-12-31", "2019-03-01 to 2021-12-31"),
        ("joined_on", {"from": "2019"}, "2019-01-01 及以后", "from 2019-01-01"),
        ("joined_on", {"to": "2019"}, "2019-12-31 及以前", "until 2019-12-31"),
        ("own_paid_in", "500万", "500 万元", "CNY 5,000,000"),
        ("own_paid_in", "5万..8万", "5 万元 至 8 万元", "CNY 50,000 to CNY 80,000"),
        ("equity_percent", "30%", "30%", "30%"),
        ("contract_years", 3, "3 年", "3 years"),
        ("awards.own_rank", 2, "2", "2"),
        ("on_job", "是", "是", "Yes"),
        ("education.degree", "master", "硕士", "Master"),
        ("awards.award", "某大奖", "某大奖（目录外）", "某大奖 (not listed)"),
        ("employer.qualifications", ["小巨人", "high_tech"], "高新技术企业、国家级专精特新小巨人",
         "High-tech enterprise, National little giant"),
        ("name", "林一诺", "林一诺", "林一诺"),
        ("name", None, "没填", "Not given"),
        ("own_paid_in", "没有", "没有", "None"),
        ("own_paid_in", "不愿提供", "不愿提供", "Declined"),
        ("posts.end", "至今", "至今", "present"),
    ],
)  # fmt: skip
def test_values_are_shown_in_both_languages(
    shared: Vocabulary, fact: str, raw: object, zh: str, en: str
) -> None:
    shown = show_value(_fact(shared, fact), parsed(shared, fact, raw), vocabulary=shared)
    assert (shown.zh, shown.say("en")) == (zh, en)


RAW = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12)
    | st.sampled_from(["2019..2021", "500万", "30%", "是", "硕士", "至今", "没有", "~", "~x", "、"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["from", "to", "x"]), inner, max_size=2),
    max_leaves=4,
)  # fmt: skip
NAMES = ["birth_date", "contract_years", "own_paid_in", "equity_percent", "on_job", "sex",
         "employer.qualifications", "name", "awards.award", "education.degree"]  # fmt: skip


@settings(deadline=None, max_examples=400)
@given(st.sampled_from(NAMES), RAW)
def test_anything_is_read_or_refused_in_words(shared: Vocabulary, name: str, raw: object) -> None:
    try:
        value = parsed(shared, name, raw)
    except Problems as problems:
        found, value = problems.problems, UNKNOWN
    else:
        found = ()
    assert all(p.message.zh and p.message.en for p in found)
    assert value.low <= value.high
    shown = show_value(_fact(shared, name), value, vocabulary=shared)
    assert shown.zh or value.text == ""
