"""Saving facts: key by key, under a version, with conflicts told and nothing overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction

from bole.facts.model import Assurance
from bole.web.common import clock
from bole.web.profiles.models import Change, FactSheet

CLAIMS: Final = "claims"
FAMILY: Final = "family:"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else changed a key since the page was loaded: both values, for a person to choose."""

    key: str
    mine: Any
    theirs: Any
    by: int | None
    at: str


@dataclass(frozen=True, slots=True)
class Saved:
    """The sheet's version after the save, the keys that changed, and what was not saved."""

    version: int
    changed: tuple[str, ...]
    conflicts: tuple[Conflict, ...] = ()


def value_in(content: Mapping[str, Any], key: str) -> Any:
    """The raw value under a key (a fact's id, `family:<name>` or `claims`); None where not told."""
    if key == CLAIMS:
        return content.get("claims")
    if key.startswith(FAMILY):
        return content.get("families", {}).get(key.removeprefix(FAMILY))
    return content.get("facts", {}).get(key)


@transaction.atomic
def save(
    sheet: FactSheet,
    values: Mapping[str, Any],
    *,
    base: int,
    by: Any,
    source: str = "form",
    assurance: Assurance = Assurance.CLAIMED,
    over: frozenset[str] = frozenset(),
) -> Saved:
    """Writes the values (None takes one back) that differ from what stands.

    `base` is the version that the page showed. A key that somebody changed after it, to something
    else, is left alone and told as a conflict, unless it is in `over` (the person has chosen).
    """
    row = FactSheet.objects.select_for_update().get(pk=sheet.pk)
    content = _content(row)
    changed, conflicts = _sorted(content, values, base=base, over=over)
    if changed:
        _write(row, content, changed, by=by, source=source, assurance=assurance)
    sheet.content, sheet.version, sheet.changed_at = row.content, row.version, row.changed_at
    return Saved(row.version, tuple(changed), tuple(conflicts))


def _sorted(
    content: dict[str, Any], values: Mapping[str, Any], *, base: int, over: frozenset[str]
) -> tuple[dict[str, Any], list[Conflict]]:
    """What to write, and what somebody else has written meanwhile."""
    changed: dict[str, Any] = {}
    conflicts = []
    for key, value in values.items():
        stands, meta = value_in(content, key), content["meta"].get(key, {})
        if stands == value:
            continue
        if meta.get("v", 0) > base and key not in over:
            conflicts.append(Conflict(key, value, stands, meta.get("by"), meta.get("at", "")))
        else:
            changed[key] = value
    return changed, conflicts


def _write(
    row: FactSheet, content: dict[str, Any], changed: Mapping[str, Any], *,
    by: Any, source: str, assurance: Assurance,
) -> None:  # fmt: skip
    now = clock.now()
    before = {key: value_in(content, key) for key in changed}
    row.version += 1
    for key, value in changed.items():
        _put(content, key, value)
        content["meta"][key] = {
            "v": row.version, "by": by.pk, "at": now.isoformat(), "a": int(assurance),
        }  # fmt: skip
    row.content, row.changed_at = content, now
    row.save(update_fields=["content", "version", "changed_at"])
    Change.objects.create(
        sheet=row, version=row.version, by=by, at=now, source=source, before=before
    )


def _put(content: dict[str, Any], key: str, value: Any) -> None:
    if key == CLAIMS:
        content["claims"] = value or []
        return
    place = content["families"] if key.startswith(FAMILY) else content["facts"]
    name = key.removeprefix(FAMILY)
    if value is None:
        place.pop(name, None)
    else:
        place[name] = value


def _content(row: FactSheet) -> dict[str, Any]:
    """The content with all its parts, however empty."""
    empty: dict[str, Any] = {"facts": {}, "families": {}, "claims": [], "meta": {}}
    return {**empty, **(row.content or {})}
