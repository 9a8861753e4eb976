"""Durations over the union of spells, for all terms of a family in one pass of windows."""

from __future__ import annotations

from bole import units
from bole.screen.bounds import BIG
from bole.screen.dates import Dates


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


def lengths(table: str, terms: dict[str, tuple[str, bool]], *, dates: Dates) -> str:
    """A query: person_id, and for each term its three lengths (`<term>_sure`, …).

    `table` has one row a record with the columns of `ends` and the conditions; `terms` maps a
    term to its condition's column and whether only the longest run counts.
    """
    stacked = " UNION ALL ".join(
        _run(table, name, where, part) for name, (where, _) in terms.items() for part in _PARTS
    )
    months = dates.months("first", "stop")
    days = f"{dates.ordinal('stop')} - {dates.ordinal(dates.shift('first', 'm'))}"
    pivot = ", ".join(
        f'{_pick(name, part, longest)} AS "{name}_{part}"'
        for name, (_, longest) in terms.items()
        for part in _PARTS
    )
    return f"""
SELECT person_id, {pivot} FROM (
  SELECT person_id, term,
    CASE WHEN COUNT(*) = 1 THEN MAX(m * {units.MONTH} + LEAST(d, 30))
         ELSE (SUM(m) + {dates.div("SUM(d)", 30)}) * {units.MONTH} + SUM(d) % 30 END AS whole,
    MAX(m * {units.MONTH} + LEAST(d, 30)) AS best
  FROM (
    SELECT person_id, term, m, {days} AS d FROM (
      SELECT person_id, term, first, stop, {months} AS m FROM (
        SELECT person_id, term, MIN(s) AS first, MAX(e) AS stop FROM (
          SELECT person_id, term, s, e,
            SUM(CASE WHEN reached IS NULL OR s > reached THEN 1 ELSE 0 END) OVER (
              PARTITION BY person_id, term ORDER BY s, e ROWS UNBOUNDED PRECEDING) AS run
          FROM (
            SELECT person_id, term, s, e, MAX(e) OVER (
              PARTITION BY person_id, term ORDER BY s, e
              ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
            FROM ({stacked}) AS stacked
          ) AS seen
        ) AS numbered GROUP BY person_id, term, run
      ) AS runs
    ) AS counted
  ) AS measured GROUP BY person_id, term
) AS totals GROUP BY person_id"""


_PARTS = ("sure", "likely", "possible")


def _run(table: str, name: str, where: str, part: str) -> str:
    edge = "out" if part == "possible" else "in"
    level = {"sure": 3, "likely": 2, "possible": 1}[part]
    certain = "" if part == "possible" else " AND certain = 1"
    return (
        f"SELECT person_id, '{name}_{part}' AS term, {edge}_start AS s, {edge}_end AS e "
        f"FROM {table} WHERE {where} >= {level}{certain} AND {edge}_start < {edge}_end"
    )


def _pick(name: str, part: str, longest: bool) -> str:
    value = "best" if longest else "whole"
    return f"MAX(CASE WHEN term = '{name}_{part}' THEN {value} ELSE 0 END)"
