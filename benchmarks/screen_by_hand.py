"""Ten clauses of one field as an experienced hand would write them in SQL, beside the same by bole.

Both read the same Parquet, keep all levels (a missing fact is 1, never "no"), and write them.
"""

from __future__ import annotations

import time
from pathlib import Path

from bole.facts.vocabulary import Vocabulary
from bole.policy.pack import Pack
from bole.screen.backends.duckdb import DIALECT, DuckDB
from bole.screen.compile import SqlCompiler
from bole.screen.query import build_query
from bole.screen.run import Request, Screening

CLAUSES = (
    "outstanding.1", "outstanding.2", "outstanding.3", "leading.1", "young.1", "young.2", "young.3",
    "young.4", "young.5", "elite.2",
)  # fmt: skip
OWN, ZONES = (
    "'business_services', 'consumption_centre', 'two_zones'",
    "'consumption_centre', 'two_zones'",
)
SCHOOLS = "'academic_organisation', 'national_laboratory', 'new_research_institution', 'research_institute', 'university'"  # fmt: skip
SUBJECTS = "'accounting', 'economics', 'finance', 'international_trade', 'statistics'"


def among(field: str, yes: str, maybe: str = "''") -> str:
    """3 for a value that counts, 1 for one that is missing or too broad, else 0."""
    return f"CASE WHEN {field} IS NULL OR {field} IN ({maybe}) THEN 1 WHEN {field} IN ({yes}) THEN 3 ELSE 0 END"


def implied(vocabulary: Vocabulary, family: str, by: str, target: str) -> str:
    """The field, or what another says of it where it is missing."""
    values = vocabulary.catalogue(vocabulary.field(family, by)).values.values()
    cases = " ".join(
        f"WHEN '{v.id}' THEN '{v.implies[target]}'" for v in values if target in v.implies
    )
    return f"COALESCE({target}, CASE {by} {cases} END)" if cases else target


