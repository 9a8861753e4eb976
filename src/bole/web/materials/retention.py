"""Files of the vault whose term is over: listed, and erased once somebody has confirmed it.

The term runs from the end of the case, from the last change of a draft that nobody went on with,
or from the day a file was taken away. What was handed in keeps its hash in the submission.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from bole.text import Text
from bole.web.audit import services as audit
from bole.web.common import clock
from bole.web.materials import storage
from bole.web.materials.models import Item, StoredFile

WITHDRAWN_OR_DECIDED = Text("申报已经结束", "The case has ended")
LEFT = Text("草稿没有再动", "A draft that nobody went on with")
REMOVED = Text("文件已经删掉", "The file was taken away")


@dataclass(frozen=True, slots=True)
class Expired:
    """An item whose term is over, and why."""

    item: Item
    why: Text


def expired(*, days: int | None = None) -> list[Expired]:
    """The items of the vault whose term of `days` (BOLE_VAULT_DAYS) is over, oldest first."""
    term = dt.timedelta(days=settings.BOLE_VAULT_DAYS if days is None else days)
    before = clock.now() - term
    ended = Q(folder__case__result__gt="", folder__case__entered__lt=before)
    left = Q(
        folder__case__submitted_at=None, folder__case__result="",
        folder__case__changed_at__lt=before,
    )  # fmt: skip
    removed = Q(removed_at__lt=before)
    rows = Item.objects.filter(ended | left | removed, file__sealed=True)
    rows = rows.select_related("file", "folder", "folder__case").order_by("added_at", "pk")
    return [Expired(item, _why(item, before=before)) for item in rows]


def erase(found: Iterable[Expired], *, by: Any, reason: str, role: str = "system") -> int:
    """How many items were erased, each with an entry of the audit; shared bytes go with the last."""
    count = 0
    for one in found:
        with transaction.atomic():
            count += _erase(one.item, by=by, role=role, reason=f"{one.why.zh} {reason}".strip())
    return count


def _erase(item: Item, *, by: Any, role: str, reason: str) -> int:
    stored = StoredFile.objects.select_for_update().filter(pk=item.file_id).first()
    if stored is None or not Item.objects.filter(pk=item.pk).delete()[0]:
        return 0
    about = item.folder.about
    content = {
        "item": str(item.uid), "material": item.material, "sha256": stored.sha256,
        "reason": reason,
    }  # fmt: skip
    audit.record(
        "file.erased", actor=by, role=role, about=about, content=content,
    )  # fmt: skip
    if not stored.items.exists():
        # Within the transaction: whoever stores the same now waits for the row, then writes anew.
        stored.delete()
        storage.erase(stored)
    return 1


def _why(item: Item, *, before: dt.datetime) -> Text:
    case: Any = getattr(item.folder, "case", None)
    if case is not None and case.result and case.entered < before:
        return WITHDRAWN_OR_DECIDED
    if item.removed_at is not None and item.removed_at < before:
        return REMOVED
    return LEFT
