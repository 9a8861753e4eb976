"""Which facts the files at hand show: what makes a fact evidenced and not only claimed."""

from __future__ import annotations

from collections.abc import Iterable

from bole.facts.definitions import FactDef
from bole.policy.pack import Material
from bole.web.profiles.bridge import FAMILY
from bole.web.programmes.form import Form


def keys_shown(form: Form, *, materials: Iterable[Material]) -> frozenset[str]:
    """The keys of a form that these materials evidence, by their tags."""
    tags = {tag for material in materials for tag in material.evidences}
    facts = {q.id for q in form.facts if _shown(q.definition, name=q.id, tags=tags)}
    families = {
        f"{FAMILY}{r.family.id}"
        for r in form.records
        if r.family.id in tags
        or any(_shown(f, name="", tags=tags) for f in r.family.fields.values())
    }
    return frozenset(facts | families)


def _shown(definition: FactDef, *, name: str, tags: set[str]) -> bool:
    return name in tags or not tags.isdisjoint(definition.evidence)
