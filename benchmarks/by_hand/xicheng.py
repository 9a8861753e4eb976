"""Xicheng, three fields: the clauses and tiers over what the tables of records gave."""

from __future__ import annotations

from pathlib import Path

from benchmarks.by_hand.spells import lasts
from benchmarks.by_hand.words import (
    agreed,
    any_of,
    at_least,
    at_most,
    counted,
    every,
    joined,
    negated,
    one_of,
    some,
    table_of,
    told,
)
from benchmarks.by_hand.xicheng_records import activities, qualifications
from benchmarks.by_hand.xicheng_words import TABLES
from benchmarks.by_hand.xicheng_works import career, projects, works
from bole.facts.vocabulary import Vocabulary

KINDS = "academic_organisation asset_manager bank business_services central_enterprise enterprise exchange financial_infrastructure financial_institution foreign_enterprise foundation fund_manager futures_company high_end_think_tank hr_agency industry_association insurance_company international_financial_organisation leasing_company medical_institution national_laboratory new_research_institution non_public other_economic private_enterprise public_health_institution public_institution research_institute school securities_company social_organisation state_enterprise think_tank trust_company university vocational_school"  # fmt: skip
HEADS = "chair chief_technical_expert general_manager"
RANKINGS = "digital_economy_500 electronics_100 internet_100 software_revenue_100 software_strength_100"  # fmt: skip
#: What one row a person of each table of records holds: columns that are levels, by table.
FOUND = {
    "awards": ("aw", "award"),
    "certificates": ("ce", "certificate certificate_high"),
    "education": ("ed", "degree"),
    "outcomes": ("oc", "outcome"),
    "titles": ("ti", "senior_title associate"),
    "honours": ("ho", "leader honour_province honour_city"),
    "platforms": ("pl", "key_laboratory platform"),
    "consulting": ("co", "consulted"),
    "competitions": ("cm", "contest"),
    "events": ("ev", "national_summit park"),
    "introductions": ("it", "project_here major_here talent_here technology_here"),
    "reports": ("re", "policy_report report report_new guideline_province guideline_city"),
    "standards": ("st", "finance_standard standard standard_new health_standard"),
    "papers": ("pa", "first_class known"),
    "projects": ("pr", ("policy_project finance_project finance_core finance_part funded undertaken digital_core task joint "
                       "province_first major_third province_fifth city_fifth district_first")),
    "posts": ("po", "high_post institution large_bank large_company"),
}  # fmt: skip
#: Numbers of records at each level.
COUNTS = {"papers": ("pa", "known listed listed_new"), "patents": ("pt", "patent patent_new")}


