"""What the worker does by the clock: a feature says it in its `duties.py`.

    @duty(every=dt.timedelta(minutes=1))
    def deliver_due() -> None: ...

A duty runs in one worker at a time at most about as often as it says; it may be cut short and begun
again, so it does what is due and not what is new.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.module_loading import autodiscover_modules


@dataclass(frozen=True, slots=True)
class Duty:
    """Something done again and again."""

    name: str
    every: dt.timedelta
    run: Callable[[], object]


_FOUND: dict[str, Duty] = {}


def duty(*, every: dt.timedelta) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Makes a function a duty, named by its feature and its own name."""

    def note(function: Callable[[], object]) -> Callable[[], object]:
        name = f"{function.__module__.split('.')[-2]}.{function.__name__}"
        if name in _FOUND:
            raise ValueError(f"two duties are named {name}")
        _FOUND[name] = Duty(name, every, function)
        return function

    return note


def duties() -> tuple[Duty, ...]:
    """Every duty of every feature, by name."""
    autodiscover_modules("duties")
    return tuple(_FOUND[name] for name in sorted(_FOUND))
