"""What `bole test --mutants` shows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from bole.check.mutants import Mutant, Mutants
from bole.text import Lang, Text


def mutants_lines(found: Mutants, *, lang: Lang) -> Iterator[str]:
    """Survivors by criterion, each with a case that would notice; then the sum."""
    survivors = found.survivors
    for unit, listed in groupby(survivors, key=lambda m: m.unit.meta):
        yield f"{unit.id}  {unit.cite}  {unit.label.say(lang)}"
        for mutant in listed:
            yield f"  {mutant.id}"
            yield f"    {mutant.mutation.text.say(lang)} → {mutant.mutation.hint.say(lang)}"
    for id in found.stale:
        zh, en = f"mutants.yaml 里不再需要：{id}", f"No longer needed in mutants.yaml: {id}"
        yield Text(zh, en).say(lang)
    excused = sum(m.alive and bool(m.reason) for m in found.all)
    zh = f"{len(found.all)} 个变体，{len(survivors)} 个没有案例发现，{excused} 个写明了原因。"
    en = f"{len(found.all)} mutants: {len(survivors)} alive, {excused} excused with a reason."
    yield Text(zh, en).say(lang)


def mutants_data(found: Mutants, *, lang: Lang) -> dict[str, Any]:
    """The same as data."""
    return {
        "mutants": len(found.all),
        "survivors": [_row(m, lang=lang) for m in found.survivors],
        "excused": {m.id: m.reason for m in found.all if m.alive and m.reason},
        "stale": list(found.stale),
    }


def _row(mutant: Mutant, *, lang: Lang) -> dict[str, str]:
    return {
        "id": mutant.id,
        "cite": mutant.unit.meta.cite,
        "change": mutant.mutation.text.say(lang),
        "hint": mutant.mutation.hint.say(lang),
    }
