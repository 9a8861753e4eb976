"""A form's questions as the inputs of the self-check ask them, and long lists to type into."""

from __future__ import annotations

from typing import Final

from bole.facts.definitions import FactDef
from bole.facts.vocabulary import Vocabulary
from bole.web.profiles.bridge import ABSENT
from bole.web.programmes.form import Question
from bole.web.selfcheck.forms import OTHER, Posted
from bole.web.selfcheck.questions import Ask

#: A list longer than this is typed into, with what is listed offered.
LONG: Final = 24
#: Typed where there is none of it.
NONE_WORDS: Final = ("没有", "无", "None", "none", "以上都不是")


def ask_of(question: Question, *, vocabulary: Vocabulary) -> Ask:
    """The question with every option of its list, the highest first where there is an order."""
    definition = question.definition
    if definition.kind != "choice":
        return Ask(definition)
    catalogue = vocabulary.catalogue(definition)
    options = list(catalogue.values)
    if catalogue.ordered:
        options.sort(key=lambda v: -catalogue.rank(v))
    return Ask(definition, tuple(options), other=catalogue.open)


def is_long(definition: FactDef, *, vocabulary: Vocabulary) -> bool:
    """True where one types into a list instead of choosing from it."""
    if definition.kind != "choice" or definition.many:
        return False
    return len(vocabulary.catalogue(definition).values) > LONG


def chosen_of(
    posted: Posted, *, name: str, ask: Ask, vocabulary: Vocabulary
) -> dict[str, list[str]] | None:
    """What was typed into a long list as if it had been chosen; None where it is not listed."""
    typed = (posted.get(name) or [""])[0].strip()
    if not typed:
        return {name: []}
    catalogue = vocabulary.catalogue(ask.definition)
    if typed in (*NONE_WORDS, ABSENT):
        return {name: [ABSENT]}
    found = typed if typed in catalogue.values else catalogue.find(typed)
    if found is not None:
        return {name: [found]}
    if not ask.other:
        return None
    return {name: [OTHER], f"{name}.other": [typed.removeprefix(OTHER)]}


def shown_of(posted: Posted, *, name: str, ask: Ask, vocabulary: Vocabulary, lang: str) -> str:
    """What stands in the input of a long list."""
    value = (posted.get(name) or [""])[0]
    if value == OTHER:
        return (posted.get(f"{name}.other") or [""])[0]
    if value == ABSENT:
        return "None" if lang == "en" else "没有"
    catalogue = vocabulary.catalogue(ask.definition)
    return (
        catalogue.name(value).say("en" if lang == "en" else "zh")
        if (value in catalogue.values)
        else value
    )
