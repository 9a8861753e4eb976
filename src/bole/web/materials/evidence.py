"""A person's reusable evidence: of which kind, until when it holds, and what it can show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

from bole.facts.vocabulary import Vocabulary
from bole.policy.pack import Material
from bole.text import Text
from bole.web.materials.models import Folder, Item

CATALOGUE: Final = "material"
#: Kinds that are kept in the vault.
SEALED: Final = frozenset({"identity", "no_crime_record", "income_proof", "tax_record"})
#: How long the issuer lets a kind hold, in days; the person may write another day.
DAYS: Final = {"degree_verification": 180}


def folder_of(user: Any) -> Folder:
    """The person's folder, made when first asked for."""
    return Folder.objects.get_or_create(user=user)[0]


def kinds(vocabulary: Vocabulary) -> list[tuple[str, Text]]:
    """All kinds with their names, in the catalogue's order."""
    catalogue = vocabulary.catalogues[CATALOGUE]
    return [(v, Text(catalogue.name(v).zh, catalogue.name(v).say("en"))) for v in catalogue.values]


def holds_until(kind: str, *, issued: dt.date) -> dt.date | None:
    """The last day on which evidence of that kind holds, None where it does not end."""
    days = DAYS.get(kind)
    return None if days is None else issued + dt.timedelta(days=days)


def tags_of(material: Material, *, vocabulary: Vocabulary) -> frozenset[str]:
    """The kinds of evidence that show the facts of a material."""
    found: set[str] = set()
    for id in material.evidences:
        if id in vocabulary.facts:
            found.update(vocabulary.fact(id).evidence)
        elif id in vocabulary.families:
            for fact in vocabulary.family(id).fields.values():
                found.update(fact.evidence)
    return frozenset(found)


def fitting(items: Iterable[Item], *, material: Material, vocabulary: Vocabulary) -> list[Item]:
    """The evidence that could be used again for a material."""
    tags = tags_of(material, vocabulary=vocabulary)
    return [i for i in items if i.shows in tags]
