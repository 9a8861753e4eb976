"""Saving facts: key by key, under a version, with conflicts told and nothing overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction

from bole.web.common import clock
from bole.web.profiles.bridge import CLAIMS, CLOSED, FAMILY
from bole.web.profiles.merging import merged
from bole.web.profiles.models import Change, FactSheet

Base = int | Mapping[str, int]
_PARTS: Final = {FAMILY: "families", CLOSED: "closed"}


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
    """The sheet's version after the save, the keys that changed, and what was not saved.

    `behind` are keys that somebody else changed too, without meeting this save: the page shows an
    older value of them.
    """

    version: int
    changed: tuple[str, ...]
    conflicts: tuple[Conflict, ...] = ()
    behind: tuple[str, ...] = ()


def value_in(content: Mapping[str, Any], key: str) -> Any:
    """The raw value under a key (a fact's id, `family:<name>`, `closed:<name>` or `claims`);
    None where not told.
    """
    if key == CLAIMS:
        return content.get(CLAIMS) or None
    part, name = _place(key)
    return content.get(part, {}).get(name)


def versions_in(content: Mapping[str, Any], keys: Iterable[str]) -> dict[str, int]:
    """In which version each key was changed last, 0 where never: what a page is based on."""
    meta = content.get("meta", {})
    return {key: int(meta.get(key, {}).get("v", 0)) for key in keys}


@transaction.atomic(savepoint=False)
def save(
    sheet: FactSheet,
    values: Mapping[str, Any],
    *,
    base: Base,
    by: Any,
    source: str = "form",
    over: frozenset[str] = frozenset(),
) -> Saved:
    """Writes the values (None takes one back) that differ from what stands.

    `base` is the version that the page showed, of the sheet or of each key. A key that somebody
    changed after it is left alone where the page's value is the old one, and told as a conflict
    where it is a third one, unless it is in `over` (the person has chosen).
    """
    row = FactSheet.objects.select_for_update().get(pk=sheet.pk)
    content = content_of(row)
    changed, conflicts, behind = _sorted(row, content, values, base=base, over=over)
    if changed:
        _write(row, content, changed, by=by, source=source)
    sheet.content, sheet.version, sheet.changed_at = row.content, row.version, row.changed_at
    return Saved(row.version, tuple(changed), tuple(conflicts), tuple(behind))


@transaction.atomic
def restore(sheet: FactSheet, *, version: int, by: Any, keys: Iterable[str] = ()) -> Saved:
    """Puts back what stood before a save (all its keys, or some); a save like any other."""
    change = Change.objects.get(sheet=sheet, version=version)
    chosen = [k for k in change.before if not keys or k in set(keys)]
    values = {key: change.before[key] for key in chosen}
    return save(sheet, values, base=sheet.version, by=by, source="restore", over=frozenset(chosen))


def value_at(sheet: FactSheet, key: str, *, version: int) -> Any:
    """What stood under a key after that version; None where nothing did."""
    later = Change.objects.filter(sheet=sheet, version__gt=version).order_by("version")
    for change in later.iterator(chunk_size=50):
        if key in change.before:
            return change.before[key]
    return value_in(content_of(sheet), key)


def content_of(row: FactSheet) -> dict[str, Any]:
    """The content with all its parts, however empty."""
    empty: dict[str, Any] = {"facts": {}, "families": {}, "closed": {}, CLAIMS: [], "meta": {}}
    return {**empty, **(row.content or {})}


def _sorted(
    row: FactSheet,
    content: Mapping[str, Any],
    values: Mapping[str, Any],
    *,
    base: Base,
    over: frozenset[str],
) -> tuple[dict[str, Any], list[Conflict], list[str]]:
    """What to write, what somebody else has written meanwhile, what only they have written."""
    changed: dict[str, Any] = {}
    conflicts, behind = [], []
    for key, value in values.items():
        stands, meta = value_in(content, key), content["meta"].get(key, {})
        if key == CLAIMS:
            value = value or None
        if stands == value:
            continue
        shown = base if isinstance(base, int) else base.get(key, 0)
        if meta.get("v", 0) <= shown or key in over:
            changed[key] = value
            continue
        was = value_at(row, key, version=shown)
        both = merged(was, mine=value, theirs=stands) if key.startswith(FAMILY) else None
        if was == value or both is not None:
            behind.append(key)
        else:
            conflicts.append(Conflict(key, value, stands, meta.get("by"), meta.get("at", "")))
        if both is not None and both != stands:
            changed[key] = both
    return changed, conflicts, behind


def _write(
    row: FactSheet, content: dict[str, Any], changed: Mapping[str, Any], *, by: Any, source: str
) -> None:
    now = clock.now()
    before = {key: value_in(content, key) for key in changed}
    row.version += 1
    for key, value in changed.items():
        put_in(content, key, value)
        content["meta"][key] = {"v": row.version, "by": by.pk, "at": now.isoformat()}
    row.content, row.changed_at = content, now
    row.save(update_fields=["content", "version", "changed_at"])
    Change.objects.create(
        sheet=row, version=row.version, by=by, at=now, source=source, before=before
    )


def put_in(content: dict[str, Any], key: str, value: Any) -> None:
    """Puts a raw value under a key; None takes it away."""
    if key == CLAIMS:
        content[CLAIMS] = value or []
        return
    part, name = _place(key)
    if value is None:
        content[part].pop(name, None)
    else:
        content[part][name] = value


def _place(key: str) -> tuple[str, str]:
    """The part of the content that holds a key, and the name it has there."""
    for prefix, part in _PARTS.items():
        if key.startswith(prefix):
            return part, key.removeprefix(prefix)
    return "facts", key
