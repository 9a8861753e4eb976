"""Xicheng: one pass over each of the smaller tables of records, one row a person."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.by_hand.words import at_least, at_most, every, negated, one_of, recent, some, told
from benchmarks.by_hand.xicheng_words import (
    CITY,
    CONTESTS,
    DIGITAL,
    DISTRICT,
    FINANCE,
    FIVE,
    LABORATORIES,
    NATION,
    PROVINCE,
    SECOND,
    SOCIETIES,
    THIRD,
    THREE,
)


def qualifications(table: Callable[..., str]) -> str:
    """Awards, certificates, degrees, titles, honours, competitions."""
    finance = one_of("domain", FINANCE, "economy")
    digital = one_of("domain", DIGITAL)
    return f"""
aw AS (SELECT person_id, max({
        every(
            one_of("award", f"{SOCIETIES} cloud_talent feng_kang wang_xuan", "digital_award"),
            some(
                one_of("grade", "first first_place gold special"),
                negated(one_of("award", SOCIETIES, "digital_award")),
            ),
            digital,
            at_most("own_rank", 3),
            recent("date", *FIVE),
        )
    }) AS award
  FROM {table("awards", award="domain")} GROUP BY person_id),
ce AS (SELECT person_id,
    max({every(finance, one_of("recognition", "international_high"), "c")}) AS certificate_high,
    max({
        every(finance, one_of("recognition", "international international_high"), "c")
    }) AS certificate
  FROM (SELECT *, {
        one_of("certificate", "cfa frm", "finance_certificate international_finance_certificate")
    } AS c
    FROM {table("certificates", certificate="domain recognition")}) GROUP BY person_id),
ed AS (SELECT person_id, max({
        every(
            one_of("degree", "master doctor"),
            one_of(
                "subject",
                "accounting economics finance international_trade statistics",
                "economics_management",
            ),
        )
    }) AS degree
  FROM {table("education")} GROUP BY person_id),
ti AS (SELECT person_id, max({one_of("grade", "senior")}) AS senior_title,
    max({one_of("grade", "senior associate_senior")}) AS associate
  FROM {table("titles")} GROUP BY person_id),
ho AS (SELECT person_id, max({one_of("honour", "technology_leader")}) AS leader,
    max({one_of("level", PROVINCE)}) AS honour_province, max({one_of("level", CITY)}) AS honour_city
  FROM {table("honours", honour="level")} GROUP BY person_id),
cm AS (SELECT person_id, max({
        every(
            one_of("competition", CONTESTS, "digital_competition"),
            "won",
            digital,
            one_of("role", "leader"),
            recent("date", *FIVE),
        )
    }) AS contest
  FROM (SELECT *, {
        some(
            every(
                one_of("competition", "data_elements", "digital_competition"),
                one_of("stage", "regional final"),
                one_of("grade", SECOND),
            ),
            every(
                one_of("competition", "data_elements industrial_internet", "digital_competition"),
                one_of("stage", "final"),
                one_of("grade", THIRD),
            ),
            every(
                one_of("competition", "industrial_app_miit", "digital_competition"),
                one_of("grade", THIRD),
            ),
            every(
                one_of("competition", "blockchain industrial_app_cesi", "digital_competition"),
                one_of("grade", SECOND),
            ),
            every(
                negated(one_of("competition", CONTESTS, "digital_competition")),
                one_of("grade", f"excellence {THIRD}"),
            ),
        )
    } AS won
    FROM {table("competitions", competition="domain")}) GROUP BY person_id)"""


def activities(table: Callable[..., str]) -> str:
    """Outcomes, platforms, advice, events, introductions."""
    digital = one_of("domain", DIGITAL)
    here = one_of("place", DISTRICT, "beijing")
    return f"""
oc AS (SELECT person_id, max({one_of("kind", "financial_technology")}) AS outcome
  FROM {table("outcomes")} GROUP BY person_id),
pl AS (SELECT person_id, max({
        every(
            one_of(
                "platform",
                "national_key_laboratory state_key_laboratory",
                "innovation_platform key_laboratory laboratory",
            ),
            one_of(
                "role",
                "core_staff main_participant deputy_director leader technical_head chief_scientist director",
            ),
        )
    }) AS key_laboratory,
    max({
        every(
            one_of("platform", LABORATORIES),
            one_of("level", PROVINCE),
            one_of("role", "chief_scientist director"),
            digital,
        )
    }) AS platform
  FROM {table("platforms", platform="level domain")} GROUP BY person_id),
co AS (SELECT person_id, max({
        every(
            one_of("client", DISTRICT, "beijing"),
            one_of("role", "first_leader"),
            digital,
            told("adopted"),
        )
    }) AS consulted
  FROM {table("consulting")} GROUP BY person_id),
ev AS (SELECT person_id, max({every("summit", one_of("level", NATION))}) AS national_summit,
    max({every(one_of("kind", "incubator industrial_park"), "part", "here")}) AS park
  FROM (SELECT *, {
        every(
            one_of("kind", "exchange_platform forum summit"),
            "part",
            "here",
            digital,
            told("results_published"),
            at_least("attendees", 100),
        )
    } AS summit
    FROM (SELECT *, {one_of("role", "initiator leading")} AS part, {here} AS here FROM {
        table("events")
    }))
  GROUP BY person_id),
it AS (SELECT person_id, max({
        every(one_of("kind", "key_project major_project"), "digital", "led")
    }) AS project_here,
    max({every(one_of("kind", "major_project", "key_project"), "led")}) AS major_here,
    max({every(one_of("kind", "talent"), "digital", "led")}) AS talent_here,
    max({
        every(one_of("kind", "technology"), "digital", "here", told("applied"), told("assessed"))
    }) AS technology_here
  FROM (SELECT *, {every(one_of("role", "leading"), "here", recent("date", *THREE))} AS led
    FROM (SELECT *, {digital} AS digital, {here} AS here FROM {table("introductions")}))
  GROUP BY person_id)"""
