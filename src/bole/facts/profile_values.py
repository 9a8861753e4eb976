"""One value of a profile with what backs it, and problems that know their place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bole.facts.catalogues import plain
from bole.facts.definitions import FactDef
from bole.facts.model import UNKNOWN, Assurance, Value
from bole.facts.values import parse_value
from bole.facts.vocabulary import Vocabulary
from bole.problems import Problem, Problems, Where, did_you_mean, problem
from bole.text import Text
from bole.yamlfile import Steps

Locate = Callable[..., Where | None]

VALUE, ASSURANCE = ("value", "值"), ("assurance", "核验")
SOURCE, EVIDENCE = ("source", "来源"), ("evidence", "材料")
ASSURANCES = {
    "claimed": Assurance.CLAIMED, "自述": Assurance.CLAIMED, "申报": Assurance.CLAIMED,
    "evidenced": Assurance.EVIDENCED, "有材料": Assurance.EVIDENCED,
    "verified": Assurance.VERIFIED, "已核实": Assurance.VERIFIED,
}  # fmt: skip


class ValueReader:
    """Reads on after each problem, so that one run reports everything."""

    def __init__(self, vocabulary: Vocabulary, where: Locate) -> None:
        self.vocabulary = vocabulary
        self.where = where
        self.wrong: list[Problem] = []
        self.warnings: list[Problem] = []
        #: Where each fact, and each field of each record, was said.
        self.places: dict[tuple[str, int, str], Steps] = {}

    def _value(self, fact: FactDef, raw: Any, path: Steps) -> Value:
        backing: tuple[Assurance, str] = (Assurance.CLAIMED, "")
        if wrapped(raw):
            backing = self._backing(raw, path, others=VALUE)
            key = next(k for k in VALUE if k in raw)
            raw, path = raw[key], (*path, key)
        try:
            value = parse_value(fact, raw, vocabulary=self.vocabulary)
        except Problems as problems:
            self.wrong += [self._placed(p, path) for p in problems.problems]
            return UNKNOWN
        where = self.where(path)
        return Value(value.state, value.low, value.high, value.choices, value.text, *backing, where)

    def _backing(
        self, raw: dict[str, Any], path: Steps, *, others: tuple[str, ...]
    ) -> tuple[Assurance, str]:
        """The assurance and source beside a value or record; evidence alone is `evidenced`."""
        level, source = Assurance.CLAIMED, ""
        for key, item in raw.items():
            if key in ASSURANCE:
                known = ASSURANCES.get(plain(str(item)))
                if known is None:
                    self._say((*path, key), "profile.assurance", f"核验程度没有 “{item}”",
                              f"There is no assurance '{item}'",
                              hint=did_you_mean(str(item), among=list(ASSURANCES)))  # fmt: skip
                level = known or level
            elif key in SOURCE:
                source = str(item)
            elif key in EVIDENCE:
                source = source or (
                    ("、".join(map(str, item))) if isinstance(item, list) else str(item)
                )
                level = max(level, Assurance.EVIDENCED)
            elif key not in others:
                self._say((*path, key), "profile.key", f"不认识 “{key}”", f"Unknown key '{key}'",
                          hint=did_you_mean(key, among=["value", "assurance", "source", "evidence"]),
                          key=True)  # fmt: skip
        return level, source

    def _placed(self, item: Problem, path: Steps) -> Problem:
        return Problem(item.code, item.message, self.where(path), item.hint, item.warning)

    def _say(
        self, path: Steps, code: str, zh: str, en: str, *,
        hint: Text | None = None, key: bool = False,
    ) -> None:  # fmt: skip
        self.wrong.append(problem(code, zh, en, where=self.where(path, key=key), hint=hint))


def wrapped(raw: Any) -> bool:
    """True for `{value: …, assurance: …}`."""
    return isinstance(raw, dict) and any(k in raw for k in VALUE)
