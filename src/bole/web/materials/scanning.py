"""Files that the scanner had no answer for, asked about again."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from bole.text import Text
from bole.web.audit import services as audit
from bole.web.common import clock
from bole.web.materials import clamd, storage
from bole.web.materials.models import Item, StoredFile


@dataclass(slots=True)
class Tally:
    """How many of the waiting files came out how."""

    clean: int = 0
    infected: int = 0
    waiting: int = 0


def scan_waiting() -> Tally:
    """Asks the scanner about every waiting file; what is infected is taken out of its folders."""
    tally = Tally()
    for stored in StoredFile.objects.filter(scan=clamd.WAITING).order_by("pk"):
        with storage.open_file(stored) as source:
            found = clamd.scan(source)
        if found.state == clamd.CLEAN:
            tally.clean += 1
        elif found.state == clamd.INFECTED:
            tally.infected += 1
            _take_out(stored, found=found.found)
            continue
        else:
            tally.waiting += 1
            continue
        StoredFile.objects.filter(pk=stored.pk).update(scan=found.state, scanned_at=clock.now())
    return tally


@transaction.atomic
def _take_out(stored: StoredFile, *, found: str) -> None:
    """Marks the file and every item of it; the bytes stay for whoever has to look into it."""
    StoredFile.objects.filter(pk=stored.pk).update(scan=clamd.INFECTED, scanned_at=clock.now())
    items = Item.objects.filter(file=stored, removed_at=None).select_related("folder", "by")
    for item in items:
        item.removed_at = clock.now()
        item.save(update_fields=["removed_at"])
        about = item.folder.about
        content = {"item": str(item.uid), "name": item.name, "found": found}
        audit.record(
            "file.infected", actor=None, role="system", about=about, content=content,
        )  # fmt: skip
        _tell(item)


def _tell(item: Item) -> None:
    from bole.web.notices import services as notices

    notices.tell(
        item.by,
        kind="case",
        title=Text(
            "一份文件没有通过查毒，已移出", "A file did not pass the virus scan and was taken out"
        ),
        body=Text(
            f"“{item.name}”请换一份重新上传。", f"Please upload another copy of {item.name}."
        ),
        url="",
        about=item.folder.about,
        once=f"infected:{item.uid}",
    )
