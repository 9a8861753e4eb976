"""Names of facts as people read them, from the ids that explanations use."""

from __future__ import annotations

import re

from bole.facts.vocabulary import Vocabulary
from bole.text import Text

_ID = re.compile(r"^(?P<family>[a-z_]+)\[(?P<index>\d+)\](?:\.(?P<field>\w+))?$")


def fact_label(id: str, *, vocabulary: Vocabulary) -> Text:
    """The label of `birth_date`, `papers` ("any more?") or `awards[0].grade`."""
    match = _ID.match(id)
    if match:
        family = vocabulary.families[match["family"]]
        number = int(match["index"]) + 1
        field = family.fields[match["field"]].label if match["field"] else Text("", "")
        return Text(
            f"{family.label.zh}第 {number} 项{field.zh}",
            f"{family.label.say('en')} {number} {field.say('en')}".strip(),
        )
    if id in vocabulary.families:
        return vocabulary.families[id].label
    return vocabulary.facts[id].label if id in vocabulary.facts else Text(id, id)


def fact_of(id: str) -> str:
    """The scalar fact or family that an id belongs to: `awards[0].grade` is of `awards`."""
    return id.split("[", 1)[0]
