"""What cannot all be true at once: an end before its start, a degree before birth."""

from __future__ import annotations

from collections.abc import Iterator

from bole.facts.identity import check_identity, check_name, check_uscc
from bole.facts.model import Facts, Record, Value
from bole.problems import Problem, problem
from bole.text import Text

Path = tuple[str, int, str]


def consistency_problems(facts: Facts) -> Iterator[tuple[Problem, Path]]:
    """Each problem with the fact (or family, record and field) it stands at."""
    yield from _codes(facts)
    birth = facts.get("birth_date")
    joined = facts.get("joined_on")
    if birth.given and joined.given and joined.high < birth.low:
        yield _before_birth(), ("joined_on", -1, "")
    for name, family in facts.families.items():
        for record in family.records:
            yield from _record(name, record, birth=birth)


def future_problems(facts: Facts, *, day: int) -> Iterator[Problem]:
    """What cannot be by a day (`yyyymmdd`): somebody born after it."""
    birth = facts.get("birth_date")
    if birth.given and birth.low > day:
        yield problem(
            "profile.future",
            "出生日期在今天以后",
            "The date of birth lies in the future",
            where=birth.where,
            hint=Text("请看看年份。", "Look at the year."),
        )


def _record(family: str, record: Record, *, birth: Value) -> Iterator[tuple[Problem, Path]]:
    start, end = record.get("start"), record.get("end")
    if start.given and end.given and end.high < start.low:
        yield problem("profile.period", "结束早于开始", "Ends before it starts"), (
            family, record.index, "end",
        )  # fmt: skip
    rank, ranks = record.get("own_rank"), record.get("number_of_ranks")
    if rank.given and ranks.given and rank.low > ranks.high:
        yield problem("profile.rank", "本人排名大于总人数", "Own rank is beyond the number of ranks"), (
            family, record.index, "own_rank",
        )  # fmt: skip
    if birth.given and family not in ("team_members", "financing_rounds"):
        for name in ("date", "graduated_on", "start", "end"):
            value = record.get(name)
            if value.given and value.high < birth.low:
                yield _before_birth(), (family, record.index, name)


def _before_birth() -> Problem:
    return problem("profile.before_birth", "早于出生日期", "Lies before the date of birth")


def _codes(facts: Facts) -> Iterator[tuple[Problem, Path]]:
    code = facts.get("identity_code")
    if code.given:
        for found in check_identity(
            code.text,
            document=next(iter(facts.get("identity_document").choices), ""),
            birth=facts.get("birth_date"),
            sex=next(iter(facts.get("sex").choices), ""),
        ):
            yield found, ("identity_code", -1, "")
    name = facts.get("name")
    for found in check_name(name.text) if name.given else ():
        yield found, ("name", -1, "")
    uscc = facts.get("employer.code")
    for found in check_uscc(uscc.text) if uscc.given else ():
        yield found, ("employer.code", -1, "")
