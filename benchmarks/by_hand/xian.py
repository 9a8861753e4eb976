"""Xi'an, items 7 to 15 of two tiers: the clauses and tiers over what the tables of records gave."""

from __future__ import annotations

from pathlib import Path

from benchmarks.by_hand.spells import lasts
from benchmarks.by_hand.words import (
    agreed,
    any_of,
    at_least,
    at_most,
    every,
    joined,
    negated,
    one_of,
    some,
    table_of,
    told,
)
from benchmarks.by_hand.xian_records import HEADS, PLACES, achievements, career, payments
from bole.facts.vocabulary import Vocabulary

COMPANIES = "asset_manager bank business_services central_enterprise enterprise exchange financial_infrastructure financial_institution foreign_enterprise fund_manager futures_company hr_agency insurance_company international_financial_organisation leasing_company private_enterprise securities_company state_enterprise trust_company"  # fmt: skip
BODIES = "academic_organisation foundation high_end_think_tank industry_association medical_institution national_laboratory new_research_institution public_health_institution public_institution research_institute school social_organisation think_tank university vocational_school"  # fmt: skip
FLEXIBLE = "adjunct by_platform consulting cooperation flexible lecturing outsourced secondment technology_shares"  # fmt: skip
TABLES = (
    "certificates", "employer_findings", "financing_rounds", "honours", "platforms", "posts",
    "projects", "talent_plans", "tax_paid",
)  # fmt: skip
#: What one row a person of each table of records holds: columns that are levels, by table.
FOUND = {
    "projects": ("pr", "nsfc_major nsfc_distinguished nsfc_topic nsfc_key nsfc_excellent"),
    "talent_plans": ("tp", "plan_distinguished plan_excellent plan_young"),
    "platforms": ("pl", "discipline director deputy lab_director centre_accepted accepted enterprise_centre"),
    "honours": ("ho", "teacher"),
    "certificates": ("ce", "certificate"),
    "tax_paid": ("tx", "tax_national less_national tax_local less_local"),
    "financing_rounds": ("fr", "round_national round_local"),
    "employer_findings": ("ef", "finding_new"),
    "posts": ("po", ("global_500 china_500 makers_500 culture_national culture_30 culture_provincial listed_national listed_local "
                    "licensed_national licensed_local")),
}  # fmt: skip
COUNTS = {"employer_findings": ("ef", "finding")}


def persons(folder: Path) -> str:
    """The levels of facts of the person and of the employer."""
    opened = ", ".join(f"CASE WHEN closed_{t} THEN 0 ELSE 1 END AS open_{t}" for t in TABLES)
    taxed = "employer.tax_last_year"
    standing = [told("is_legal_representative"), told("is_chairperson"), at_least("equity_percent", 3001)]  # fmt: skip

    def founder(cash: int, own: int) -> str:
        paid = at_least("employer.paid_in_cash", cash)
        mine = every(at_least("own_paid_in", own), at_most("equity_held_by_proxy", 0))
        first, second = every(paid, some(*standing, mine)), some(every(paid, some(*standing)), mine)
        return agreed(first, second)

    return f"""
(SELECT person_id, {opened},
  {any_of("employer.priority_industries", "manufacturing")} AS priority,
  {any_of("present_position", HEADS, "chief_officer head_of_enterprise")} AS head,
  {any_of("present_position", "team_core_member team_leader")} AS in_team,
  {at_least(taxed, 8000000001)} AS taxed_national, {at_least(taxed, 4000000001)} AS taxed_local,
  {at_most("joined_on", 20240622)} AS joined_year,
  CASE WHEN income_last_year_low IS NULL THEN 1 ELSE 2 END AS income,
  {at_least("income_tax_last_year", 8000000)} AS paid_national, {
        at_least("income_tax_last_year", 5000000)
    } AS paid_local,
  {
        some(
            every(
                one_of("employer.registered_district", PLACES),
                told("employer.independent_legal_person"),
                one_of(
                    "employer.kind",
                    f"{COMPANIES} {BODIES}",
                    "international_organisation non_public",
                ),
            ),
            every(
                told("employer.pays_tax_in_city"),
                one_of(
                    "employer.kind",
                    f"{COMPANIES} non_public other_economic",
                    "international_organisation",
                ),
            ),
        )
    } AS employer,
  {
        every(
            one_of("engagement", "full_time newly_trained"),
            at_least("contract_years", 3),
            agreed(at_least("insured_or_taxed_months", 3), told("insured_or_taxed_here")),
        )
    } AS employed,
  {
        every(
            one_of("engagement", FLEXIBLE),
            at_least("contract_years", 3),
            at_least("months_at_employer_per_year", 3),
        )
    } AS flexible,
  {every(one_of("engagement", "founder"), founder(300000000, 90000000))} AS founder_national,
  {every(one_of("engagement", "founder"), founder(100000000, 30000000))} AS founder_local,
  {at_most("annulled_for_fraud", 0)} AS not_banned
  FROM read_parquet('{folder}/persons/*.parquet'))"""


