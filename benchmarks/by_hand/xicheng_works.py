"""Xicheng: one pass over each of the larger tables of records, one row a person."""

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
from benchmarks.by_hand.xicheng_words import (
    AUTHORS,
    BANKS,
    BEIJING,
    CITY,
    COMPANIES,
    DIGITAL,
    DISTRICT,
    ECONOMY,
    FINANCE,
    FIRST_CLASS,
    FIVE,
    KNOWN,
    NATION,
    NOW,
    PROGRAMMES,
    PROVINCE,
    SCHOOLS,
    THREE,
)


def works(table: Callable[..., str]) -> str:
    """Patents, reports, standards, papers."""
    finance = one_of("domain", FINANCE, "economy")
    digital = one_of("domain", DIGITAL)
    return f"""
pt AS (SELECT person_id, {count("patent", "patent")}, {
        count(every("patent", recent("date", *FIVE)), "patent_new")
    }
  FROM (SELECT *, {
        every(
            one_of("kind", "invention"),
            one_of("state", "granted"),
            one_of("role", "main first"),
            digital,
        )
    } AS patent
    FROM {table("patents")}) GROUP BY person_id),
re AS (SELECT person_id, max({every(finance, one_of("kind", "policy"))}) AS policy_report,
    max(report) AS report, max({every("report", recent("date", *THREE))}) AS report_new,
    max({every("guideline", one_of("level", PROVINCE))}) AS guideline_province,
    max({every("guideline", one_of("level", CITY))}) AS guideline_city
  FROM (SELECT *, {
        every(
            finance,
            one_of("level", f"district {CITY}"),
            one_of("kind", "industry_report policy_advice"),
        )
    } AS report,
      {one_of("kind", "clinical_guideline")} AS guideline FROM {
        table("reports")
    }) GROUP BY person_id),
st AS (SELECT person_id, max(finance) AS finance_standard, max(standard) AS standard,
    max({every("standard", recent("date", *THREE))}) AS standard_new,
    max({
        every(
            one_of("kind", "health technical"),
            one_of("level", "local industry national international"),
        )
    }) AS health_standard
  FROM (SELECT *, {every("finance", one_of("level", "industry national international"))} AS standard
    FROM (SELECT *, {finance} AS finance FROM {table("standards")})) GROUP BY person_id),
pa AS (SELECT person_id, max({
        every("own", one_of("tier", "first_class top"), one_of("journal", FIRST_CLASS))
    }) AS first_class,
    max(known) AS known, {count("known", "known")}, {count("listed", "listed")}, {
        count(every("listed", "new"), "listed_new")
    }
  FROM (SELECT *, {
        every(
            "own",
            recent("date", *THREE),
            one_of("tier", "known first_class top"),
            one_of("journal", KNOWN),
        )
    } AS known,
      {one_of("tier", "statistical core known first_class top")} AS listed, {
        recent("date", *FIVE)
    } AS new
    FROM (SELECT *, {every(finance, one_of("role", AUTHORS))} AS own FROM {
        table("papers", journal="tier")
    }))
  GROUP BY person_id)"""