def by_hand(vocabulary: Vocabulary, folder: Path) -> str:
    """The query: one pass over each table of records, one join."""

    def rows(family: str, by: str, *targets: str) -> str:
        filled = ", ".join(f"{implied(vocabulary, family, by, t)} AS {t}" for t in targets)
        return f"(SELECT * REPLACE ({filled}) FROM read_parquet('{folder / family}/*.parquet'))"

    def table(family: str) -> str:
        return f"read_parquet('{folder / family}/*.parquet')"

    own = among("domain", OWN, "'economy'")
    zones = among("domain", ZONES, "'business_services', 'economy'")
    key = among("role", "'key_person', 'initiator', 'leading'")
    provincial = among("level", "'provincial', 'national', 'international'")
    city = among("level", "'city', 'provincial', 'national', 'international'")
    case = among("honour", "'innovation_case_municipal'")
    pilot = among("honour", "'reform_pilot'")
    other = "CASE WHEN honour IS NULL THEN 1 WHEN honour IN ('innovation_case_municipal', 'reform_pilot') THEN 0 ELSE 3 END"  # fmt: skip
    international = among("employer_standing", "'international'")
    think_tank = among("employer_kind", "'high_end_think_tank'", "'think_tank'")
    school = among("employer_kind", SCHOOLS, "'public_institution', 'social_organisation'")
    sector = among("sector", OWN, "'economy'")
    known = among("tier", "'known', 'first_class', 'top'")
    author = among("role", "'corresponding', 'equal', 'first', 'lead'")
    three = f"least({known}, {author}, {own})"
    return f"""
WITH aw AS (SELECT person_id, max({among("award", "'commerce_research', 'nobel_economics'", "'international_prize', 'nobel'")}) AS prize
  FROM {table("awards")} GROUP BY 1),
pa AS (SELECT person_id, max(least({among("tier", "'top'")}, {own})) AS best,
    sum(CASE WHEN {three} >= 3 THEN 1 ELSE 0 END) AS n3, sum(CASE WHEN {three} >= 1 THEN 1 ELSE 0 END) AS n1
  FROM {rows("papers", "journal", "tier", "domain")} GROUP BY 1),
pr AS (SELECT person_id, max(least({among("kind", "'business'")}, {among("level", "'national', 'international'")},
    {among("importance", "'major'")})) AS project
  FROM {rows("projects", "programme", "kind", "level", "importance")} GROUP BY 1),
me AS (SELECT person_id, max(least({among("role", "'council_member', 'standing_council', 'vice_chair', 'chair_elect', 'chair'")},
    {among("organisation", "'caefi', 'ccpit', 'cietac'")})) AS office FROM {table("memberships")} GROUP BY 1),
ed AS (SELECT person_id, max(least({among("degree", "'master', 'doctor'")},
    {among("subject", SUBJECTS, "'economics_management'")})) AS degree FROM {table("education")} GROUP BY 1),
ho AS (SELECT person_id, max(least({other}, {provincial}, {zones}, {key})) AS province,
    max(least({other}, {city}, {zones}, {key})) AS city, max(least({case}, {zones}, {key})) AS a_case,
    max(least({pilot}, {provincial}, {zones}, {key})) AS pilot_high, max(least({pilot}, {zones}, {key})) AS pilot
  FROM {rows("honours", "honour", "level", "domain", "role")} GROUP BY 1),
po AS (SELECT person_id,
    max(greatest(least({think_tank}, {international}), least({school}, {sector}))) AS known,
    max(least({international}, greatest({think_tank}, least({school}, {sector})))) AS all_known,
    max(least({sector}, {among("employer_standing", "'known', 'international'")})) AS standing
  FROM {table("posts")} GROUP BY 1),
f AS (SELECT person_id, {", ".join(f"CASE WHEN closed_{n} THEN 0 ELSE 1 END AS open_{n}" for n in ("awards", "papers", "projects", "memberships", "education", "honours", "posts"))}
  FROM {table("persons")}),
j AS (SELECT f.person_id, open_papers, greatest(coalesce(prize, 0), open_awards) AS prize,
    greatest(coalesce(best, 0), open_papers) AS best, coalesce(n3, 0) AS n3, coalesce(n1, 0) AS n1,
    greatest(coalesce(project, 0), open_projects) AS project, greatest(coalesce(office, 0), open_memberships) AS office,
    greatest(coalesce(degree, 0), open_education) AS degree, greatest(coalesce(province, 0), open_honours) AS province,
    greatest(coalesce(city, 0), open_honours) AS city, greatest(coalesce(a_case, 0), open_honours) AS a_case,
    greatest(coalesce(pilot_high, 0), open_honours) AS pilot_high, greatest(coalesce(pilot, 0), open_honours) AS pilot,
    greatest(coalesce(known, 0), open_posts) AS known, greatest(coalesce(all_known, 0), open_posts) AS all_known,
    greatest(coalesce(standing, 0), open_posts) AS standing
  FROM f LEFT JOIN aw USING (person_id) LEFT JOIN pa USING (person_id) LEFT JOIN pr USING (person_id)
  LEFT JOIN me USING (person_id) LEFT JOIN ed USING (person_id) LEFT JOIN ho USING (person_id)
  LEFT JOIN po USING (person_id))
SELECT person_id, prize AS "outstanding.1", least(best, 2) AS "outstanding.2", least(project, 2) AS "outstanding.3",
  office AS "leading.1", least(degree, 2) AS "young.1",
  least(CASE WHEN n3 >= 3 THEN 3 WHEN n1 >= 3 THEN 1 ELSE open_papers END, 2) AS "young.2",
  least(CASE WHEN province = city THEN city ELSE 2 END, 2) AS "young.3",
  greatest(a_case, CASE WHEN pilot_high = pilot THEN pilot ELSE 2 END) AS "young.4",
  least(CASE WHEN known = all_known THEN known ELSE 2 END, 2) AS "young.5", least(standing, 2) AS "elite.2"
FROM j"""


def hand(pack: Pack, folder: Path, out: Path) -> dict[str, float]:
    """The ten clauses by hand."""
    engine = DuckDB(memory_mib=4096)
    started = time.process_time()
    return _written(engine, by_hand(pack.vocabulary, folder), out / "hand.parquet", started)


def same(pack: Pack, folder: Path, out: Path) -> dict[str, float]:
    """The same ten clauses as bole plans them."""
    screening = Screening(_request(pack, folder, out))
    formulas = {
        o.name.removeprefix("business."): o.formula
        for o in screening.outputs
        if o.name.removeprefix("business.") in CLAUSES
    }
    started = time.process_time()
    compiler = SqlCompiler(screening.plan.setting, as_of=screening.request.as_of, dialect=DIALECT)
    query = build_query(compiler, {name: formulas[name] for name in CLAUSES})
    screening.query = query
    screening.engine.run(
        f"CREATE OR REPLACE TEMP VIEW persons AS {screening.relations.persons(query.persons)}"
    )
    for name, need in query.families.items():
        screening.engine.run(
            f"CREATE OR REPLACE TEMP VIEW {name} AS {screening.relations.family(name, need)}"
        )
    return _written(screening.engine, query.sql, out / "same.parquet", started)


def _written(engine: DuckDB, sql: str, file: Path, started: float) -> dict[str, float]:
    engine.run(f"COPY ({sql}) TO '{file}' (FORMAT parquet)")
    return {"seconds": time.process_time() - started, "scan": time.process_time() - started, "outputs": len(CLAUSES)}  # fmt: skip


def _request(pack: Pack, folder: Path, out: Path) -> Request:
    from bole.policy.cycle import plain_cycle

    return Request(folder, out, plain_cycle(pack), pack.programmes[0].id, 20250622, track="business", fast=True)  # fmt: skip