def persons(folder: Path) -> str:
    """The levels of facts of the person and of the employer."""

    def stayed(longer: int, founded: int) -> str:
        # Long enough here, or with a young company nearly from its start.
        soon = (
            'CASE WHEN joined_on_high <= "employer.founded_on_low" + 10000 THEN 3 '
            'WHEN joined_on_low > "employer.founded_on_high" + 10000 THEN 0 ELSE 1 END'
        )
        return some(
            at_most("joined_on", longer), every(at_least("employer.founded_on", founded), soon)
        )

    def soft(condition: str) -> str:
        return f"CASE WHEN {condition} THEN 3 ELSE 2 END"

    def within(field: str) -> str:
        return soft(f"""list_contains("employer.fields", '{field}')""")

    place = [told("employer.operates_in_district"), told("intends_to_move_in")]
    opened = ", ".join(f"CASE WHEN closed_{t} THEN 0 ELSE 1 END AS open_{t}" for t in TABLES)
    qualifications = "employer.qualifications"
    return f"""
(SELECT person_id, {opened},
  {
        every(
            soft("on_job_low >= 1"),
            soft(f'"employer.kind" IN ({", ".join(repr(k) for k in KINDS.split())})'),
            at_most("employer.restricted_industry", 0),
            at_most("other_application_in_round", 0),
        )
    } AS general,
  {some(*place)} AS at_home, {some(*place, told("employer.partner_of_district"))} AS near,
  {within("finance")} AS in_finance,
  {within("digital_economy")} AS in_digital,
  {within("health")} AS in_health,
  {at_least("birth_date", 19800101)} AS young, {soft("birth_date_low >= 19800101")} AS rather_young,
  {soft("birth_date_low >= 19670101")} AS not_old, {
        at_least("months_practising_per_year", 8)
    } AS practises,
  {told("department_is_leading_discipline")} AS department,
  {stayed(20220622, 20220622)} AS stayed_three, {stayed(20230622, 20230622)} AS stayed_two,
  {
        any_of(
            "work_domain",
            "digital_finance green_finance inclusive_finance pension_finance technology_finance",
            "economy finance",
        )
    } AS five_fields,
  {any_of("work_domain", "artificial_intelligence big_data", "digital_economy")} AS in_data,
  {negated(any_of("work_domain", "public_health", "health"))} AS not_public,
  {
        every(
            any_of(qualifications, "hidden_champion little_giant unicorn", "national_srdi"),
            any_of("employer.fields", "digital_economy"),
            any_of(
                "present_position",
                f"chief_data_officer {HEADS}",
                "chief_officer head_of_enterprise",
            ),
        )
    } AS champion,
  {
        every(
            any_of("employer.rankings", RANKINGS, "digital_economy_ranking"),
            any_of("present_position", HEADS, "chief_officer head_of_enterprise"),
        )
    } AS ranked,
  {one_of("present_post_level", "senior decision")} AS manager, {
        told("employer.digital_core_industry")
    } AS core_industry,
  {every(any_of("present_position", "founder"), at_least("equity_percent", 3000))} AS founder,
  {
        every(
            at_most("employer.founded_on", 20220622),
            at_least("employer.revenue_last_year", 500000000),
        )
    } AS grown,
  {one_of("employer.financing_stage", "round_b round_c round_d pre_ipo public")} AS financed,
  {any_of(qualifications, "little_giant", "national_srdi")} AS little_giant,
  {any_of(qualifications, "little_giant national_srdi")} AS any_srdi
  FROM read_parquet('{folder}/persons/*.parquet'))"""


