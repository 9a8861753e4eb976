"""A dozen closed kinds of stage, one file each: who acts, which outcomes, where they lead.

A kind module has `KIND`, `DOC` and `OUTCOMES`: outcome to its target, which is `next` (the
following stage), `same` (again), `supplement` (again, as one more round), `back` (to the first
stage) or `end:<result>`.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from bole.plugins import modules_by
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
    found = {}
    for kind, module in modules_by("KIND", package=__name__, path=__path__).items():
        outcomes = {name: target for name, (target, _) in module.OUTCOMES.items()}
        words = {name: text for name, (_, text) in module.OUTCOMES.items()}
        found[kind] = Kind(kind, module.DOC, outcomes, words)
    return found
