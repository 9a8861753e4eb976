"""Xi'an, items 7 to 15: one pass over each table of records, one row a person."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.by_hand.spells import ends, months
from benchmarks.by_hand.words import (
    any_of,
    at_least,
    at_most,
    count,
    every,
    one_of,
    recent,
    some,
    told,
)

NOW = 20250622
#: Five years back, counted from the first and the last day that a reading names.
FIVE = (20200101, 20200622)
PLACES = "xian xian_baqiao xian_beilin xian_changan xian_etdz xian_gaoling xian_hightech xian_huyi xian_lantian xian_lianhu xian_lintong xian_weiyang xian_xincheng xian_yanliang xian_yanta xian_zhouzhi xixian"  # fmt: skip
FINANCE = "finance digital_finance green_finance inclusive_finance pension_finance technology_finance"  # fmt: skip
BANKS = "bank fund_manager futures_company insurance_company leasing_company securities_company trust_company"  # fmt: skip
LABORATORIES = "national_engineering_centre national_engineering_laboratory national_engineering_technology_centre national_enterprise_technology_centre national_key_laboratory national_laboratory state_key_laboratory"  # fmt: skip
BROADER = "engineering_centre engineering_laboratory enterprise_technology_centre innovation_platform key_laboratory laboratory"  # fmt: skip
PROVINCIAL = "provincial_engineering_laboratory provincial_key_laboratory provincial_laboratory"
TEACHERS = "education_advanced_national education_worker_national excellent_teacher_national model_teacher_national special_teacher teacher_ethics_advanced teacher_ethics_model"  # fmt: skip
HEADS = "chair chief_technical_expert general_manager"


def achievements(table: Callable[..., str]) -> str:
    """Projects, plans, platforms, honours, certificates."""

    def programme(words: str) -> str:
        return one_of("programme", words, "national_programme nsfc")

    return f"""
pr AS (SELECT person_id, max({every(programme("nsfc_major"), "leads")}) AS nsfc_major,
    max({every(programme("nsfc_distinguished nsfc_group"), "leads")}) AS nsfc_distinguished,
    max({
        every(
            programme("nsfc_major nsfc_major_topic"),
            one_of("role", "topic_leader leader first_leader"),
            "accepted",
        )
    }) AS nsfc_topic,
    max({every(programme("nsfc_key"), "leads", "accepted")}) AS nsfc_key,
    max({every(programme("nsfc_excellent"), "leads")}) AS nsfc_excellent
  FROM (SELECT *, {one_of("role", "leader first_leader")} AS leads, {
        one_of("state", "accepted", "finished")
    } AS accepted
    FROM {table("projects")}) GROUP BY person_id),
tp AS (SELECT person_id, max({
        one_of("plan", "nsfc_distinguished nsfc_group", "national_plan")
    }) AS plan_distinguished,
    max({one_of("plan", "nsfc_excellent", "national_plan")}) AS plan_excellent,
    max({one_of("plan", "changjiang_young new_century", "national_plan")}) AS plan_young
  FROM {table("talent_plans")} GROUP BY person_id),
pl AS (SELECT person_id, max({
        every(
            one_of("platform", "national_key_discipline", "discipline key_discipline"),
            one_of("role", "leader technical_head chief_scientist director"),
        )
    }) AS discipline,
    max({every("national", one_of("role", "chief_scientist director"))}) AS director,
    max({every("national", one_of("role", "deputy_director"), at_most("own_rank", 2))}) AS deputy,
    max({
        every(
            one_of(
                "platform",
                PROVINCIAL,
                "engineering_laboratory innovation_platform key_laboratory laboratory",
            ),
            "directs",
        )
    }) AS lab_director,
    max({
        every(
            one_of(
                "platform",
                "provincial_engineering_technology_centre",
                "engineering_centre innovation_platform",
            ),
            "directs",
            "passed",
        )
    }) AS centre_accepted,
    max({
        every(
            one_of(
                "platform",
                f"{PROVINCIAL} provincial_engineering_technology_centre",
                "engineering_centre engineering_laboratory innovation_platform key_laboratory laboratory",
            ),
            "directs",
            "passed",
        )
    }) AS accepted,
    max({
        every(
            one_of(
                "platform",
                "provincial_enterprise_technology_centre",
                "enterprise_technology_centre innovation_platform",
            ),
            "directs",
        )
    }) AS enterprise_centre
  FROM (SELECT *, {one_of("platform", LABORATORIES, BROADER)} AS national, {
        one_of("role", "director")
    } AS directs,
      {told("accepted")} AS passed FROM {table("platforms")}) GROUP BY person_id),
ho AS (SELECT person_id, max({one_of("honour", TEACHERS)}) AS teacher FROM {
        table("honours")
    } GROUP BY person_id),