def clauses() -> dict[str, str]:
    """Each clause over the levels; what a panel judges makes it 2 at most."""

    def served(long: tuple[int, int, int], term: str, managed: int, stayed: str) -> str:
        alone, wide, narrow = long
        career = some(
            lasts("finance", alone), every(lasts("economy", wide), lasts("finance", narrow))
        )
        return every(career, lasts(term, managed), stayed)

    papers_two, papers_five = (agreed(counted("listed", n, table="papers"), counted("listed_new", n, table="papers")) for n in (2, 5))  # fmt: skip
    patents = agreed(
        counted("patent", 2, table="patents"), counted("patent_new", 2, table="patents")
    )
    srdi = "srdi"
    municipal = agreed("province_fifth", "city_fifth")
    listed = agreed(some("report", "standard"), some("report_new", "standard_new"))
    return {
        "finance.leading.1": every(some("degree", "certificate_high"), "2"),
        "finance.leading.2": every("first_class", "2"),
        "finance.leading.3": served((96, 120, 60), "senior", 60, "stayed_three"),
        "finance.leading.4": every("high_post", some("policy_project", "policy_report", "finance_standard"), "2"),
        "finance.leading.5": every("finance_project", "2"),
        "finance.young.1": every(some("degree", "certificate_high"), "2"),
        "finance.young.2": every(counted("known", 2, table="papers"), "2"),
        "finance.young.3": served((60, 96, 36), "manager", 36, "stayed_two"),
        "finance.young.4": every("outcome", "2"),
        "finance.young.5": every("institution", "2"),
        "finance.young.6": every("large_bank", "finance_core", "2"),
        "finance.elite.1": every(some("degree", "certificate"), "2"),
        "finance.elite.2": served((36, 60, 24), "manager", 24, "stayed_two"),
        "finance.elite.3": some(every("known", "2"), listed),
        "finance.elite.4": every("five_fields", "2"),
        "finance.elite.5": every("large_company", "finance_part", "2"),
        "digital.leading.1": every(some("leader", "key_laboratory"), "2"),
        "digital.leading.2": "champion",
        "digital.leading.3": "funded",
        "digital.leading.4": "platform",
        "digital.leading.5": "undertaken",
        "digital.leading.6": "ranked",
        "digital.leading.7": "award",
        "digital.leading.8": every("manager", "2"),
        "digital.young.1": every("in_data", some("digital_core", patents), "core_industry", "2"),
        "digital.young.2": every("founder", "core_industry", agreed(
            every("grown", "financed", srdi), some("grown", "financed", srdi)), "2"),
        "digital.young.3": "contest",
        "digital.young.4": every("task", "2"),
        "digital.elite.1": some("project_here", every("major_here", "2"), "talent_here"),
        "digital.elite.2": every("senior_title", "consulted", "2"),
        "digital.elite.3": some("national_summit", every("park", "2")),
        "digital.elite.4": every("technology_here", "2"),
        "digital.elite.5": "CASE WHEN joint = 0 THEN 0 ELSE 2 END",
        "health.leading.2": every("department", some("2", agreed("guideline_province", "guideline_city"), "health_standard"), "2"),
        "health.leading.3": every(some("province_first", "major_third"), papers_five),
        "health.young.3": every(some(municipal, "district_first"), papers_two),
        "health.elite.1": every(some("not_public", every(agreed("honour_province", "honour_city"), "2")), "2"),
        "health.elite.3": every(some(municipal, "district_first"), papers_five),
    }  # fmt: skip


def tiers(names: list[str]) -> dict[str, str]:
    """Each tier: what everyone meets, what the field asks, and one of its clauses."""
    asked = {
        "finance.leading": ("at_home",),
        "finance.young": ("at_home", "young"),
        "finance.elite": ("near",),
        "digital.leading": ("at_home",),
        "digital.young": ("at_home", "young"),
        "digital.elite": ("near",),
        "health.leading": ("at_home", "not_old", "senior_title", "practises"),
        "health.young": ("at_home", "young", "associate"),
        "health.elite": ("near", "rather_young", "associate"),
    }
    found = {}
    for tier, more in asked.items():
        # The first clause of the elite in health needs to be claimed.
        its = [f'"{n}"' for n in names if n.startswith(f"{tier}.") and n != "health.elite.1"]
        found[tier] = every("general", f"in_{tier.split('.')[0]}", *more, some(*its))
    return found


def by_hand(vocabulary: Vocabulary, folder: Path) -> str:
    """The query: one pass over each table of records, one join."""
    parts = (qualifications, activities, works, projects, career)
    table, each = table_of(vocabulary, folder), clauses()
    joins = dict.fromkeys(alias for alias, _ in (*FOUND.values(), *COUNTS.values()))
    left = " ".join(f"LEFT JOIN {alias} USING (person_id)" for alias in joins)
    lasting = ", ".join(f"{t}_{part}" for t in ("finance", "economy", "senior", "manager") for part in ("sure", "most"))  # fmt: skip
    written = ", ".join(f'{sql} AS "{name}"' for name, sql in each.items())
    more = ", ".join(f'{sql} AS "{name}"' for name, sql in tiers([*each]).items())
    listed = ", ".join(f'"{name}"' for name in each)
    return f"""
WITH {", ".join(part(table) for part in parts)},
f AS {persons(folder)},
j AS (SELECT f.*, {joined(FOUND, COUNTS)}, {lasting}, {agreed("little_giant", "any_srdi")} AS srdi
  FROM f {left} LEFT JOIN sp USING (person_id)),
c AS (SELECT *, {written} FROM j)
SELECT person_id, {listed}, {more} FROM c"""
