"""Numbers of applications: programme, year, a running number, and a check character."""

from __future__ import annotations

import re
from typing import Final

from django.db import connection

from bole.web.applications.models import Case, Counter

#: One statement that locks, raises and tells; PostgreSQL and SQLite alike.
_RAISE: Final = f'UPDATE "{Counter._meta.db_table}" SET "last" = "last" + 1 WHERE "series" = %s RETURNING "last"'
_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def next_number(case: Case) -> str:
    """The next number of the case's series, taken under a lock: call it last in a transaction."""
    series = series_of(case)
    with connection.cursor() as cursor:
        for _ in range(2):
            cursor.execute(_RAISE, [series])
            found = cursor.fetchone()
            if found is not None:
                return numbered(series, found[0])
            Counter.objects.get_or_create(series=series)
    raise RuntimeError(series)


def series_of(case: Case) -> str:
    """`XIRONG-2025` of the programme and its year."""
    year = case.pack.rsplit("/", 1)[-1]
    return re.sub(r"[^A-Z0-9]+", "-", f"{case.programme}-{year}".upper())[:24]


def numbered(series: str, n: int) -> str:
    """`XIRONG-2025-000123-K`; the last character checks all the others."""
    base = f"{series}-{n:06d}"
    return f"{base}-{check_character(base)}"


def is_number(text: str) -> bool:
    """True where the check character is right: one slip of a key never is."""
    base, _, check = text.strip().upper().rpartition("-")
    return bool(base) and check == check_character(base)


def check_character(text: str) -> str:
    """The check character of ISO 7064 (MOD 37,36) over letters and digits."""
    remainder = 36
    for char in text:
        if char in _ALPHABET:
            remainder = (remainder + _ALPHABET.index(char)) % 36 or 36
            remainder = remainder * 2 % 37
    return _ALPHABET[(37 - remainder) % 36]