ce AS (SELECT person_id, max({
        one_of(
            "certificate",
            "acca actuary cfa cfp cpa frm",
            "finance_certificate international_finance_certificate",
        )
    }) AS certificate
  FROM {table("certificates")} GROUP BY person_id)"""


def payments(table: Callable[..., str]) -> str:
    """Tax, investment, findings about the employer."""

    def tax(test: str) -> str:
        return every("here", test)

    invested = one_of("kind", "private_equity venture_capital")
    return f"""
tx AS (SELECT person_id, max({tax(at_least("amount", 100000000))}) AS tax_national, max({
        tax(at_most("amount", 99999999))
    }) AS less_national,
    max({tax(at_least("amount", 60000000))}) AS tax_local, max({
        tax(at_most("amount", 59999999))
    }) AS less_local
  FROM (SELECT *, {every(one_of("place", PLACES), told("full_year"))} AS here FROM {
        table("tax_paid")
    }) GROUP BY person_id),
fr AS (SELECT person_id, max({
        every("invested", at_least("amount", 10000000000))
    }) AS round_national,
    max({every("invested", at_least("amount", 5000000000))}) AS round_local,
    sum(amount_low) FILTER (invested = 3) AS raised_sure, sum(amount_high) FILTER (invested >= 1) AS raised_most,
    count(*) FILTER (invested >= 1 AND amount_low IS NULL) AS raised_untold
  FROM (SELECT *, {invested} AS invested FROM {table("financing_rounds")}) GROUP BY person_id),
ef AS (SELECT person_id, max({every("settled", at_least("date", 20240622))}) AS finding_new, {
        count("settled", "finding")
    }
  FROM (SELECT *, {at_most("appeal_pending", 0)} AS settled FROM {
        table("employer_findings")
    }) GROUP BY person_id)"""


def career(table: Callable[..., str]) -> str:
    """Posts, and the length of service in them."""
    return f"""
posts AS (SELECT *, {one_of("sector", FINANCE, "economy")} AS finance,
    {
        every(
            one_of("place", PLACES),
            one_of("sector", "advanced_manufacturing", "engineering science_technology"),
        )
    } AS making,
    {one_of("level", "senior decision")} AS senior, {
        one_of("unit", "headquarters")
    } AS headquarters,
    CASE WHEN end_state = 0 OR (end_low IS NULL AND current_low = 1) OR end_low > {NOW} THEN 3
      WHEN end_high <= {NOW} THEN 0 ELSE 1 END AS held,
    CASE WHEN end_state = 0 OR (end_low IS NULL AND current_low = 1) THEN 0 ELSE {
        recent("end", *FIVE)
    } END AS lately,
    {ends(NOW)}
  FROM {table("posts")}),
po AS (SELECT person_id,
    max({
        every(
            any_of("employer_rankings", "fortune_global_500"),
            one_of("unit", "regional_headquarters second_level_company"),
            "managed",
            "lately_held",
        )
    }) AS global_500,
    max({
        every(
            any_of("employer_rankings", "china_top_500"), "headquarters", "managed", "lately_held"
        )
    }) AS china_500,
    max({
        every(
            any_of("employer_rankings", "china_manufacturing_500"),
            "headquarters",
            "managed",
            "lately_held",
        )
    }) AS makers_500,
    max({
        every(
            any_of(
                "employer_qualifications",
                "culture_base_operator_national culture_park_operator_national",
            ),
            "senior",
            "held",
        )
    }) AS culture_national,
    max({every(any_of("employer_rankings", "culture_top_30"), "senior", "held")}) AS culture_30,
    max({
        every(
            any_of(
                "employer_qualifications",
                "culture_base_operator_provincial culture_leader_provincial culture_park_operator_provincial",
            ),
            "senior",
            "held",
        )
    }) AS culture_provincial,
    max({
        every(
            any_of(
                "employer_boards",
                "growth_board main_board sme_board star_board",
                "domestic_exchange",
            ),
            "heads",
            "held",
        )
    }) AS listed_national,
    max({
        every(
            any_of("employer_boards", "beijing_exchange neeq_select", "domestic_exchange"),
            "heads",
            "held",
        )
    }) AS listed_local,
    max({
        every(
            "licensed",
            some(any_of("position", "chair director supervisor", "head_of_enterprise"), "senior"),
        )
    }) AS licensed_national,
    max(licensed) AS licensed_local
  FROM (SELECT *, {some("senior", any_of("position", "rd_main_member"))} AS managed, {
        some("lately", "held")
    } AS lately_held,
      {any_of("position", HEADS, "chief_officer head_of_enterprise")} AS heads,
      {
        every(
            one_of("employer_kind", BANKS, "financial_institution"),
            told("employer_licensed"),
            one_of("unit", "first_level_branch headquarters"),
            "held",
        )
    } AS licensed
    FROM posts) GROUP BY person_id),
sp AS ({months("posts", {"finance": "finance", "making": "making"})})"""
