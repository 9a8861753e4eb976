"""Lengths of service: a person's spells joined where they overlap, by windows."""

from __future__ import annotations

from collections.abc import Mapping


def day(number: str) -> str:
    """A whole number `yyyymmdd` as a date."""
    return f"make_date({number} // 10000, {number} // 100 % 100, {number} % 100)"


def ends(now: int) -> str:
    """The columns of what a post lasts at least (`s`, `e`) and at most (`s_most`, `e_most`).

    A month counts whole, a year leaves both ends open; no end means until now; `e` is no more in.
    """
    on, first, last = day(str(now)), day("start_low"), day("end_high")
    going = "end_state = 0 OR (end_low IS NULL AND current_low = 1)"
    return f"""
    CASE WHEN start_low // 100 = start_high // 100 THEN {first} ELSE {day("start_high")} END AS s,
    CASE WHEN {going} THEN {on} WHEN end_low // 100 = end_high // 100 THEN least({on}, {last} + 1)
      WHEN end_low IS NOT NULL THEN least({on}, {day("end_low")} + 1) END AS e,
    coalesce({first}, DATE '0001-01-01') AS s_most,
    CASE WHEN {going} OR end_low IS NULL THEN {on} ELSE least({on}, {last} + 1) END AS e_most"""


def months(posts: str, terms: Mapping[str, str]) -> str:
    """A query of each person's months in all: `<term>_sure` and `<term>_most`.

    Several runs add months and pool their days at 30. `<term>_run_sure` and `<term>_run_most` are
    the months of the longest run.
    """
    stacked = " UNION ALL ".join(
        f"SELECT person_id, {number} AS term, {start} AS s, {end} AS e FROM {posts} "
        f"WHERE {level} >= {least} AND {start} < {end}"
        for number, (level, least, start, end) in enumerate(_asked(terms))
    )
    columns = ", ".join(
        f"max(months) FILTER (term = {n}) AS {name}_{part}, "
        f"max(longest) FILTER (term = {n}) AS {name}_run_{part}"
        for n, (name, part) in enumerate((t, p) for t in terms for p in ("sure", "most"))
    )
    return f"""
  WITH stacked AS ({stacked}),
  counted AS (SELECT person_id, term, count(*) AS n, min(s) AS s, max(e) AS e, max(s) AS last_s,
    min(e) AS first_e FROM stacked GROUP BY person_id, term),
  several AS (SELECT stacked.* FROM stacked SEMI JOIN
    (FROM counted WHERE n > 2 AND last_s > first_e) AS more USING (person_id, term)),
  begun AS (SELECT *, s > max(e) OVER before IS NOT FALSE AS new FROM several
    WINDOW before AS (PARTITION BY person_id, term ORDER BY s, e
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)),
  numbered AS (SELECT *, count(*) FILTER (new) OVER (PARTITION BY person_id, term
      ORDER BY s, e, new DESC ROWS UNBOUNDED PRECEDING) AS run FROM begun),
  runs AS (
    -- All of them touch, two that do not, or more.
    SELECT person_id, term, s, e FROM counted WHERE last_s <= first_e
    UNION ALL SELECT person_id, term, s, first_e FROM counted WHERE n = 2 AND last_s > first_e
    UNION ALL SELECT person_id, term, last_s, e FROM counted WHERE n = 2 AND last_s > first_e
    UNION ALL SELECT person_id, term, min(s), max(e) FROM numbered GROUP BY person_id, term, run),
  lasting AS (SELECT person_id, term, s, e, date_sub('month', s, e) AS m FROM runs),
  summed AS (SELECT person_id, term, sum(m) + CASE WHEN count(*) = 1 THEN 0 ELSE
      sum(e - CAST(s + to_months(CAST(m AS INTEGER)) AS DATE)) // 30 END AS months,
      max(m) AS longest
    FROM lasting GROUP BY person_id, term)
  SELECT person_id, {columns} FROM summed GROUP BY person_id"""


def _asked(terms: Mapping[str, str]) -> list[tuple[str, int, str, str]]:
    sure, most = (3, "s", "e"), (1, "s_most", "e_most")
    return [(level, *part) for level in terms.values() for part in (sure, most)]


def lasts(term: str, number: int) -> str:
    """The level of at least so many months; where more posts may come, nothing is too much."""
    return (
        f"CASE WHEN coalesce({term}_sure, 0) >= {number} THEN 3 "
        f"WHEN coalesce({term}_most, 0) >= {number} THEN 1 ELSE open_posts END"
    )
