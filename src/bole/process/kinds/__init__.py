"""A dozen closed kinds of stage, one file each: who acts, which outcomes, where they lead.

A kind module has `KIND`, `DOC` and `OUTCOMES`: outcome to its target, which is `next` (the
following stage), `same` (again), `supplement` (again, as one more round), `back` (to the first
stage) or `end:<result>`.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass

from bole.text import Text


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of stage."""

    kind: str
    doc: Text
    outcomes: Mapping[str, str]
    words: Mapping[str, Text]


@functools.cache
def registry() -> Mapping[str, Kind]:
    """All kinds by name; raises where two claim the same."""
    found: dict[str, Kind] = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        if module.KIND in found:
            raise ValueError(f"two kinds of stage {module.KIND!r}")
        outcomes = {name: target for name, (target, _) in module.OUTCOMES.items()}
        words = {name: text for name, (_, text) in module.OUTCOMES.items()}
        found[module.KIND] = Kind(module.KIND, module.DOC, outcomes, words)
    return found
