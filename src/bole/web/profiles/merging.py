"""Two people's changes to one list of records, put together where they do not touch each other."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any, Final

#: What tells a record from others, whatever is changed in it.
ID: Final = "_id"

Row = Mapping[str, Any]


def new_id() -> str:
    """An id for a record."""
    return secrets.token_hex(4)


def with_ids(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The records, each with an id."""
    return [{ID: new_id(), **row} for row in rows]


def merged(base: Any, *, mine: Any, theirs: Any) -> list[Row] | None:
    """Both changes of the list `base`; None where they meet in one record, or ids are missing.

    Mine gives the order; what they added comes last.
    """
    lists = [_by_id(rows) for rows in (base or [], mine, theirs)]
    if any(found is None for found in lists):
        return None
    was, here, there = (found or {} for found in lists)
    rows: dict[str, Row] = {}
    for id in dict.fromkeys((*here, *there)):
        old, my, their = was.get(id), here.get(id), there.get(id)
        if my == their or their == old:
            chosen = my
        elif my == old:
            chosen = their
        else:
            return None
        if chosen is not None:
            rows[id] = chosen
    return list(rows.values())


def _by_id(rows: Any) -> dict[str, Row] | None:
    if not isinstance(rows, list):
        return None
    found = {str(row.get(ID, "")): row for row in rows}
    return found if len(found) == len(rows) and "" not in found else None