def clauses() -> dict[str, str]:
    """Each clause over the levels."""
    stayed = some("joined_year", lasts("making_run", 12))

    def taxed(tier: str) -> str:
        yearly = every(f"tax_{tier}", negated(f"less_{tier}"))
        return every("priority", stayed, agreed(yearly, f"tax_{tier}"))

    def funded(tier: str, number: int) -> str:
        raised = (
            f"CASE WHEN coalesce(raised_sure, 0) >= {number} THEN 3 WHEN raised_untold > 0 "
            f"OR coalesce(raised_most, 0) >= {number} THEN 1 ELSE open_financing_rounds END"
        )
        return some(every("in_team", agreed(raised, f"round_{tier}")), f"listed_{tier}")

    accepted = agreed(some("lab_director", "centre_accepted"), "accepted")
    return {
        "national.7": some("nsfc_major", "plan_distinguished", "nsfc_distinguished"),
        "national.8": some("discipline", "director"),
        "national.9": some("global_500", "china_500"),
        "national.10": every("priority", "taxed_national", "head"),
        "national.11": taxed("national"),
        "national.12": "culture_national",
        "national.13": "culture_30",
        "national.14": funded("national", 10000000000),
        "national.15": every("licensed_national", "income"),
        "local.7": some("nsfc_topic", "nsfc_key", "plan_excellent", "nsfc_excellent"),
        "local.8": some("deputy", accepted, "enterprise_centre"),
        "local.9": "makers_500",
        "local.10": every("priority", "taxed_local", "head"),
        "local.11": taxed("local"),
        "local.12": "culture_provincial",
        "local.13": funded("local", 5000000000),
        "local.14": every("licensed_local", "certificate", lasts("finance", 36), "income"),
        "local.15": some("plan_young", "teacher"),
    }


def tiers() -> dict[str, str]:
    """Each tier: what everyone meets, and one of its items.

    Character and health are for people, so no tier is above 2 and soft conditions change nothing.
    """
    # No more than one finding in all, none within a year.
    once = "CASE WHEN finding_3 > 1 THEN 0 WHEN finding_1 > 1 THEN 1 WHEN open_employer_findings = 1 THEN 1 ELSE 3 END"  # fmt: skip
    trusted = every(negated("finding_new"), once, "not_banned")
    found = {}
    for tier, science, business in (("national", (7, 8), range(9, 16)), ("local", (7, 8), range(9, 15))):  # fmt: skip
        managed = every(some("income", f"paid_{tier}"), some(*(f'"{tier}.{n}"' for n in business)))
        others = [f'"{tier}.{n}"' for n in science] + (['"local.15"'] if tier == "local" else [])
        engaged = some("employed", "flexible", f"founder_{tier}")
        found[tier] = every("employer", engaged, trusted, some(*others, managed), "2")
    return found


def by_hand(vocabulary: Vocabulary, folder: Path) -> str:
    """The query: one pass over each table of records, one join."""
    table, each = table_of(vocabulary, folder), clauses()
    joins = dict.fromkeys(alias for alias, _ in (*FOUND.values(), *COUNTS.values()))
    left = " ".join(f"LEFT JOIN {alias} USING (person_id)" for alias in joins)
    written = ", ".join(f'{sql} AS "{name}"' for name, sql in each.items())
    more = ", ".join(f'{sql} AS "{name}"' for name, sql in tiers().items())
    listed = ", ".join(f'"{name}"' for name in each)
    return f"""
WITH {", ".join(part(table) for part in (achievements, payments, career))},
f AS {persons(folder)},
j AS (SELECT f.*, {joined(FOUND, COUNTS)}, raised_sure, raised_most, raised_untold,
    finance_sure, finance_most, making_run_sure, making_run_most
  FROM f {left} LEFT JOIN sp USING (person_id)),
c AS (SELECT *, {written} FROM j)
SELECT person_id, {listed}, {more} FROM c"""
