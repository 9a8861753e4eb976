"""Small getters for stewardship: names that must be known, fields, due dates, choices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypedDict

from bole.criteria.build import build_criterion
from bole.criteria.kernel import Formula
from bole.criteria.spec import Words
from bole.policy.part import Part
from bole.policy.procedure import read_due
from bole.problems import did_you_mean
from bole.process.model import Due
from bole.stewardship.model import FIELD_KINDS, OPENER, Choice, Field
from bole.text import Text, read_text_value

ITEM = ("id", "label", "cite", "note", "links")


class Head(TypedDict):
    """What every item has."""

    id: str
    label: Text
    cite: tuple[str, ...]
    note: Text
    links: tuple[str, ...]


@dataclass(slots=True)
class Known:
    """What a stewardship file may name."""

    words: Words
    actors: Mapping[str, Text] = field(default_factory=dict)
    links: Mapping[str, Text] = field(default_factory=dict)
    templates: tuple[str, ...] = ()
    ids: set[str] = field(default_factory=set)

    def item(self, part: Part, *keys: str, top: bool = False, cited: bool = True) -> Head:
        """The common part of an item; `top` ones have an id of their own in the whole file."""
        part.only(*ITEM, *keys)
        id = part.word("id", need=True)
        if top and id in self.ids:
            part.fail("id", f"编号“{id}”用了两次", f"The id {id!r} is used twice", "id")
        if top:
            self.ids.add(id)
        cite = listed(part, "cite")
        if top and cited and not cite:
            part.fail("cite", f"“{id}”没有写条款号（cite）", f"{id!r} cites no clause")
        return {
            "id": id,
            "label": labelled(part),
            "cite": cite,
            "note": part.text("note"),
            "links": among(part, "links", known=self.links),
        }

    def who(
        self, part: Part, key: str, *, need: bool = False, opener: bool = False
    ) -> tuple[str, ...]:
        """Actors by id; with `opener` also whoever opened the ticket."""
        found = among(part, key, known=[*self.actors, *([OPENER] if opener else [])])
        if need and not found:
            part.fail("missing", f"缺“{key}”", f"{key!r} is missing")
        return found

    def choice(self, part: Part, key: str) -> Choice | None:
        """`{reading: key, is: option}`."""
        raw = part.data.get(key)
        if raw is None:
            return None
        inner = Part(part.doc, (*part.path, key), raw, part.problems)
        inner.only("reading", "is")
        question, option = inner.word("reading", need=True), inner.word("is", need=True)
        options = [o.id for o in self.words.questions.get(question, ())]
        if option not in options:
            hint = did_you_mean(question, among=list(self.words.questions))
            zh, en = f"没有读法“{question}: {option}”", f"No reading {question}: {option}"
            inner.fail("reading", zh, en, hint=hint)
        return Choice(key=question, option=option)

    def due(self, part: Part) -> Due | None:
        """A due date; its parameter must be there."""
        due = read_due(part)
        if due is not None and due.param:
            self.param(part, due.param, "due")
        return due

    def param(self, part: Part, key: str, *steps: str) -> str:
        """The key of a parameter that is there, or ""."""
        if key and key not in self.words.params:
            hint = did_you_mean(key, among=list(self.words.params))
            zh, en = f"没有参数“{key}”", f"Unknown parameter {key!r}"
            part.fail("param", zh, en, *steps, hint=hint)
        return key

    def when(self, part: Part, *, id: str) -> Formula | None:
        """The condition of a rule, built as a criterion."""
        raw = part.data.get("when")
        if raw is None:
            return None
        path = (*part.path, "when")
        return build_criterion(raw, words=self.words, doc=part.doc, path=path, id=id)

    def fields(self, part: Part) -> tuple[Field, ...]:
        """The fields of a register or ticket."""
        return tuple(self._field(p) for p in part.parts("fields"))

    def _field(self, part: Part) -> Field:
        head = self.item(part, "kind", "options", "need", "seen_by")
        kind = one(part, "kind", known=FIELD_KINDS, default="text")
        options = texts(part, "options")
        if (kind == "choice") != bool(options):
            part.fail("options", "choice 要列 options，别的不列", "A choice lists its options")
        seen = self.who(part, "seen_by")
        return Field(**head, kind=kind, options=options, need=part.flag("need"), seen_by=seen)


def listed(part: Part, key: str) -> tuple[str, ...]:
    """A list of words; a single word is a list of one."""
    value = part.data.get(key)
    return part.words(key) if value is None or isinstance(value, list) else (part.word(key),)


def among(part: Part, key: str, *, known: Iterable[str]) -> tuple[str, ...]:
    """A list of words that must be known."""
    found, names = listed(part, key), list(known)
    for word in found:
        if word not in names:
            hint = did_you_mean(word, among=names, more=Text(f"现有：{'、'.join(names)}"))
            part.fail("unknown", f"没有“{word}”", f"Unknown {word!r}", key, hint=hint)
    return found


def one(part: Part, key: str, *, known: Iterable[str], default: str = "") -> str:
    """One word that must be known."""
    word, names = part.word(key) or default, list(known)
    if word not in names:
        hint = Text(f"只有：{'、'.join(names)}", f"There are: {', '.join(names)}")
        part.fail("unknown", f"“{key}”没有“{word}”", f"{key!r} has no {word!r}", key, hint=hint)
    return word


def labelled(part: Part, key: str = "label") -> Text:
    """A label in both languages."""
    text = part.text(key, need=True)
    if text and not text.en:
        part.fail("label", "缺英文标签", "The English label is missing", key)
    return text


def texts(part: Part, key: str) -> dict[str, Text]:
    """A mapping of ids to labels."""
    raw: Any = part.data.get(key) or {}
    if not isinstance(raw, Mapping):
        part.fail("mapping", f"“{key}”要写“编号: 标签”", f"{key!r} is a mapping", key)
        return {}
    found = {}
    for id, value in raw.items():
        try:
            found[str(id)] = read_text_value(value)
        except ValueError:
            part.fail("text", "要写 {zh, en}", "Write {zh, en}", key, id)
    return found
