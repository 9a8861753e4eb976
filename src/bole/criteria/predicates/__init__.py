"""An open set of tests, one file each; every one rewrites itself into the kernel.

A predicate module has `KEY` (what a node writes), `EXTRA` (keys beside it), `DOC` (one line),
`SCHEMA` (JSON Schema of the value) and `build(spec) -> Formula`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bole.criteria.kernel import Formula
from bole.criteria.spec import Spec
from bole.plugins import modules_by


@dataclass(frozen=True, slots=True)
class Predicate:
    """One predicate as the builder sees it."""

    key: str
    extra: frozenset[str]
    doc: str
    schema: Mapping[str, Any]
    build: Callable[[Spec], Formula]


@functools.cache
def registry() -> Mapping[str, Predicate]:
    """All predicates by key; raises where two claim the same."""
    found = {}
    for key, module in modules_by("KEY", package=__name__, path=__path__).items():
        found[key] = Predicate(
            key,
            frozenset(getattr(module, "EXTRA", ())),
            module.DOC,
            module.SCHEMA,
            module.build,
        )
    return found


def extras(key: str) -> frozenset[str]:
    """The keys a predicate reads beside its own."""
    known = registry().get(key)
    return known.extra if known else frozenset()