def projects(table: Callable[..., str]) -> str:
    """Projects."""
    finance = one_of("domain", FINANCE, "economy")
    digital = one_of("domain", DIGITAL)
    return f"""
pr AS (SELECT person_id, max({every("finance", one_of("kind", "policy"))}) AS policy_project,
    max({every("finance", "province", "important")}) AS finance_project,
    max({
        every(
            "finance",
            "important",
            one_of("role", "core_member technical_lead topic_leader leader first_leader"),
        )
    }) AS finance_core,
    max({
        every(
            "finance",
            "important",
            one_of(
                "role",
                "important_member core_member technical_lead topic_leader leader first_leader",
            ),
        )
    }) AS finance_part,
    max({
        every(
            one_of("programme", PROGRAMMES, "national_programme"),
            told("as_manager"),
            one_of("state", "accepted", "finished"),
            at_least("funding", 500000001),
            "digital",
        )
    }) AS funded,
    max({
        every(
            "research",
            "province",
            one_of("role", "topic_leader leader first_leader"),
            "digital",
            recent("start", *FIVE),
        )
    }) AS undertaken,
    max({
        every(
            "research",
            "province",
            one_of("role", "core_member technical_lead topic_leader leader first_leader"),
            "digital",
            "new",
        )
    }) AS digital_core,
    max({
        every(
            one_of("role", "technical_lead topic_leader leader first_leader"),
            some(
                every(one_of("kind", "major_special", "research"), "major"),
                one_of("kind", "discipline engineering"),
            ),
            "high",
        )
    }) AS task,
    max({
        every(
            one_of("kind", "joint_research"),
            one_of("role", "first_leader"),
            "digital",
            one_of("place", DISTRICT, "beijing"),
        )
    }) AS joint,
    max({every("topic", "province", "first", "new")}) AS province_first,
    max({every("topic", "major", at_most("own_rank", 3), "high", "new")}) AS major_third,
    max({every("topic", "province", at_most("own_rank", 5), "new")}) AS province_fifth,
    max({every("topic", one_of("level", CITY), at_most("own_rank", 5), "new")}) AS city_fifth,
    max({every("topic", one_of("level", f"district {CITY}"), "first", "new")}) AS district_first
  FROM (SELECT *, {
        some(one_of("level", NATION), every("province", one_of("place", BEIJING)))
    } AS high
    FROM (SELECT *, {finance} AS finance, {digital} AS digital, {
        one_of("level", PROVINCE)
    } AS province,
        {one_of("importance", "important major")} AS important, {
        one_of("importance", "major")
    } AS major,
        {one_of("kind", "research major_special")} AS research, {
        one_of("kind", "research major_special joint_research")
    } AS topic,
        {
        some(
            one_of("role", "first_leader"),
            every(one_of("role", "topic_leader leader first_leader"), at_most("own_rank", 1)),
        )
    } AS first,
        {some(recent("start", *FIVE), recent("end", *FIVE), one_of("state", "running"))} AS new
      FROM {
        table("projects", programme="level kind importance place", kind="domain")
    })) GROUP BY person_id)"""


def career(table: Callable[..., str]) -> str:
    """Posts, and the length of service in them."""
    return f"""
posts AS (SELECT *, {
        some(every("bank", one_of("employer_standing", "international")), "institute")
    } AS known_institution,
    {some(every("bank", "standing"), "institute")} AS institution, {
        every("bank", "standing")
    } AS large_bank,
    {
        every(
            "bank",
            some(
                every("headquarters", "senior"),
                every("department", some("senior", one_of("equivalent_level", "senior decision"))),
            ),
        )
    } AS senior_manager,
    {
        every(
            "bank",
            some(
                every("headquarters", "middle"),
                every(
                    "department",
                    some("middle", one_of("equivalent_level", "middle senior decision")),
                ),
            ),
        )
    } AS manager
  FROM (SELECT *, {one_of("employer_kind", BANKS, "international_organisation")} AS bank, {
        one_of("employer_kind", COMPANIES, "non_public")
    } AS company,
      {one_of("sector", FINANCE, "economy")} AS finance, {one_of("sector", ECONOMY)} AS economy,
      {one_of("employer_standing", "known international")} AS standing,
      {one_of("unit", "headquarters")} AS headquarters, {
        one_of("unit", "first_level_department")
    } AS department,
      {one_of("level", "senior decision")} AS senior, {
        one_of("level", "middle senior decision")
    } AS middle,
      {
        some(
            one_of("employer_kind", "high_end_think_tank", "think_tank"),
            every(
                one_of("employer_kind", SCHOOLS, "public_institution social_organisation"),
                one_of("sector", FINANCE, "economy"),
            ),
        )
    } AS institute,
      {ends(NOW)}
    FROM {table("posts")})),
po AS (SELECT person_id, max({
        every(
            "known_institution",
            some(
                "senior",
                any_of("position", "chief_economist senior_expert senior_fellow", "chief_officer"),
            ),
        )
    }) AS high_post,
    max(institution) AS institution, max(large_bank) AS large_bank, max({
        some("large_bank", "company")
    }) AS large_company
  FROM posts GROUP BY person_id),
sp AS ({
        months(
            "posts",
            {
                "finance": "finance",
                "economy": "economy",
                "senior": "senior_manager",
                "manager": "manager",
            },
        )
    })"""
