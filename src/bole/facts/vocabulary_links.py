"""What a vocabulary's parts say of each other: names that lead nowhere, words used twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bole.facts.catalogues import Catalogue, CatalogueValue, plain
from bole.facts.definitions import FactDef
from bole.facts.vocabulary import Vocabulary, words_of
from bole.problems import Problem, Where, did_you_mean, problem

Places = Mapping[tuple[str, ...], Callable[[], Where]]
MATERIALS = "material"


def link_problems(vocabulary: Vocabulary, *, places: Places) -> list[Problem]:
    """Everything that is wrong between definitions; nothing where all links hold."""
    found: list[Problem] = []
    for fact in vocabulary.facts.values():
        found += _fact(fact, vocabulary, where=_at(places, "facts", fact.id))
    found += _twice(vocabulary.facts, place=("facts",), places=places)
    found += _twice(vocabulary.families, place=("families",), places=places)
    for family in vocabulary.families.values():
        place = ("families", family.id, "fields")
        found += _twice(family.fields, place=place, places=places)
        for field in family.fields.values():
            found += _fact(field, vocabulary, where=_at(places, *place, field.id))
    for catalogue in vocabulary.catalogues.values():
        found += _catalogue(catalogue, places=places)
    return found


def _at(places: Places, *path: str) -> Where | None:
    place = places.get(path)
    return place() if place else None


def _fact(fact: FactDef, vocabulary: Vocabulary, *, where: Where | None) -> Iterator[Problem]:
    if fact.catalogue and fact.catalogue not in vocabulary.catalogues:
        yield problem(
            "vocabulary.catalogue", f"没有目录 {fact.catalogue}", f"No catalogue {fact.catalogue}",
            where=where, hint=did_you_mean(fact.catalogue, among=list(vocabulary.catalogues)),
        )  # fmt: skip
    materials = vocabulary.catalogues.get(MATERIALS)
    for tag in fact.evidence if materials else ():
        if materials and tag not in materials.values:
            yield problem(
                "vocabulary.material", f"没有材料 {tag}", f"No material {tag}",
                where=where, hint=did_you_mean(tag, among=list(materials.values)),
            )  # fmt: skip


def _twice(
    items: Mapping[str, Any], *, place: tuple[str, ...], places: Places
) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for name, item in items.items():
        for word in words_of(item):
            other = owners.setdefault(plain(word), name)
            if other != name:
                yield problem(
                    "vocabulary.word_twice", f"“{word}”同时指 {other} 和 {name}",
                    f"'{word}' names both {other} and {name}", where=_at(places, *place, name),
                )  # fmt: skip


def _catalogue(catalogue: Catalogue, *, places: Places) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for value in catalogue.values.values():
        where = places.get(("catalogues", catalogue.id, value.id))
        for parent in (*value.broader, *value.successor_of):
            if parent not in catalogue.values:
                yield problem(
                    "vocabulary.value", f"{catalogue.id} 里没有 {parent}",
                    f"{catalogue.id} has no value {parent}", where=where and where(),
                    hint=did_you_mean(parent, among=list(catalogue.values)),
                )  # fmt: skip
        for word in (value.id, value.name.zh, value.name.en, *value.aliases):
            other = owners.setdefault(plain(word), value.id) if word else value.id
            if other != value.id:
                yield problem(
                    "vocabulary.word_twice", f"“{word}”同时指 {other} 和 {value.id}",
                    f"'{word}' names both {other} and {value.id}", where=where and where(),
                )  # fmt: skip
        if _above_itself(value, catalogue):
            yield problem(
                "vocabulary.circle", f"{value.id} 归到了自己下面", f"{value.id} lies below itself",
                where=where and where(),
            )  # fmt: skip


def _above_itself(value: CatalogueValue, catalogue: Catalogue) -> bool:
    seen: set[str] = set()
    stack = [*value.broader, *value.successor_of]
    while stack:
        parent = stack.pop()
        if parent == value.id:
            return True
        known = catalogue.values.get(parent)
        if known and parent not in seen:
            seen.add(parent)
            stack += [*known.broader, *known.successor_of]
    return False
