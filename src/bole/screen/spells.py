"""Durations over the union of spells, for all terms of a family in one pass of windows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bole import units
from bole.screen.bounds import BIG
from bole.screen.dates import Dates
from bole.screen.lanes import Spells


def ends(dates: Dates, *, as_of: int) -> dict[str, str]:
    """The certain (`in_start`, `in_end`) and possible (`out_…`) run of a record, end exclusive.

    The rules of `bole.judge.terms.spell`: a month counts whole, a year leaves both ends open, no
    end or `current` means until now, nothing counts after the day of the verdict.
    """
    start_low, start_high = '"start__lo"', '"start__hi"'
    end_low, end_high = '"end__lo"', '"end__hi"'
    started = f"({start_low} <= {start_high} AND {start_low} > {-BIG})"
    ended = f"({end_low} <= {end_high} AND {end_low} > {-BIG})"
    ongoing = (
        f'({end_low} > {end_high} OR (NOT {ended} AND "current__lo" = 1 AND "current__hi" = 1))'
    )
    first_low = f"CASE WHEN {started} THEN {start_low} ELSE {units.FIRST_DAY} END"
    first_high = (
        f"CASE WHEN NOT {started} THEN {as_of} "
        f"WHEN {_month(dates, start_low, start_high)} THEN {start_low} ELSE {start_high} END"
    )
    last_low = (
        f"CASE WHEN {ongoing} THEN {as_of} WHEN NOT {ended} THEN {first_high} "
        f"WHEN {_month(dates, end_low, end_high)} THEN {dates.next_day(end_high)} "
        f"ELSE {dates.next_day(end_low)} END"
    )
    last_high = (
        f"CASE WHEN {ongoing} OR NOT {ended} THEN {as_of} ELSE {dates.next_day(end_high)} END"
    )
    return {
        "in_start": f"LEAST({first_high}, {as_of})",
        "in_end": f"LEAST({last_low}, {as_of})",
        "out_start": f"LEAST({first_low}, {as_of})",
        "out_end": f"LEAST({last_high}, {as_of})",
    }


def _month(dates: Dates, low: str, high: str) -> str:
    return f"({low} <> {high} AND {dates.div(low, 100)} = {dates.div(high, 100)})"


def lengths(table: str, terms: Mapping[str, Spells], *, dates: Dates) -> str:
    """A query: person_id, and for each term the lengths asked for (`<term>_sure`, …).

    `table` has one row a record with the columns of `ends` and the conditions. Where all spells
    that count share a day they are one run, and two others are two: only more need windows. The
    runs of a term, their months and their days are added up in one integer.
    """
    asked = [(name, part) for name, spells in terms.items() for part in spells.parts]
    stacked = " UNION ALL ".join(
        _run(table, n, terms[name], part) for n, (name, part) in enumerate(asked)
    )
    added = ", ".join(_added(n, longest=terms[name].longest) for n, (name, _) in enumerate(asked))
    shown = ", ".join(
        f'{_shown(n, longest=terms[name].longest, dates=dates)} AS "{name}_{part}"'
        for n, (name, part) in enumerate(asked)
    )
    return f"""
