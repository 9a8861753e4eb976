"""What people decided: quorum, invalidation, the latest word, and what a receipt holds of it."""

from __future__ import annotations

from bole.judge.rulings import Ruling, fingerprint, in_force
from bole.text import Text

QUORUMS = {"j": 2}


def ruling(
    meets: bool,
    *,
    node: str = "j",
    by: tuple[str, ...] = ("甲", "乙"),
    on: int = 20250601,
    invalidated: str = "",
) -> Ruling:
    return Ruling(node, meets, by, on, Text("理由"), Text(invalidated) if invalidated else None)


def test_a_ruling_counts_with_enough_different_signers() -> None:
    assert in_force([ruling(True)], quorums=QUORUMS) == {"j": True}
    assert in_force([ruling(True, by=("甲",))], quorums=QUORUMS) == {}
    assert in_force([ruling(True, by=("甲", "甲"))], quorums=QUORUMS) == {}
    halves = [ruling(True, by=("甲",)), ruling(True, by=("乙",))]
    assert in_force(halves, quorums=QUORUMS) == {}


def test_the_latest_counts_and_an_invalidated_one_gives_way_to_the_one_before() -> None:
    first, second = ruling(True), ruling(False, on=20250610)
    assert in_force([second, first], quorums=QUORUMS) == {"j": False}
    undone = ruling(False, on=20250610, invalidated="程序有误")
    assert in_force([undone, first], quorums=QUORUMS) == {"j": True}


def test_a_ruling_of_tomorrow_does_not_count_today() -> None:
    assert in_force([ruling(True)], quorums=QUORUMS, as_of=20250531) == {}
    assert in_force([ruling(True)], quorums=QUORUMS, as_of=20250601) == {"j": True}


def test_rulings_that_come_to_something_else_have_another_fingerprint() -> None:
    yes, no = ruling(True), ruling(False)
    assert in_force([yes, no], quorums=QUORUMS) != in_force([no, yes], quorums=QUORUMS)
    assert fingerprint([yes, no]) != fingerprint([no, yes])
    other = ruling(True, node="k", on=20250520)
    assert fingerprint([yes, other]) == fingerprint([other, yes])
