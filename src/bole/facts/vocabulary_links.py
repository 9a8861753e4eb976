"""What a vocabulary's parts say of each other: names that lead nowhere, words used twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bole.facts.catalogues import Catalogue, CatalogueValue, plain
from bole.facts.definitions import FactDef, FamilyDef
from bole.facts.vocabulary import Vocabulary, words_of
from bole.problems import Problem, Where, did_you_mean, problem

Places = Mapping[tuple[str, ...], Callable[[], Where]]
MATERIALS = "material"


def link_problems(vocabulary: Vocabulary, *, places: Places, base: Vocabulary) -> list[Problem]:
    """Everything that is wrong between definitions; what stands in `base` was checked before."""
    found: list[Problem] = []
    for fact in vocabulary.facts.values():
        if base.facts.get(fact.id) is fact:
            continue
        found += _fact(fact, vocabulary, place=("facts", fact.id), places=places)
    found += _twice(vocabulary.facts, place=("facts",), places=places)
    found += _twice(vocabulary.families, place=("families",), places=places)
    for family in vocabulary.families.values():
        if base.families.get(family.id) is family:
            continue
        found += _family(family, vocabulary, places=places)
    for catalogue in vocabulary.catalogues.values():
        if base.catalogues.get(catalogue.id) is catalogue:
            continue
        found += _catalogue(catalogue, places=places)
    return found


def _family(family: FamilyDef, vocabulary: Vocabulary, *, places: Places) -> Iterator[Problem]:
    place = ("families", family.id, "fields")
    yield from _twice(family.fields, place=place, places=places)
    for field in family.fields.values():
        yield from _fact(field, vocabulary, place=(*place, field.id), places=places)
        yield from _implied(field, family, vocabulary, places=places)
    if family.extends:
        yield _nothing_to_extend(family.id, where=_at(places, "families", family.id))


def _implied(
    field: FactDef, family: FamilyDef, vocabulary: Vocabulary, *, places: Places
) -> Iterator[Problem]:
    """A value implies fields of its family, and values that are in their lists."""
    listed = vocabulary.catalogues.get(field.catalogue)
    for value in listed.values.values() if listed else ():
        for name, word in value.implies.items():
            other = family.fields.get(name)
            known = vocabulary.catalogues.get(other.catalogue) if other else None
            if other and (known is None or word not in known.values):
                yield problem(
                    "vocabulary.implies", f"{value.id} 推出的 {name}: {word} 不存在",
                    f"{value.id} implies {name}: {word}, which is not there",
                    where=_at(places, "catalogues", field.catalogue, value.id),
                )  # fmt: skip


def _nothing_to_extend(name: str, *, where: Where | None) -> Problem:
    return problem("vocabulary.extends", f"没有可以扩充的 {name}", f"There is no {name} to extend",
                   where=where)  # fmt: skip


def _at(places: Places, *path: str) -> Where | None:
    """Looked up for a problem only: it costs a second reading of the file."""
    place = places.get(path)
    return place() if place else None


def _fact(
    fact: FactDef, vocabulary: Vocabulary, *, place: tuple[str, ...], places: Places
) -> Iterator[Problem]:
    if fact.catalogue and fact.catalogue not in vocabulary.catalogues:
        yield problem(
            "vocabulary.catalogue", f"没有目录 {fact.catalogue}", f"No catalogue {fact.catalogue}",
            where=_at(places, *place), hint=did_you_mean(fact.catalogue, among=list(vocabulary.catalogues)),
        )  # fmt: skip
    materials = vocabulary.catalogues.get(MATERIALS)
    for tag in fact.evidence if materials else ():
        if materials and tag not in materials.values:
            yield problem(
                "vocabulary.material", f"没有材料 {tag}", f"No material {tag}",
                where=_at(places, *place), hint=did_you_mean(tag, among=list(materials.values)),
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
    if catalogue.extends:
        yield _nothing_to_extend(catalogue.id, where=_at(places, "catalogues", catalogue.id))
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
