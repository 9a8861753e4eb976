"""Adding, ordering, replacing, taking away and explaining: one transaction each.

A folder changes only while its case is a draft, or where a material is to be completed: the case's
row is locked first, so that nothing slips in beside a submission.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.db import transaction

from bole.problems import Problem, Problems, problem
from bole.text import Text
from bole.web.audit import services as audit
from bole.web.common import clock
from bole.web.materials import clamd, limits, storage
from bole.web.materials.checks import Checked, Readable, checked, clean_name
from bole.web.materials.models import Explanation, Folder, Item, StoredFile
from bole.web.materials.order import in_order
from bole.web.materials.refusals import refusal

APPLICANT: Final = "applicant"


def add(
    folder: Folder,
    *,
    material: str,
    name: str,
    stream: Readable | Sequence[Readable],
    by: Any,
    organisation: Any = None,
    vault: bool = False,
    role: str = APPLICANT,
    shows: str = "",
    valid_until: dt.date | None = None,
    replaces: Item | None = None,
) -> Item:
    """The file as the last item of its material, or in the place of the one that it replaces.

    Several streams are photos that become one PDF. The same content under the same material again
    is the item that is there. Raises Problems.
    """
    streams = list(stream) if isinstance(stream, Sequence) else [stream]
    name = clean_name(name)
    with checked(streams, name=name, join=len(streams) > 1) as found:
        scan = _scanned(found, about=folder.about, name=name, by=by, role=role)
        stored = store(found, sealed=vault, scan=scan.state)
    with changing(folder, material=material):
        item = Item(
            folder=folder, material=material, name=clean_name(name, media_type=found.media_type),
            by=by, organisation=organisation, added_at=clock.now(), shows=shows,
            valid_until=valid_until,
        )  # fmt: skip
        content = {"pages": found.pages, "stripped": found.stripped, "scan": scan.state}
        return _put(item, stored=stored, replaces=replaces, role=role, content=content)


def keep(streams: Sequence[Readable], *, name: str, by: Any, role: str, about: str) -> StoredFile:
    """A file that lies in no folder, such as the scan of a licence; Problems as for `add`."""
    name = clean_name(name)
    with checked(streams, name=name, join=len(streams) > 1) as found:
        scan = _scanned(found, about=about, name=name, by=by, role=role)
        return store(found, sealed=False, scan=scan.state)


def reuse(
    source: Item,
    *,
    folder: Folder,
    material: str,
    by: Any,
    organisation: Any = None,
    vault: bool = False,
    role: str = APPLICANT,
) -> Item:
    """An item of the same file elsewhere; kept apart there where the material asks for it."""
    stored = source.file
    if stored.sealed != vault:
        with storage.open_file(stored) as stream:
            return add(
                folder, material=material, name=source.name, stream=stream, by=by,
                organisation=organisation, vault=vault, role=role, valid_until=source.valid_until,
            )  # fmt: skip
    with changing(folder, material=material):
        item = Item(
            folder=folder, material=material, name=source.name, by=by, organisation=organisation,
            added_at=clock.now(), valid_until=source.valid_until,
        )  # fmt: skip
        return _put(item, stored=stored, role=role, content={"again": str(source.uid)})


def remove(item: Item, by: Any, *, role: str = APPLICANT) -> None:
    """Marks the item as taken away; its file stays and it can be brought back."""
    with changing(item.folder, material=item.material):
        if Item.objects.filter(pk=item.pk, removed_at=None).update(
            removed_at=clock.now(), removed_by=by
        ):
            _note("material.removed", item, by=by, role=role)


def restore(item: Item, by: Any, *, role: str = APPLICANT) -> None:
    """Brings back, at the end, what was taken away or replaced."""
    with changing(item.folder, material=item.material):
        held = Item.objects.select_related("folder", "file").get(pk=item.pk)
        if held.removed_at is None:
            return
        _check_room(held)
        held.removed_at = held.removed_by = held.replaced_by = None
        held.position = _next_position(held)
        held.save()
        _note("material.restored", held, by=by, role=role)


def move(item: Item, to: int, *, by: Any, role: str = APPLICANT) -> None:
    """Puts the item at a place among those of its material, 0 being the first."""
    with changing(item.folder, material=item.material):
        own = list(
            Item.objects.filter(folder=item.folder_id, material=item.material, removed_at=None)
            .only("pk", "position")
            .order_by("position", "pk")
        )
        moved = next((i for i in own if i.pk == item.pk), None)
        if moved is None:
            return
        own.remove(moved)
        own.insert(min(max(to, 0), len(own)), moved)
        for place, one in enumerate(own):
            one.position = place
        Item.objects.bulk_update(own, ["position"])
        _note("material.moved", item, by=by, role=role, content={"to": to})


def arrange(
    folder: Folder, material: str, shows: Mapping[str, str], *,
    by: Any, keys: Sequence[str] = (), role: str = APPLICANT,
) -> None:  # fmt: skip
    """Keeps which record each item (by its `uid`) shows, and sorts them by the records in `keys`."""
    with changing(folder, material=material):
        own = list(
            Item.objects.filter(folder=folder, material=material, removed_at=None)
            .select_related("file", "folder")
            .order_by("position", "pk")
        )
        for item in own:
            said = shows.get(str(item.uid), item.shows)[:160]
            if said != item.shows:
                item.shows = said
                _note("material.shows", item, by=by, role=role, content={"shows": said})
        places = in_order([i.shows for i in own], keys=keys) if keys else list(range(len(own)))
        for place, n in enumerate(places):
            own[n].position = place
        Item.objects.bulk_update(own, ["shows", "position"])
        if places != sorted(places):
            content = {"material": material, "items": [str(own[n].uid) for n in places]}
            audit.record(
                "material.sorted", actor=by, role=role, about=folder.about, content=content,
            )  # fmt: skip


def explain(
    folder: Folder, material: str, text: str, by: Any, *, role: str = APPLICANT
) -> Explanation | None:
    """The explanation why a material is not there; an empty text takes it away."""
    text = text.strip()
    if len(text) > limits.EXPLANATION:
        most = limits.EXPLANATION
        zh, en = f"说明最多 {most} 字", f"An explanation has at most {most} characters"
        raise Problems([problem("explanation.long", zh, en)])
    with changing(folder, material=material):
        content = {"material": material, "text": text}
        audit.record(
            "material.explained", actor=by, role=role, about=folder.about, content=content,
        )  # fmt: skip
        if not text:
            Explanation.objects.filter(folder=folder, material=material).delete()
            return None
        found, _ = Explanation.objects.update_or_create(
            folder=folder,
            material=material,
            defaults={"text": text, "by": by, "at": clock.now()},
        )
        return found


@contextlib.contextmanager
def changing(folder: Folder, *, material: str) -> Iterator[None]:
    """A transaction in which the folder may change; raises Problems where it may not any more."""
    with transaction.atomic():
        case: Any = getattr(folder, "case", None)
        if case is None:
            Folder.objects.select_for_update().get(pk=folder.pk)
        else:
            # Submitting locks the case too: what is added comes before or is refused.
            held = type(case).objects.select_for_update().get(pk=case.pk)
            if not held.may_change(f"material:{material}"):
                raise Problems([_closed()])
            held.changed_at = clock.now()
            held.save(update_fields=["changed_at"])
        yield


def store(found: Checked, *, sealed: bool, scan: str) -> StoredFile:
    """The row of the content; its bytes lie on the disk before the row is there."""
    with found.path.open("rb") as source:
        storage.put(source, sha256=found.sha256, sealed=sealed)
        if not sealed:
            storage.put_thumbnail(found.thumbnail, sha256=found.sha256)
        with transaction.atomic():
            row, fresh = StoredFile.objects.select_for_update().get_or_create(
                sha256=found.sha256,
                sealed=sealed,
                defaults={
                    "size": found.size, "media_type": found.media_type, "pages": found.pages,
                    "scan": scan, "scanned_at": clock.now(), "thumbnail": not sealed,
                    "stored_at": clock.now(),
                },
            )  # fmt: skip
            # Held by the row, nobody erases it; somebody may have, just before.
            storage.put(source, sha256=found.sha256, sealed=sealed)
            if not fresh and row.scan != scan and scan == clamd.CLEAN:
                row.scan, row.scanned_at = scan, clock.now()
                row.save(update_fields=["scan", "scanned_at"])
    return row


def _put(
    item: Item,
    *,
    stored: StoredFile,
    role: str,
    content: Mapping[str, Any],
    replaces: Item | None = None,
) -> Item:
    """The item, saved; inside the transaction that holds the folder."""
    own = Item.objects.filter(folder=item.folder, material=item.material)
    twin = own.filter(file=stored, removed_at=None).select_related("file", "folder").first()
    if twin and (replaces is None or replaces.pk == twin.pk):
        return twin
    item.file = stored
    if replaces is None:
        _check_room(item)
        item.position = _next_position(item)
    else:
        item.position = replaces.position
        item.shows = item.shows or replaces.shows
    item.save()
    if replaces is not None:
        own.filter(pk=replaces.pk, removed_at=None).update(
            removed_at=item.added_at, removed_by=item.by, replaced_by=item
        )
    told = dict(content) | ({"replaces": str(replaces.uid)} if replaces else {})
    _note("material.added", item, by=item.by, role=role, content=told)
    return item


def _check_room(item: Item) -> None:
    there = Item.objects.filter(folder=item.folder, removed_at=None)
    own = there.filter(material=item.material).count()
    if own < limits.PER_MATERIAL and there.count() < limits.PER_FOLDER:
        return
    most = limits.PER_MATERIAL
    hint = Text(
        "合并成少几份 PDF，或删掉不用的。", "Join some to one PDF, or remove what is not needed."
    )
    zh, en = f"一项材料最多 {most} 份文件", f"One material takes at most {most} files"
    raise Problems([problem("material.full", zh, en, hint=hint)])


def _next_position(item: Item) -> int:
    own = Item.objects.filter(folder=item.folder, material=item.material, removed_at=None)
    last = own.order_by("-position").values_list("position", flat=True).first()
    return 0 if last is None else last + 1


def _scanned(found: Checked, *, about: str, name: str, by: Any, role: str) -> clamd.Scan:
    """What the scanner said; an infected file is refused and its refusal stays on record."""
    with found.path.open("rb") as source:
        scan = clamd.scan(source)
    if scan.state == clamd.INFECTED:
        with transaction.atomic():
            content = {"name": name, "sha256": found.sha256, "found": scan.found}
            audit.record(
                "file.infected", actor=by, role=role, about=about, content=content,
            )  # fmt: skip
        raise Problems([refusal("infected", name=name)])
    return scan


def _note(
    action: str, item: Item, *, by: Any, role: str, content: Mapping[str, Any] | None = None
) -> None:
    told = {
        "item": str(item.uid), "material": item.material, "name": item.name,
        "sha256": item.file.sha256,
    } | dict(content or {})  # fmt: skip
    audit.record(
        action, actor=by, role=role, about=item.folder.about, content=told,
    )  # fmt: skip


def nothing_chosen() -> Problem:
    """The problem of a form without a file."""
    hint = Text(
        "点“选文件”，或把文件拖到那一行。", "Press “Choose files”, or drop them on the row."
    )
    return Problem("file.none", Text("还没选文件。", "No file was chosen."), hint=hint)


def _closed() -> Problem:
    hint = Text("要改，等受理单位退回补正。", "It can change once the office asks for completion.")
    zh, en = "已经提交，材料不能再改", "It has been submitted; its materials cannot change any more"
    return problem("folder.closed", zh, en, hint=hint)
