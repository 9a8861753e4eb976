"""What an auditor types, as the name under which the audit has it.

A feature above says it in its `audited.py`:

    @finder
    def case_of_number(text: str) -> str: ...

It returns the subject (`case:…`), or "" where the text names nothing of the feature's.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils.module_loading import autodiscover_modules

Finder = Callable[[str], str]
_FOUND: list[Finder] = []


def finder(function: Finder) -> Finder:
    """Makes a function one of those that are asked."""
    _FOUND.append(function)
    return function


def subject_of(text: str) -> str:
    """The subject that a text names: a number, a code, or the subject itself; "" for none."""
    text = text.strip()
    autodiscover_modules("audited")
    kind, _, name = text.partition(":")
    if name and kind.isalpha():
        return text
    return next((subject for found in _FOUND if (subject := found(text))), "")
