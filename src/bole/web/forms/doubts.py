"""What is wrong with what stands: what cannot be read, and what cannot all be true at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bole.facts.vocabulary import Vocabulary
from bole.web.common.templatetags.components import say
from bole.web.forms.drawing import filled
from bole.web.forms.reading import read_values
from bole.web.profiles.bridge import typed_in
from bole.web.profiles.completeness import doubts
from bole.web.profiles.services import value_in
from bole.web.programmes.form import Question, Section


def standing_errors(
    section: Section, content: Mapping[str, Any], *, vocabulary: Vocabulary
) -> dict[str, str]:
    """Input name → what is wrong, for the whole page."""
    found = {
        _input(path): say(problem.message)
        for problem, path in doubts(content, vocabulary=vocabulary)
    }
    for question, raw, name in _typed(section, content):
        place = name[: -len(question.id)]
        head, _, inner = name.rpartition(":r:") if ":r:" in name else ("", "", "")
        own = f"r:{inner}" if inner else name
        own_place = own[: -len(question.id)] if inner else place
        posted = filled(question, raw=raw, name=own, vocabulary=vocabulary)
        _values, errors = read_values(
            [question], place=own_place, posted=posted, vocabulary=vocabulary
        )
        found |= {(f"{head}:{key}" if head else key): said for key, said in errors.items()}
    return found


def _typed(section: Section, content: Mapping[str, Any]) -> Iterator[tuple[Question, Any, str]]:
    """Every value of the page that was typed and cannot be read, with its input's name."""
    for question in section.facts:
        raw = value_in(content, question.id)
        if typed_in(raw) is not None:
            yield question, raw, f"f:{question.id}"
    for records in section.records:
        for number, row in enumerate(value_in(content, records.key) or []):
            for question in records.questions:
                if typed_in(row.get(question.id)) is not None:
                    name = f"{records.family.id}:r:{number}:{question.id}"
                    yield question, row[question.id], name


def _input(path: tuple[str, int, str]) -> str:
    name, row, field = path
    return f"f:{name}" if row < 0 else f"{name}:r:{row}:{field}"
