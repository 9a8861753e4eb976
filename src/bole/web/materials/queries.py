"""The items of a folder, read in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from bole.web.materials.models import Explanation, Folder, Item, Upload


def items(folder: Folder) -> dict[str, list[Item]]:
    """What lies in the folder, by material, in the order of attachments."""
    return _grouped(_all(folder).filter(removed_at=None))


def earlier(folder: Folder) -> dict[str, list[Item]]:
    """What was taken away or replaced, by material, the latest first."""
    return _grouped(_all(folder).filter(removed_at__isnull=False).order_by("-removed_at", "-pk"))


def explanations(folder: Folder) -> dict[str, Explanation]:
    """The explanations, by material."""
    return {e.material: e for e in Explanation.objects.filter(folder=folder)}


def under_way(folder: Folder, *, by: Any) -> dict[str, list[Upload]]:
    """A person's uploads that have not ended, by material."""
    found: dict[str, list[Upload]] = {}
    for upload in Upload.objects.filter(folder=folder, by=by, ended_at=None).order_by("pk"):
        found.setdefault(upload.material, []).append(upload)
    return found


def evidence_of(user: Any, *, on: dt.date) -> list[Item]:
    """A person's reusable evidence that still holds on that day."""
    found = _all_of(Item.objects.filter(folder__user=user, removed_at=None))
    return [i for i in found if i.valid_until is None or i.valid_until >= on]


def _all(folder: Folder) -> QuerySet[Item]:
    return _all_of(Item.objects.filter(folder=folder))


def _all_of(found: QuerySet[Item]) -> QuerySet[Item]:
    joined = found.select_related("file", "by", "organisation", "folder")
    return joined.order_by("material", "position", "pk")


def _grouped(found: QuerySet[Item]) -> dict[str, list[Item]]:
    grouped: dict[str, list[Item]] = {}
    for item in found:
        grouped.setdefault(item.material, []).append(item)
    return grouped
