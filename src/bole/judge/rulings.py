"""What people decided: signed, attributable records that close judgements; never deleted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bole.policy.part import Part
from bole.problems import Problem, Problems
from bole.text import Text
from bole.units import read_date
from bole.yamlfile import read_yaml

OUTCOMES = {"meets": True, "not_met": False, "符合": True, "不符合": False}


@dataclass(frozen=True, slots=True)
class Ruling:
    """One decision on one node: by whom, when, why; `invalidated` says why it no longer counts."""

    node: str
    meets: bool
    by: tuple[str, ...]
    on: int
    reason: Text
    invalidated: Text | None = None


def read_rulings(path: Path, *, known: frozenset[str]) -> tuple[Ruling, ...]:
    """The rulings of a file; `known` are the nodes on which people decide.

    Raises Problems with everything that is wrong.
    """
    document = read_yaml(path)
    problems: list[Problem] = []
    part = Part(document, (), document.data, problems)
    part.only("rulings")
    found = tuple(_ruling(item, known=known) for item in part.parts("rulings"))
    if problems:
        raise Problems(problems)
    return found


def _ruling(item: Part, *, known: frozenset[str]) -> Ruling:
    item.only("node", "outcome", "by", "on", "reason", "invalidated")
    node, outcome = item.word("node", need=True), item.word("outcome", need=True)
    if node not in known:
        item.fail("node", f"没有要人定的条件“{node}”", f"People decide no node {node!r}", "node")
    if outcome not in OUTCOMES:
        item.fail("outcome", "outcome 写 meets 或 not_met", "meets or not_met", "outcome")
    signed = item.words("by") if isinstance(item.data.get("by"), list) else (item.word("by"),)
    if not any(signed):
        item.fail("by", "要写谁定的", "Say who decided", "by")
    return Ruling(
        node,
        OUTCOMES.get(outcome, False),
        tuple(s for s in signed if s),
        _day(item),
        item.text("reason", need=True),
        item.text("invalidated") or None,
    )


def _day(item: Part) -> int:
    raw = item.word("on", need=True)
    try:
        day = read_date(raw)
    except ValueError:
        day = None
    if day is None or day.low != day.high:
        item.fail("on", "要写哪一天定的", "Say on which day", "on")
        return 0
    return day.low


def in_force(
    rulings: Iterable[Ruling], *, quorums: dict[str, int], as_of: int | None = None
) -> dict[str, bool]:
    """Node to outcome: the latest ruling with enough signers that was not invalidated.

    Of two on the same day the one recorded last counts.
    """
    found: dict[str, bool] = {}
    for ruling in sorted(rulings, key=lambda r: r.on):
        enough = len(set(ruling.by)) >= quorums.get(ruling.node, 1)
        if enough and ruling.invalidated is None and (as_of is None or ruling.on <= as_of):
            found[ruling.node] = ruling.meets
    return found


def fingerprint(rulings: Iterable[Ruling]) -> str:
    """SHA-256 over the rulings; only the order of those on one node and day has a say."""
    rows = [
        [r.node, r.meets, list(r.by), r.on, r.reason.zh, r.invalidated.zh if r.invalidated else ""]
        for r in sorted(rulings, key=lambda r: (r.on, r.node))
    ]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=True).encode()).hexdigest()
