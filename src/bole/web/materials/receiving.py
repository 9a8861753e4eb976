"""Files that arrive in chunks: begun, continued where they broke off, ended once.

A chunk lies whole in the storage before the row says that it has come. What the row does not name
never counted, so a crash between the two costs one chunk, and the same chunk again harms nobody.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import secrets
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, Final, cast

from django.db.models import Q

from bole.problems import Problem, Problems, problem
from bole.text import Text
from bole.web.common import clock
from bole.web.materials import limits, services, storage
from bole.web.materials.checks import clean_name
from bole.web.materials.models import Folder, Item, Upload
from bole.web.materials.refusals import refusal
from bole.web.materials.vault import Parts

_HEX: Final = frozenset("0123456789abcdef")


class OutOfStep(Exception):
    """The chunk does not begin where the last one ended; `offset` is where to go on."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


def start(
    folder: Folder,
    *,
    material: str,
    name: str,
    size: int,
    by: Any,
    organisation: Any = None,
    sha256: str = "",
) -> Upload:
    """The upload of that file: the one that is under way, or a new one. Raises Problems."""
    name, sha256 = clean_name(name), sha256.lower()
    if len(sha256) != 64 or not _HEX.issuperset(sha256):
        sha256 = ""
    if not 0 < size <= limits.LARGEST:
        raise Problems([refusal("large" if size > 0 else "empty", name=name)])
    with services.changing(folder, material=material):
        mine = Upload.objects.filter(by=by, ended_at=None, started_at__gt=_oldest())
        same = mine.filter(folder=folder, material=material, size=size, sha256=sha256)
        found = next((u for u in same.order_by("pk") if u.name == name), None)
        if found is not None:
            return found
        if mine.count() >= limits.UNDER_WAY:
            raise Problems([_too_many()])
        return Upload.objects.create(
            folder=folder, material=material, name=name, size=size, by=by, sha256=sha256,
            organisation=organisation, started_at=clock.now(),
        )  # fmt: skip


def append(upload: Upload, *, offset: int, data: bytes) -> Upload:
    """The upload with one more chunk; raises OutOfStep, or Problems for what is too much."""
    if upload.ended_at is not None or offset != upload.offset:
        raise OutOfStep(upload.offset)
    end = offset + len(data)
    if len(data) > limits.CHUNK or end > upload.size:
        raise Problems([refusal("large", name=upload.name)])
    if not data:
        return upload
    part = f"{offset:010d}-{secrets.token_hex(6)}"
    storage.put_part(str(upload.uid), part=part, data=data)
    parts = [*upload.parts, part]
    # Of two that continue at the same place, one counts.
    moved = Upload.objects.filter(pk=upload.pk, offset=offset, ended_at=None).update(
        offset=end, parts=parts
    )
    if not moved:
        upload.refresh_from_db()
        raise OutOfStep(upload.offset)
    upload.offset, upload.parts = end, parts
    return upload


def finish(
    uploads: Sequence[Upload], *, vault: bool = False, role: str = services.APPLICANT, **more: Any
) -> Item:
    """The item of an upload that has all come; several are photos that become one PDF.

    The same again is the same item. A file that is refused ends its upload. Raises Problems.
    """
    rows = Upload.objects.select_related("folder", "item", "by", "organisation")
    by_id = rows.in_bulk([u.pk for u in uploads])
    uploads = [by_id[u.pk] for u in uploads]
    first = uploads[0]
    for upload in uploads:
        if upload.item is not None:
            return upload.item
        if upload.ended_at is not None or upload.offset != upload.size:
            raise Problems([_incomplete(upload)])
    try:
        item = services.add(
            first.folder, material=first.material, name=_name(uploads), by=first.by,
            organisation=first.organisation, vault=vault, role=role,
            stream=[_stream(u) for u in uploads], **more,
        )  # fmt: skip
    except Problems:
        _end(uploads, item=None)
        raise
    except FileNotFoundError:
        # Somebody else finished it just now, and its chunks are gone.
        first.refresh_from_db()
        if first.item is None:
            raise
        return first.item
    _end(uploads, item=item)
    return item


def cancel(upload: Upload) -> None:
    """Forgets what has come so far."""
    _end([upload], item=None)


def tidy() -> int:
    """How many uploads that nobody went on with were forgotten.

    Chunks of those that ended go too: a process that was killed may have left them.
    """
    since = clock.now() - 2 * dt.timedelta(hours=limits.UPLOAD_HOURS)
    for uid in Upload.objects.filter(ended_at__gt=since).values_list("uid", flat=True):
        storage.drop_parts(str(uid))
    stale = list(Upload.objects.filter(Q(ended_at=None), started_at__lte=_oldest()))
    for upload in stale:
        cancel(upload)
    return len(stale)


def _end(uploads: Sequence[Upload], *, item: Item | None) -> None:
    for upload in uploads:
        Upload.objects.filter(pk=upload.pk, item=None).update(
            ended_at=clock.now(), item=item, parts=[]
        )
        storage.drop_parts(str(upload.uid))


def _stream(upload: Upload) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(Parts(_parts(upload))))


def _parts(upload: Upload) -> Iterator[bytes]:
    """The chunks in order; raises Problems where they are not what the browser read."""
    digest = hashlib.sha256()
    for part in upload.parts:
        data = storage.read_part(str(upload.uid), part=part)
        digest.update(data)
        yield data
    if upload.sha256 and digest.hexdigest() != upload.sha256:
        raise Problems([_other(upload)])


def _name(uploads: Sequence[Upload]) -> str:
    if len(uploads) == 1:
        return uploads[0].name
    return f"{uploads[0].name.rpartition('.')[0] or uploads[0].name}.pdf"


def _oldest() -> dt.datetime:
    return clock.now() - dt.timedelta(hours=limits.UPLOAD_HOURS)


def _too_many() -> Problem:
    zh, en = "正在传的文件太多", "Too many files are under way"
    hint = Text("等前面的传完再传。", "Wait until those before have come.")
    return problem("upload.many", zh, en, hint=hint)


def _incomplete(upload: Upload) -> Problem:
    zh = f"“{upload.name}”只传到 {upload.offset}／{upload.size} 字节"
    en = f"{upload.name}: {upload.offset} of {upload.size} bytes have come"
    hint = Text("选同一个文件，会接着传。", "Choose the same file; it goes on from there.")
    return problem("upload.incomplete", zh, en, hint=hint)


def _other(upload: Upload) -> Problem:
    zh, en = f"“{upload.name}”传的途中变了", f"{upload.name} changed on its way"
    hint = Text("重新选文件再传一次。", "Choose the file and upload it again.")
    return problem("upload.changed", zh, en, hint=hint)
