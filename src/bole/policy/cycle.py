"""A cycle: what the document says, plus the dated decisions of the office (年度批次)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bole.policy.head import read_number
from bole.policy.pack import Pack
from bole.policy.part import Part
from bole.problems import Problem, Problems
from bole.text import Text
from bole.yamlfile import read_yaml


@dataclass(frozen=True, slots=True)
class Decision:
    """One dated decision of the office: a parameter's value or an adopted reading."""

    key: str
    value: str
    on: str
    by: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Cycle:
    """A pack under an office's decisions: parameter values and adopted readings."""

    pack: Pack
    params: Mapping[str, int | None]
    adopted: Mapping[str, str]
    decisions: tuple[Decision, ...] = ()

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the decisions, in order; of no decisions where there are none."""
        rows = [[d.key, d.value, d.on, d.by, d.reason.zh] for d in self.decisions]
        return hashlib.sha256(json.dumps(rows, ensure_ascii=True).encode()).hexdigest()


def plain_cycle(pack: Pack) -> Cycle:
    """The pack as its document stands, without any decision."""
    return Cycle(pack, {k: p.value for k, p in pack.parameters.items()}, {})


def read_cycle(path: Path, *, pack: Pack) -> Cycle:
    """The pack under the decisions in a file; only settable keys, within their limits.

    Raises Problems with everything that is wrong.
    """
    document = read_yaml(path)
    problems: list[Problem] = []
    part = Part(document, (), document.data, problems)
    cycle = decide(part, pack=pack)
    if problems:
        raise Problems(problems)
    return cycle


def decide(part: Part, *, pack: Pack) -> Cycle:
    """The cycle of the decisions in `part`; problems go to the part."""
    params = {k: p.value for k, p in pack.parameters.items()}
    adopted: dict[str, str] = {}
    taken = []
    part.only("decisions")
    for item in part.parts("decisions"):
        item.only("key", "value", "on", "by", "reason")
        decision = Decision(
            item.word("key", need=True),
            item.word("value", need=True),
            item.word("on", need=True),
            item.word("by", need=True),
            item.text("reason", need=True),
        )
        taken.append(decision)
        if decision.key in pack.readings:
            _adopt(item, decision, pack=pack, adopted=adopted)
        elif decision.key in pack.parameters:
            _set(item, decision, pack=pack, params=params)
        else:
            item.fail("key", f"没有“{decision.key}”可定", f"Nothing named {decision.key!r}", "key")
    return Cycle(pack, params, adopted, tuple(taken))


def _adopt(item: Part, decision: Decision, *, pack: Pack, adopted: dict[str, str]) -> None:
    options = [o.id for o in pack.readings[decision.key].options]
    if decision.value not in options:
        listed = "、".join(options)
        item.fail("value", f"读法只有：{listed}", f"The readings are: {listed}", "value")
    adopted[decision.key] = decision.value


def _set(item: Part, decision: Decision, *, pack: Pack, params: dict[str, int | None]) -> None:
    parameter = pack.parameters[decision.key]
    if not parameter.settable:
        item.fail(
            "fixed",
            f"“{parameter.label.zh}”由文件定，不能改",
            f"{parameter.label.say('en')} is fixed by the document",
            "key",
        )
        return
    value = read_number(item, "value", kind=parameter.kind, vocabulary=pack.vocabulary)
    low, high = parameter.minimum, parameter.maximum
    if value is not None and (
        (low is not None and value < low) or (high is not None and value > high)
    ):
        item.fail("range", "超出允许的范围", "Outside the allowed range", "value")
    params[decision.key] = value
