"""What a predicate is given: its value, the words it may use, and where problems belong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bole.criteria.kernel import AsOf, Const, Formula, Param, Shift, Term
from bole.facts.values import parse_threshold
from bole.facts.vocabulary import FactDef, FamilyDef, Vocabulary
from bole.problems import Problem, Problems, did_you_mean, problem
from bole.text import Text
from bole.yamlfile import Document, Steps


@dataclass(frozen=True, slots=True)
class Option:
    """One way to read a question; `data` is for the predicate that asks it."""

    id: str
    label: Text
    data: Mapping[str, Any]


@dataclass(slots=True)
class Words:
    """What a pack's criteria may name, and the problems found so far."""

    vocabulary: Vocabulary
    #: Parameter key to its kind.
    params: Mapping[str, str]
    #: Reading key to its options.
    questions: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)
    stages: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    #: The conditions built so far, by id: what `same` names.
    built: dict[str, Formula] = field(default_factory=dict)
    #: The own criterion of another tier of the same track.
    tier: Callable[[str], Formula] | None = None


@dataclass(frozen=True, slots=True)
class Spec:
    """One node as it is built.

    `value` is what stands behind the predicate's key, `node` the whole mapping; `claim` is the
    address of the numbered criterion around it, `family` the record at hand inside a `where`.
    """

    value: Any
    node: Mapping[str, Any]
    words: Words
    doc: Document
    path: Steps
    id: str
    cite: str
    claim: str
    family: str = ""
    form: Callable[[Any, Spec], Formula] | None = None

    def at(self, *steps: str | int) -> Steps:
        """The path of a part of this node."""
        return (*self.path, *steps)

    def fail(
        self, code: str, zh: str, en: str, *steps: str | int, hint: Text | None = None
    ) -> Problem:
        """Notes a problem at a part of this node and returns it."""
        found = problem(code, zh, en, where=self.doc.where(self.at(*steps)), hint=hint)
        self.words.problems.append(found)
        return found

    def fact(self, id: str, *steps: str | int) -> FactDef | None:
        """The definition of a scalar fact, noting a problem where there is none."""
        found = self.words.vocabulary.facts.get(id)
        if found is None:
            hint = did_you_mean(
                id,
                among=list(self.words.vocabulary.facts),
                more=Text("全部事实：bole facts", "All facts: bole facts"),
            )
            self.fail("fact", f"没有事实“{id}”", f"Unknown fact {id!r}", *steps, hint=hint)
        return found

    def family_def(self, id: str, *steps: str | int) -> FamilyDef | None:
        """The definition of a family, noting a problem where there is none."""
        found = self.words.vocabulary.families.get(id)
        if found is None:
            hint = did_you_mean(id, among=list(self.words.vocabulary.families))
            self.fail("family", f"没有记录“{id}”", f"Unknown family {id!r}", *steps, hint=hint)
        return found

    def threshold(self, definition: FactDef, raw: Any, *steps: str | int) -> Term:
        """The number a rule compares with: a literal, `{param: key, times: n}`, or a day.

        `{day: as_of, years: -1}` is a year before the day the verdict is asked for; `year_start`
        moves on to 1 January of that year.
        """
        if isinstance(raw, Mapping) and "day" in raw:
            return self._day(definition, raw, *steps)
        if isinstance(raw, Mapping):
            key = str(raw.get("param", ""))
            if key not in self.words.params or raw.keys() - {"param", "times"}:
                self.fail("param", f"没有参数“{key}”", f"Unknown parameter {key!r}", *steps)
            return Param(key, self.number(raw.get("times", 1), *steps, "times"))
        try:
            return Const(parse_threshold(definition, raw, vocabulary=self.words.vocabulary))
        except (ValueError, Problems) as error:
            reason = error.problems[0].message if isinstance(error, Problems) else Text(str(error))
            self.fail("value", f"{raw!r}：{reason.zh}", f"{raw!r}: {reason.say('en')}", *steps)
            return Const(0)

    def _day(self, definition: FactDef, raw: Mapping[str, Any], *steps: str | int) -> Term:
        if raw["day"] != "as_of" or raw.keys() - {"day", "years", "year_start"}:
            zh, en = "写 {day: as_of, years: -1}", "Write {day: as_of, years: -1}"
            self.fail("day", zh, en, *steps)
        if definition.kind != "date":
            self.fail("day", "只有日期能和日子比较", "Only a date compares with a day", *steps)
        months = 12 * self.number(raw.get("years", 0), *steps, "years")
        start = raw.get("year_start", False) is True
        return Shift(AsOf(), months, year_start=start) if months or start else AsOf()

    def number(self, raw: Any, *steps: str | int) -> int:
        """A whole number, noting a problem where it is none."""
        if isinstance(raw, int) and not isinstance(raw, bool):
            return raw
        self.fail("number", f"要一个整数，不是 {raw!r}", f"A whole number, not {raw!r}", *steps)
        return 0

    def build(self, raw: Any, *steps: str | int, family: str | None = None) -> Formula:
        """The formula of a nested node."""
        assert self.form is not None
        return self.form(raw, self.inner(raw, *steps, family=family))

    def inner(self, value: Any, *steps: str | int, family: str | None = None) -> Spec:
        """This spec moved to a part of the node."""
        return Spec(
            value,
            value if isinstance(value, Mapping) else {},
            self.words,
            self.doc,
            self.at(*steps),
            ".".join([self.id, *(str(s) for s in steps)]),
            self.cite,
            self.claim,
            self.family if family is None else family,
            self.form,
        )
