"""What the linter looks for: one file a rule, found by walking this package.

A rule module has `CODE` (stable; P: of the pack, Q: of the policy itself), `TITLE` (zh, en), `DOC`
(zh, en: what it means and what to do) and `find(context) -> Iterator[Problem]`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bole.check.context import Context
from bole.plugins import modules_by
from bole.problems import Problem
from bole.text import Text


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the linter."""

    code: str
    title: Text
    doc: Text
    find: Callable[[Context], Iterator[Problem]]

    @property
    def about_policy(self) -> bool:
        """True for a finding about the document, False for an error of the pack."""
        return self.code.startswith("Q")


@functools.cache
def registry() -> tuple[Rule, ...]:
    """All rules by code; raises where two share one."""
    found = modules_by("CODE", package=__name__, path=__path__)
    return tuple(Rule(code, m.TITLE, m.DOC, m.find) for code, m in sorted(found.items()))
