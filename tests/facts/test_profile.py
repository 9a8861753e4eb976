"""Profiles a person can write, and every way they can be wrong."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bole.facts.identity import resident_check_digit
from bole.facts.model import ABSENT, DECLINED, UNKNOWN, Assurance, State
from bole.facts.profile import Profile, build_profile, read_profile
from bole.facts.vocabulary import Vocabulary
from bole.problems import Problem, Problems

CHINESE = """
姓名: 林一诺
出生日期: 1985-03
单位: {注册地: 西城区, 企业资质: [高新技术企业], 上一年度纳税额: 8000万}
本人股权比例: 30%
本人实到资本: {值: 150万元, 核验: 已核实, 来源: 验资报告}
学历: [{学位: 硕士, 专业: 金融, 毕业时间: 2010-06}]
任职经历:
  - {单位: 某银行, 单位类型: 银行, 从业领域: 金融, 机构层级: 总部, 职务层级: 高管, 从: 2012-01, 到: 至今}
诚信情况: 没有
主张: [附件/（一）/2/（6）]
"""

ENGLISH = """
person: {name: 林一诺, birth_date: 1985-03, equity_percent: 30}
employer:
  registered_district: xicheng
  qualifications: high_tech
  tax_last_year: 80000000
own_paid_in: {value: 1500000, assurance: verified, source: 验资报告}
education:
  - {degree: master, subject: finance, graduated_on: 2010-06}
posts:
  - {employer_name: 某银行, employer_kind: bank, sector: finance, unit: headquarters, level: senior,
     start: 2012-01, end: present}
