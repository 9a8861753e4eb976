"""One thing that does not agree, and how it is put right where that is safe."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bole.text import Text


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with what; `repair` is there only where it can lose nothing."""

    code: str
    about: str
    message: Text
    repair: Callable[[], object] | None = None
    #: Left over, not wrong: it does not fail the check.
    harmless: bool = False
