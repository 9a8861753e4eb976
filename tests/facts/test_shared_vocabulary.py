"""The vocabulary that comes with bole: complete, in both languages, with the lists of its sources."""

import re

import pytest

from bole.facts.definitions import FactDef
from bole.facts.vocabulary import Vocabulary

HANZI = re.compile(r"[\u3400-\u9fff]")


def everything(shared: Vocabulary) -> list[FactDef]:
    fields = [f for family in shared.families.values() for f in family.fields.values()]
    return [*shared.facts.values(), *fields]


def test_every_word_stands_in_both_languages(shared: Vocabulary) -> None:
    texts = [(f.id, t) for f in everything(shared) for t in (f.label, f.ask, f.help, f.unit) if t]
    texts += [(f.id, t) for f in shared.families.values() for t in (f.label, f.ask, f.help) if t]
    texts += [(c.id, c.label) for c in shared.catalogues.values()]
    assert [name for name, text in texts if not text.en or HANZI.search(text.en)] == []


def test_values_have_english_names_except_names_that_are_english(shared: Vocabulary) -> None:
    without = [
        f"{c.id}.{v.id}"
        for c in shared.catalogues.values()
        for v in c.values.values()
        if (HANZI.search(v.name.zh) and not v.name.en) or HANZI.search(v.name.en)
    ]
    assert without == []


def test_every_scalar_asks_a_question(shared: Vocabulary) -> None:
    assert [f.id for f in shared.facts.values() if not f.ask.zh.endswith(("？", "。"))] == []
    assert [f.id for f in shared.facts.values() if not f.ask.en.endswith("?")] == []


def test_what_is_said_of_this_place_or_round_is_local(shared: Vocabulary) -> None:
    here = re.compile(r"本区|本市|本地|本轮")
    named = {
        f.id for f in shared.facts.values() if here.search(f.ask.zh) or here.search(f.label.zh)
    }
    assert named <= {f.id for f in shared.facts.values() if f.local}


def test_every_catalogue_is_used(shared: Vocabulary) -> None:
    used = {f.catalogue for f in everything(shared)} | {"material"}
    assert set(shared.catalogues) - used == set()


def test_families_last_where_they_should(shared: Vocabulary) -> None:
    lasting = {f.id for f in shared.families.values() if f.period}
    assert {"posts", "projects", "platforms", "memberships"} == lasting


@pytest.mark.parametrize(
    ("catalogue", "low", "high"),
    [
        ("degree", "bachelor", "master"),
        ("title_grade", "associate_senior", "senior"),
        ("level", "district", "provincial"),
        ("level", "national", "international"),
        ("award_grade", "third", "second"),
        ("award_grade", "first", "special"),
        ("paper_tier", "known", "first_class"),
        ("post_level", "middle", "senior"),
        ("skill_grade", "grade_2", "grade_1"),
        ("skill_grade", "grade_1", "special_technician"),
        ("standard_level", "industry", "national"),
        ("financing_stage", "round_a", "round_b"),
        ("project_role", "core_member", "leader"),
        ("standing", "known", "international"),
    ],
)
def test_ordered_lists_run_from_low_to_high(
    shared: Vocabulary, catalogue: str, low: str, high: str
) -> None:
    listed = shared.catalogues[catalogue]
    assert listed.ordered
    assert listed.rank(low) < listed.rank(high)


def test_statistical_source_and_core_journals_stand_equal(shared: Vocabulary) -> None:
    tier = shared.catalogues["paper_tier"]
    assert tier.rank("statistical") == tier.rank("core")
    grade = shared.catalogues["award_grade"]
    assert grade.rank("gold") == grade.rank("special")


@pytest.mark.parametrize(
    ("catalogue", "named", "accepts"),
    [
        ("platform", "state_key_laboratory", "national_key_laboratory"),
        ("platform", "key_laboratory", "national_key_laboratory"),
        ("domain", "economy", "green_finance"),
        ("subject", "economics_management", "accounting"),
        ("employer_kind", "financial_institution", "bank"),
        ("employer_kind", "public_institution", "university"),
        ("certificate", "international_finance_certificate", "frm"),
        ("award", "national_science", "state_progress"),
        ("award", "provincial_science", "beijing_invention"),
        ("honour", "academician", "cae_academician"),
        ("authorship", "lead", "equal"),
        ("ranking", "digital_economy_ranking", "internet_100"),
        ("enterprise_qualification", "national_srdi", "little_giant"),
        ("listing_board", "neeq_select", "beijing_exchange"),
        ("research_programme", "nsfc", "nsfc_key"),
        ("district", "beijing", "changping"),
        ("project_state", "finished", "accepted"),
    ],
)
def test_a_rule_accepts_narrower_values_and_successors(
    shared: Vocabulary, catalogue: str, named: str, accepts: str
) -> None:
    listed = shared.catalogues[catalogue]
    assert accepts in listed.expand([named])
    assert named not in listed.expand([accepts])


@pytest.mark.parametrize(
    ("catalogue", "word", "found"),
    [
        ("certificate", "CFA", "cfa"),
        ("certificate", "注册金融分析师", "cfa"),
        ("enterprise_qualification", "专精特新“小巨人”", "little_giant"),
        ("ranking", "《财富》世界500强", "fortune_global_500"),
        ("competition", "“数据要素×”大赛", "data_elements"),
        ("honour", "国家级非遗传承人", "heritage_bearer_national"),
        ("title_grade", "高级工程师", "associate_senior"),
        ("journal", "《Journal of Finance》", "journal_of_finance"),
        ("talent_plan", "国家杰青", "nsfc_distinguished"),
        ("award", "国家科技进步奖", "state_progress"),
    ],
)
def test_people_use_their_own_words(
    shared: Vocabulary, catalogue: str, word: str, found: str
) -> None:
    assert shared.catalogues[catalogue].find(word) == found


def test_the_municipal_level_is_left_to_be_said_clearly(shared: Vocabulary) -> None:
    # In Beijing it is a province's level, elsewhere a city's: neither may be guessed.
    assert shared.catalogues["level"].find("市级") is None


def test_there_are_enough_values(shared: Vocabulary) -> None:
    assert sum(len(c.values) for c in shared.catalogues.values()) > 800
