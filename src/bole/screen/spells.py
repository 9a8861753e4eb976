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
    that count share a day they are one run, and two others are two: only more need windows.
    """
    asked = [(name, part) for name, spells in terms.items() for part in spells.parts]
    stacked = " UNION ALL ".join(
        _run(table, n, terms[name], part) for n, (name, part) in enumerate(asked)
    )
    pivot = ", ".join(
        f'{_pick(n, terms[name].longest)} AS "{name}_{part}"'
        for n, (name, part) in enumerate(asked)
    )
    alone = f"m * {units.MONTH} + LEAST(d, 30)"
    pooled = f"(SUM(m) + {dates.div('SUM(d)', 30)}) * {units.MONTH} + SUM(d) % 30"
    return f"""
WITH stacked AS ({stacked}),
counted AS (
  SELECT person_id, term, COUNT(*) AS n, MIN(s) AS first_s, MAX(s) AS last_s,
    MIN(e) AS first_e, MAX(e) AS last_e
  FROM stacked GROUP BY person_id, term
),
runs AS (
  SELECT person_id, term, 1 AS alone, first_s AS s, last_e AS e FROM counted
  WHERE last_s <= first_e
  UNION ALL
  SELECT person_id, term, 0 AS alone, first_s AS s, first_e AS e FROM counted
  WHERE n = 2 AND last_s > first_e
  UNION ALL
  SELECT person_id, term, 0 AS alone, last_s AS s, last_e AS e FROM counted
  WHERE n = 2 AND last_s > first_e
  UNION ALL
  {MERGED}
),
measured AS ({_measured("runs", dates)}),
totals AS (
  SELECT person_id, term, {alone} AS whole, {alone} AS best FROM measured WHERE alone = 1
  UNION ALL
  SELECT person_id, term, CASE WHEN COUNT(*) = 1 THEN MAX({alone}) ELSE {pooled} END AS whole,
    MAX({alone}) AS best
  FROM measured WHERE alone = 0 GROUP BY person_id, term
)
SELECT person_id, {pivot} FROM totals GROUP BY person_id"""


#: The runs that more than two spells come to, those that touch as one.
MERGED: Final = """
  SELECT person_id, term, 0 AS alone, MIN(s) AS s, MAX(e) AS e FROM (
    SELECT person_id, term, s, e,
      SUM(CASE WHEN reached IS NULL OR s > reached THEN 1 ELSE 0 END) OVER (
        PARTITION BY person_id, term ORDER BY s, e ROWS UNBOUNDED PRECEDING) AS run
    FROM (
      SELECT person_id, term, s, e, MAX(e) OVER (
        PARTITION BY person_id, term ORDER BY s, e
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
      FROM (
        SELECT several.person_id, several.term, stacked.s, stacked.e
        FROM (SELECT person_id, term FROM counted WHERE n > 2 AND last_s > first_e) AS several
        JOIN stacked ON stacked.person_id = several.person_id AND stacked.term = several.term
      ) AS more
    ) AS seen
  ) AS numbered GROUP BY person_id, term, run"""


def _measured(runs: str, dates: Dates) -> str:
    """Runs with their completed months `m`, and the days `d` beyond them.

    A month is completed on the day of its start, or on the last day of a shorter month; where
    the last is not, the days are counted from that day of the month before.
    """
    year, month = dates.year, dates.month
    before = dates.last_day("y", "(month - 1)")
    return f"""
  SELECT person_id, term, alone,
    CASE WHEN due <= day THEN months ELSE months - 1 END AS m,
    CASE WHEN due <= day THEN day - due ELSE earlier - LEAST(begun, earlier) + day END AS d
  FROM (
    SELECT *, LEAST(begun, {dates.last_day("y", "month")}) AS due,
      CASE WHEN month = 1 THEN 31 ELSE {before} END AS earlier
    FROM (
      SELECT person_id, term, alone, s % 100 AS begun, e % 100 AS day, {year("e")} AS y,
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


def _pick(term: int, longest: bool) -> str:
    value = "best" if longest else "whole"
    return f"MAX(CASE WHEN term = {term} THEN {value} ELSE 0 END)"