WITH stacked AS ({stacked}),
counted AS (
  SELECT person_id, term, COUNT(*) AS n, MIN(s) AS first_s, MAX(s) AS last_s,
    MIN(e) AS first_e, MAX(e) AS last_e
  FROM stacked GROUP BY person_id, term
),
{SEVERAL},
runs AS (
  SELECT person_id, term, first_s AS s, last_e AS e FROM counted WHERE last_s <= first_e
  UNION ALL
  SELECT person_id, term, first_s AS s, first_e AS e FROM counted WHERE n = 2 AND last_s > first_e
  UNION ALL
  SELECT person_id, term, last_s AS s, last_e AS e FROM counted WHERE n = 2 AND last_s > first_e
  UNION ALL
  SELECT person_id, term, s, e FROM seen WHERE {ALL}
  UNION ALL
  SELECT person_id, term, MIN(s) AS s, MAX(e) AS e FROM (
    SELECT *, SUM(CASE WHEN {BEGINS} THEN 1 ELSE 0 END) OVER (
      PARTITION BY person_id, term ORDER BY s, e, reached NULLS FIRST ROWS UNBOUNDED PRECEDING) AS run
    FROM seen WHERE NOT {ALL}
  ) AS numbered GROUP BY person_id, term, run
),
measured AS (SELECT *, {RUNS} + m * {MONTHS} + d AS v FROM ({_measured("runs", dates)}) AS each),
added AS (SELECT person_id, {added} FROM measured GROUP BY person_id)
SELECT person_id, {shown} FROM added"""


#: A spell begins a run where none before reaches it; it is all of the run where the next begins later.
BEGINS: Final = "(reached IS NULL OR s > reached)"
ALL: Final = f"({BEGINS} AND (following IS NULL OR following > e))"
#: The spells of those who have more than two that do not share a day, beside their neighbours.
SEVERAL: Final = """seen AS (
  SELECT person_id, term, s, e,
    MAX(e) OVER (PARTITION BY person_id, term ORDER BY s, e
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached,
    LEAD(s) OVER (PARTITION BY person_id, term ORDER BY s, e) AS following
  FROM (
    SELECT several.person_id, several.term, stacked.s, stacked.e
    FROM (SELECT person_id, term FROM counted WHERE n > 2 AND last_s > first_e) AS several
    JOIN stacked ON stacked.person_id = several.person_id AND stacked.term = several.term
  ) AS more
)"""
#: The length of one run.
ALONE: Final = f"(m * {units.MONTH} + CASE WHEN d > 30 THEN 30 ELSE d END)"
#: Places of the months and of the number of runs beside the days, in one integer.
MONTHS: Final = 1 << 20
RUNS: Final = 1 << 42


def _measured(runs: str, dates: Dates) -> str:
    """Runs with their completed months `m`, and the days `d` beyond them.

    A month is completed on the day of its start, or on the last day of a shorter month; where
    the last is not, the days are counted from that day of the month before.
    """
    year, month = dates.year, dates.month
    before = dates.last_day("y", "(month - 1)")
    return f"""
  SELECT person_id, term,
    CASE WHEN due <= day THEN months ELSE months - 1 END AS m,
    CASE WHEN due <= day THEN day - due ELSE earlier - LEAST(begun, earlier) + day END AS d
  FROM (
    SELECT *, LEAST(begun, {dates.last_day("y", "month")}) AS due,
      CASE WHEN month = 1 THEN 31 ELSE {before} END AS earlier
    FROM (
      SELECT person_id, term, s % 100 AS begun, e % 100 AS day, {year("e")} AS y,
        {month("e")} AS month,
        ({year("e")} - {year("s")}) * 12 + {month("e")} - {month("s")} AS months
      FROM {runs}
    ) AS in_parts
  ) AS in_months"""


def _run(table: str, term: int, spells: Spells, part: str) -> str:
    edge = "out" if part == "possible" else "in"
    level = {"sure": 3, "likely": 2}.get(part, 1)
    certain = "" if part == "possible" else " AND certain = 1"
    return (
        f"SELECT person_id, {term} AS term, {edge}_start AS s, {edge}_end AS e "
        f"FROM {table} WHERE {spells.lane.reaches(level)}{certain} AND {edge}_start < {edge}_end"
    )


def _added(term: int, *, longest: bool) -> str:
    """The longest run of a term; or the number of runs, their months and their days."""
    if longest:
        return f"MAX(CASE WHEN term = {term} THEN {ALONE} ELSE 0 END) AS v{term}"
    return f"CAST(SUM(CASE WHEN term = {term} THEN v ELSE 0 END) AS BIGINT) AS v{term}"


def _shown(term: int, *, longest: bool, dates: Dates) -> str:
    """The length of a term from what was added up: days are pooled where there are several runs."""
    v = f"v{term}"
    if longest:
        return v
    months, days = f"({dates.div(v, MONTHS)} % {RUNS // MONTHS})", f"({v} % {MONTHS})"
    one = f"{months} * {units.MONTH} + CASE WHEN {days} > 30 THEN 30 ELSE {days} END"
    pooled = f"({months} + {dates.div(days, 30)}) * {units.MONTH} + {days} % 30"
    return f"(CASE WHEN {v} < {2 * RUNS} THEN {one} ELSE {pooled} END)"
