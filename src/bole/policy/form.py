"""From `form.yaml` to the boxes of the official form, each with the facts that fill it."""

from __future__ import annotations

from typing import Final

from bole.facts.vocabulary import Vocabulary
from bole.policy.pack import FormField
from bole.policy.part import Part
from bole.problems import did_you_mean

#: What fills a box that no fact fills.
SOURCES: Final = ("tier", "track", "claims", "signature", "opinion")
CITIZENSHIP: Final = "citizenship"
KEYS: Final = (
    "id", "number", "label", "cite", "fact", "facts", "source", "by", "except", "required", "note",
    "rules", "programme",
)  # fmt: skip


def read_form(file: Part, *, programme: str, vocabulary: Vocabulary) -> tuple[FormField, ...]:
    """The boxes in the form's order; problems go to the parts."""
    seen: set[str] = set()
    return tuple(
        _field(part, vocabulary=vocabulary, seen=seen)
        for part in file.parts("fields")
        if part.word("programme") in ("", programme)
    )


def _field(part: Part, *, vocabulary: Vocabulary, seen: set[str]) -> FormField:
    part.only(*KEYS)
    id = part.word("id", need=True)
    if id in seen:
        part.fail("form.id", f"“{id}”写了两次", f"{id!r} is written twice", "id")
    seen.add(id)
    facts = (*((part.word("fact"),) if part.data.get("fact") else ()), *part.words("facts"))
    for name in facts:
        _known(part, name, vocabulary=vocabulary)
    source = part.word("source")
    if bool(facts) == bool(source) or (source and source not in SOURCES):
        listed = ", ".join(SOURCES)
        zh, en = f"写 fact，或 source：{listed}", f"Write fact, or a source: {listed}"
        part.fail("form.source", zh, en, "source")
    return FormField(
        id,
        part.word("number") or str(len(seen)),
        part.text("label", need=True),
        part.word("cite", need=True),
        facts,
        source,
        part.word("by") or "applicant",
        _without(part, vocabulary=vocabulary),
        part.flag("required", default=True),
        part.text("note"),
        part.words("rules"),
    )


def _known(part: Part, name: str, *, vocabulary: Vocabulary) -> None:
    """Notes a name that is no fact, no family and no field of one."""
    family, _, field = name.partition(".")
    fields = vocabulary.families[family].fields if family in vocabulary.families else {}
    if name in vocabulary.facts or name in vocabulary.families or field in fields:
        return
    among = [*vocabulary.facts, *vocabulary.families, *(f"{family}.{f}" for f in fields)]
    hint = did_you_mean(name, among=among)
    part.fail("fact", f"没有事实“{name}”", f"Unknown fact {name!r}", hint=hint)


def _without(part: Part, *, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The citizenships that leave the box empty, as ids of the catalogue."""
    catalogue = vocabulary.catalogues[CITIZENSHIP]
    found = []
    for n, word in enumerate(part.words("except")):
        id = catalogue.find(word)
        if id is None:
            hint = did_you_mean(word, among=catalogue.words())
            part.fail("choice", f"没有国籍类别“{word}”", f"No citizenship {word!r}", "except", n,
                      hint=hint)  # fmt: skip
        else:
            found.append(id)
    return tuple(found)