conduct: []
claims: 附件/（一）/2/（6）
"""


def read(shared: Vocabulary, source: str) -> Profile:
    return read_profile(source, vocabulary=shared)


def wrong(shared: Vocabulary, source: str) -> list[Problem]:
    with pytest.raises(Problems) as caught:
        read(shared, source)
    return list(caught.value.problems)


def codes(shared: Vocabulary, source: str) -> list[str]:
    return [p.code for p in wrong(shared, source)]


def essence(profile: Profile) -> object:
    """What a profile says, whatever the words."""
    scalars = {
        k: (v.state, v.low, v.high, v.choices, v.assurance, v.source)
        for k, v in profile.facts.scalars.items()
    }
    families = {
        name: (family.closed, [
            {n: (v.state, v.low, v.high, v.choices) for n, v in r.values.items()}
            for r in family.records
        ])
        for name, family in profile.facts.families.items()
    }  # fmt: skip
    return scalars, families, profile.claims


def test_chinese_and_english_profiles_say_the_same(shared: Vocabulary) -> None:
    assert essence(read(shared, CHINESE)) == essence(read(shared, ENGLISH))


def test_values_are_what_was_written(shared: Vocabulary) -> None:
    profile = read(shared, CHINESE)
    facts = profile.facts
    assert facts.get("employer.registered_district").choices == {"xicheng"}
    assert (facts.get("birth_date").low, facts.get("birth_date").high) == (19850301, 19850331)
    paid = facts.get("own_paid_in")
    assert (paid.low, paid.assurance, paid.source) == (150_000_000, Assurance.VERIFIED, "验资报告")
    assert facts.get("sex") == UNKNOWN
    assert profile.claims == ("附件/（一）/2/（6）",)
    assert profile.warnings == ()


def test_every_value_knows_its_place(shared: Vocabulary) -> None:
    where = read(shared, "姓名: 林一诺\n出生日期: 1985\n").facts.get("birth_date").where
    assert where is not None
    assert (where.file, where.line, where.column) == ("profile.yaml", 2, 7)


def test_an_empty_profile_says_nothing(shared: Vocabulary) -> None:
    profile = read(shared, "")
    assert profile.facts.scalars == {}
    assert profile.facts.families == {}


def test_families_are_open_unless_they_say_otherwise(shared: Vocabulary) -> None:
    facts = read(
        shared, "awards: []\nhonours: [全国劳动模范]\npapers: 没有\npatents: 不知道\n"
    ).facts
    assert facts.family("awards").closed
    assert facts.family("papers").closed
    assert not facts.family("honours").closed
    assert not facts.family("patents").closed
    assert not facts.family("posts").closed


def test_complete_closes_families(shared: Vocabulary) -> None:
    everything = read(shared, "honours: [全国劳动模范]\ncomplete: all\n").facts
    assert everything.family("honours").closed
    assert everything.family("posts").closed
    some = read(shared, "honours: [全国劳动模范]\n没有更多: [荣誉, posts]\n").facts
    assert some.family("honours").closed
    assert some.family("posts").closed
    assert not some.family("awards").closed
    inline = read(shared, "荣誉: {条目: [全国劳动模范], 完整: 是}\n").facts
    assert inline.family("honours").closed
    assert len(inline.family("honours").records) == 1


def test_what_is_not_known_is_not_complete(shared: Vocabulary) -> None:
    facts = read(shared, "conduct: 不知道\nhonours: 不愿提供\nawards: 没有\ncomplete: all\n").facts
    assert not facts.family("conduct").closed
    assert not facts.family("honours").closed
    assert facts.family("awards").closed
    assert facts.family("papers").closed


def test_that_there_are_no_more_can_be_backed(shared: Vocabulary) -> None:
    facts = read(
        shared, "conduct: {records: [], complete: all, 核验: 已核实, 来源: 名册}\nawards: []\n"
    ).facts
    assert facts.family("conduct").closed
    assert facts.family("conduct").backed is Assurance.VERIFIED
    assert facts.family("awards").backed is Assurance.CLAIMED
    both = read(shared, "conduct: {records: [], assurance: verified}\ncomplete: all\n").facts
    assert both.family("conduct").backed is Assurance.VERIFIED


def test_a_record_may_be_one_word_or_stand_alone(shared: Vocabulary) -> None:
    facts = read(shared, "awards: [诺贝尔奖]\ntitles: {grade: 正高级}\n").facts
    assert facts.family("awards").records[0].get("award").choices == {"nobel"}
    assert facts.family("titles").records[0].get("grade").choices == {"senior"}


def test_an_award_implies_its_level_unless_said(shared: Vocabulary) -> None:
    facts = read(
        shared,
        "awards: [国家自然科学奖, {award: 国家技术发明奖, level: 不知道}, {award: 图灵奖, level: 省部级}]",
    ).facts
    levels = [r.get("level").choices for r in facts.family("awards").records]
    assert levels == [{"national"}, {"national"}, {"provincial"}]


@pytest.mark.parametrize(
    ("written", "award", "grade"),
    [
        ("国家科技进步奖二等奖", "state_progress", "second"),
        ("中国专利金奖", "china_patent", "gold"),
        ("中国专利奖优秀奖", "china_patent", "excellence"),
        ("国家级优秀教学成果特等奖", "national_teaching", "special"),
        ("吴文俊人工智能科学技术奖一等奖", "wu_wenjun", "first"),
    ],
)
def test_a_grade_written_behind_its_award_is_understood(
    shared: Vocabulary, written: str, award: str, grade: str
) -> None:
    (record,) = read(shared, f"awards: [{written}]").facts.family("awards").records
    assert record.get("award").choices == {award}
    assert record.get("grade").choices == {grade}


def test_a_grade_that_was_said_apart_is_left_alone(shared: Vocabulary) -> None:
    source = "awards: [{award: 国家科技进步奖二等奖, grade: 一等奖}, 某学会奖二等奖]"
    first, second = read(shared, source).facts.family("awards").records
    assert first.get("award").choices == {"~国家科技进步奖二等奖"}
    assert second.get("award").choices == {"~某学会奖二等奖"}


def test_still_holding_a_post_can_be_said_either_way(shared: Vocabulary) -> None:
    facts = read(
        shared,
        "posts: [{start: 2020, end: 至今}, {start: 2021, current: 是}, {start: 2018, end: 2019}]",
    ).facts
    first, second, third = facts.family("posts").records
    assert first.get("current").low == 1
    assert second.get("end") == ABSENT
    assert third.get("current") == UNKNOWN


def test_what_is_unknown_absent_or_declined(shared: Vocabulary) -> None:
    facts = read(shared, "sex: 不愿提供\nown_paid_in: 没有\nbirth_date: 不知道\nname:\n").facts
    assert facts.get("sex") == DECLINED
    assert facts.get("own_paid_in") == ABSENT
    assert facts.get("birth_date") == facts.get("name") == UNKNOWN


def test_assurance_of_records_and_values(shared: Vocabulary) -> None:
    facts = read(
        shared,
        "honours: [{honour: 全国劳动模范, 核验: 已核实, 来源: 名册}, {honour: 大国工匠, 材料: [证书.pdf]},"
        " {honour: {value: 北京大工匠, evidence: 证书}, date: 2020}]\n",
    ).facts
    first, second, third = facts.family("honours").records
    assert (first.assurance, first.get("honour").assurance) == (
        Assurance.VERIFIED,
        Assurance.VERIFIED,
    )
    assert first.get("level").assurance is Assurance.VERIFIED
    assert second.assurance is Assurance.EVIDENCED
    assert third.assurance is Assurance.CLAIMED
    assert third.get("honour").assurance is Assurance.EVIDENCED


def test_equal_records_count_once_with_a_warning(shared: Vocabulary) -> None:
    profile = read(
        shared,
        "papers:\n  - {tier: 一流, role: 第一作者, date: 2024}\n  - {层级: first_class, 署名: first, date: 2024年, assurance: verified}\n"
        "  - {tier: 一流, role: 第一作者, date: 2024, title: 另一篇}\n".replace("层级", "期刊层级"),
    )
    records = profile.facts.family("papers").records
    assert [r.index for r in records] == [0, 2]
    assert records[0].assurance is Assurance.VERIFIED
    assert [p.code for p in profile.warnings] == ["profile.equal"]


def test_the_retirement_date_follows_from_birth_and_category(shared: Vocabulary) -> None:
    facts = read(shared, "birth_date: 1990\nsex: 女\nretirement_category: 女干部\n").facts
    assert (facts.get("retires_on").low, facts.get("retires_on").high) == (20480101, 20481231)
    assert facts.get("retires_on").state is State.RANGE
    man = read(shared, "birth_date: 1990-01-01\nsex: 男\n").facts
    assert man.get("retires_on").low == 20530101
    assert read(shared, "birth_date: 1990\nsex: 女\n").facts.get("retires_on") == UNKNOWN
    said = read(shared, "birth_date: 1990\nsex: 男\nretires_on: 2050-01-01\n").facts
    assert said.get("retires_on").low == 20500101


BROKEN = """
birth_dat: 1985
birth_date: 1985-02-30
employer: {registered_distrct: 西城区}
on_job: 可能
education: [{degre: 硕士}, {degree: 硕土}]
awards: 5
posts: [{start: 2020, end: 2019}, 7, {}]
complete: [awrds]
claims: {a: 1}
identity_code: 110105194912310021
sex: {value: 男, asurance: verified}
joined_on: {value: 2020, assurance: sure}
"""


def test_everything_wrong_is_reported_at_once_in_order(shared: Vocabulary) -> None:
    found = wrong(shared, BROKEN)
    assert [p.code for p in found] == [
        "profile.unknown_fact", "value.date", "profile.unknown_fact", "value.bool",
        "profile.unknown_field", "value.unlisted", "profile.family", "profile.period",
        "profile.record", "profile.record", "profile.family", "profile.claims", "identity.digit",
        "profile.key", "profile.assurance",
    ]  # fmt: skip
    assert all(p.where and p.where.line and p.where.column for p in found)
    assert all(p.message.en and p.message.zh for p in found)
    first = found[0].hint
    assert first is not None
    assert "birth_date" in first.zh


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("[1, 2]", "profile.shape"),
        ("birth_date: 1985\n生日: 1986", "profile.twice"),
        ("awards: []\n获奖: []", "profile.twice"),
        ("awards: [{date: 2020, 获奖时间: 2021}]", "profile.twice"),
        ("awards: [{own_rank: 3, number_of_ranks: 2}]", "profile.rank"),
        ("awards: [{own_rank: 0}]", "value.bounds"),
        ("birth_date: 1985\nawards: [{date: 1980}]", "profile.before_birth"),
        ("birth_date: 1985\njoined_on: 1980", "profile.before_birth"),
        ("birth_date: 2150", "value.bounds"),
        ("contract_years: -1", "value.negative"),
        ("name: 林@诺", "name.characters"),
        ("employer.code: 91350100M000100Y44", "uscc.digit"),
        ("honours: {条目: [], 多余: 1}", "profile.key"),
        ("complete: 5", "profile.complete"),
        ("awards: " + json.dumps([{"date": 2000}] * 2001), "profile.many"),
        ("birth_date: 1985\nbirth_date: 1986", "duplicate_key"),
        ("a: &x 1\nb: *x", "anchor"),
        ("a: !!python/name:os.system", "tag"),
    ],
)
def test_each_kind_of_slip_has_its_code(shared: Vocabulary, source: str, code: str) -> None:
    assert code in codes(shared, source)


def test_dates_that_may_be_after_birth_are_left_alone(shared: Vocabulary) -> None:
    assert read(shared, "birth_date: 1985\nawards: [{date: 1985}]").facts.family("awards").records
    assert read(shared, "team: {team_members: [{birth_date: 1990}]}\nbirth_date: 1995").facts


def test_names_and_codes_are_recorded_tidy(shared: Vocabulary) -> None:
    body = "11010519850305001"
    code = body + resident_check_digit(body)
    profile = read(
        shared, f"name: 阿里・买买提\nidentity_code: ' {code.lower()} '\nbirth_date: 1985-03-06\n"
    )
    assert profile.facts.get("name").text == "阿里·买买提"
    assert profile.facts.get("identity_code").text == code
    assert [p.code for p in profile.warnings] == ["identity.birth", "name.tidied"]
    assert all(p.where for p in profile.warnings)


def test_an_unquoted_number_stays_exact(shared: Vocabulary) -> None:
    body = "11010519850305001"
    code = body + resident_check_digit(body)
    assert read(shared, f"identity_code: {code}").facts.get("identity_code").text == code
    facts = read(shared, "joined_on: 2019.10\nown_paid_in: 0.07\n").facts
    assert (facts.get("joined_on").low, facts.get("own_paid_in").low) == (20191001, 7)


def test_a_file_a_json_file_and_plain_data_read_alike(shared: Vocabulary, tmp_path: Path) -> None:
    data = {"name": "林一诺", "birth_date": "1985", "awards": ["诺贝尔奖"], "complete": "all"}
    (tmp_path / "a.json").write_text(json.dumps(data), encoding="utf-8")
    (tmp_path / "a.yaml").write_text(
        "name: 林一诺\nbirth_date: 1985\nawards: [诺贝尔奖]\ncomplete: all\n", encoding="utf-8"
    )
    profiles = [
        read_profile(tmp_path / "a.json", vocabulary=shared),
        read_profile(tmp_path / "a.yaml", vocabulary=shared),
        build_profile(data, vocabulary=shared),
    ]
    assert essence(profiles[0]) == essence(profiles[1]) == essence(profiles[2])


def test_ten_megabytes_are_refused_in_words(shared: Vocabulary, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"name: " + b"x" * 10_000_000)
    with pytest.raises(Problems) as caught:
        read_profile(tmp_path / "a.yaml", vocabulary=shared)
    assert [p.code for p in caught.value.problems] == ["too_big"]
    assert codes(shared, "x" * 3_000_000) == ["too_big"]


def test_remarks_are_kept(shared: Vocabulary) -> None:
    assert read(shared, "meta: {made_by: 演示}").meta == {"made_by": "演示"}
    assert read(shared, "说明: 演示").meta == {"note": "演示"}


WORDS = ["name", "birth_date", "awards", "employer", "posts", "complete", "claims", "value", "start",
         "学历", "degree", "from", "没有", "硕士", "2019", "至今", "conduct", "identity_code"]  # fmt: skip
DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(WORDS) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(deadline=None, max_examples=400)
@given(DATA)
def test_any_data_is_read_or_refused_in_words(shared: Vocabulary, data: object) -> None:
    found: tuple[Problem, ...] = ()
    try:
        build_profile(data, vocabulary=shared)
    except Problems as problems:
        found = problems.problems
    assert all(p.message.zh and p.message.en for p in found)
