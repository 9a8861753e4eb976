"""Keys and raw values of a sheet in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bole.facts.definitions import FactDef
from bole.facts.values import show_value
from bole.facts.vocabulary import Vocabulary
from bole.text import Text, join
from bole.web.profiles.bridge import CLAIMS, CLOSED, FAMILY, typed_in, value_of

NOTHING: Final = Text("没填", "Not given")


def label_of(key: str, *, vocabulary: Vocabulary) -> Text:
    """What a key is called."""
    if key == CLAIMS:
        return Text("申报依据", "Clauses relied on")
    name = key.removeprefix(CLOSED).removeprefix(FAMILY)
    if name in vocabulary.families:
        label = vocabulary.family(name).label
        if key.startswith(CLOSED):
            return Text(f"{label.zh}：写全了没有", f"{label.say('en')}: are these all")
        return label
    return vocabulary.fact(name).label if name in vocabulary.facts else Text(name)


def say_raw(key: str, raw: Any, *, vocabulary: Vocabulary) -> tuple[Text, ...]:
    """A raw value in words, a line per record."""
    if raw is None:
        return (NOTHING,)
    if key == CLAIMS:
        return tuple(Text(str(c)) for c in raw) or (NOTHING,)
    name = key.removeprefix(CLOSED).removeprefix(FAMILY)
    if key.startswith(CLOSED):
        return (Text("写全了", "These are all") if raw else Text("还有没写的", "There are more"),)
    if key.startswith(FAMILY) and name in vocabulary.families:
        fields = vocabulary.family(name).fields
        lines = tuple(_row(row, fields=fields, vocabulary=vocabulary) for row in raw)
        return lines or (Text("没有", "None"),)
    if name in vocabulary.facts:
        return (_value(vocabulary.fact(name), raw, vocabulary=vocabulary),)
    return (Text(str(raw)),)


def _row(row: Mapping[str, Any], *, fields: Mapping[str, FactDef], vocabulary: Vocabulary) -> Text:
    parts = [
        _value(fields[name], raw, vocabulary=vocabulary)
        for name, raw in row.items()
        if name in fields
    ]
    return join(parts, zh="，", en=", ")


def _value(definition: FactDef, raw: Any, *, vocabulary: Vocabulary) -> Text:
    typed = typed_in(raw)
    if typed is not None:
        return Text("-".join(part for part in typed.values() if part))
    value = value_of(definition, raw, vocabulary=vocabulary)
    return show_value(definition, value, vocabulary=vocabulary)
