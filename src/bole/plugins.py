"""Open sets: one module of a package for each member, found by walking the package."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from types import ModuleType


def modules_by(constant: str, *, package: str, path: Iterable[str]) -> dict[str, ModuleType]:
    """The modules of a package by the value of their constant, in the order of their names.

    Raises ValueError where two share a value.
    """
    found: dict[str, ModuleType] = {}
    for info in pkgutil.iter_modules(path):
        module = importlib.import_module(f"{package}.{info.name}")
        value = getattr(module, constant)
        if value in found:
            raise ValueError(f"{found[value].__name__} and {module.__name__}: {constant} {value!r}")
        found[value] = module
    return found
