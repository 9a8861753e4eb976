"""Files in chunks over a bad line."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from bole.problems import Problems
from bole.web.applications.models import Case
from bole.web.materials import limits, queries, receiving, storage
from bole.web.materials.models import Item, Upload
from bole.web.materials.receiving import OutOfStep
from tests.web.factories import Cast
from tests.web.materials import samples

CONTENT = samples.pdf(3) + b"\n%" + b"x" * 5000


def start(case: Case, by: Any, content: bytes = CONTENT, **more: Any) -> Upload:
    """An upload of the content."""
    values = {
        "material": "8", "name": "证件.pdf", "size": len(content), "by": by,
        "sha256": hashlib.sha256(content).hexdigest(),
    } | more  # fmt: skip
    return receiving.start(case.folder, **values)


def send(upload: Upload, content: bytes = CONTENT, *, step: int = 2000) -> Upload:
    """All that has not come yet."""
    while upload.offset < len(content):
        part = content[upload.offset : upload.offset + step]
        upload = receiving.append(upload, offset=upload.offset, data=part)
    return upload


def test_chunks_become_an_item_and_leave_nothing_behind(
    everyone: Cast, case: Case, files: Path
) -> None:
    upload = send(start(case, everyone.applicant))
    assert queries.under_way(case.folder, by=everyone.applicant) == {"8": [upload]}
    item = receiving.finish([upload])
    assert queries.items(case.folder) == {"8": [item]}
    assert storage.open_file(item.file).read() == CONTENT
    assert not [p for p in (files / "arriving").rglob("*") if p.is_file()]
    assert not queries.under_way(case.folder, by=everyone.applicant)


def test_same_file_after_a_reload_goes_on_where_it_broke_off(everyone: Cast, case: Case) -> None:
    first = start(case, everyone.applicant)
    receiving.append(first, offset=0, data=CONTENT[:2000])
    again = start(case, everyone.applicant)
    assert (again.pk, again.offset) == (first.pk, 2000)
    assert start(case, everyone.applicant, sha256="").pk != first.pk
    assert start(case, everyone.unit_officer).pk != first.pk


def test_chunk_again_out_of_order_or_overlapping_says_where_to_go_on(
    everyone: Cast, case: Case
) -> None:
    upload = start(case, everyone.applicant)
    receiving.append(upload, offset=0, data=CONTENT[:2000])
    for offset in (0, 1000, 2001, 4000):
        with pytest.raises(OutOfStep) as raised:
            receiving.append(upload, offset=offset, data=CONTENT[offset : offset + 2000])
        assert raised.value.offset == 2000
    assert storage.open_file(receiving.finish([send(upload)]).file).read() == CONTENT


def test_of_two_that_continue_at_the_same_place_one_counts(everyone: Cast, case: Case) -> None:
    upload = start(case, everyone.applicant)
    twin = Upload.objects.get(pk=upload.pk)
    receiving.append(upload, offset=0, data=CONTENT[:2000])
    with pytest.raises(OutOfStep) as raised:
        receiving.append(twin, offset=0, data=b"other bytes")
    assert raised.value.offset == 2000
    assert storage.open_file(receiving.finish([send(upload)]).file).read() == CONTENT


def test_crash_between_chunk_and_row_costs_one_chunk(
    everyone: Cast, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = start(case, everyone.applicant)
    # The chunk lies there, but no row says so.
    storage.put_part(str(upload.uid), part="0000000000-lost", data=b"half a chunk")
    upload = start(case, everyone.applicant)
    assert upload.offset == 0
    assert storage.open_file(receiving.finish([send(upload)]).file).read() == CONTENT


def test_finishing_twice_is_the_same_item_and_too_early_is_told(everyone: Cast, case: Case) -> None:
    upload = start(case, everyone.applicant)
    with pytest.raises(Problems) as raised:
        receiving.finish([upload])
    assert raised.value.problems[0].code == "upload.incomplete"
    item = receiving.finish([send(upload)])
    assert receiving.finish([Upload.objects.get(pk=upload.pk)]) == item
    assert Item.objects.count() == 1


def test_file_that_changed_on_its_way_is_refused(everyone: Cast, case: Case) -> None:
    other = CONTENT.replace(b"x", b"y")
    with pytest.raises(Problems) as raised:
        receiving.finish([send(start(case, everyone.applicant), other)])
    assert raised.value.problems[0].code == "upload.changed"


def test_refused_file_ends_its_upload(everyone: Cast, case: Case, files: Path) -> None:
    content = b"<html>" + b"x" * 100
    with pytest.raises(Problems) as raised:
        receiving.finish([send(start(case, everyone.applicant, content), content)])
    assert raised.value.problems[0].code == "file.type.html"
    assert not queries.under_way(case.folder, by=everyone.applicant)
    assert not [p for p in files.rglob("*") if p.is_file()]


def test_photos_in_chunks_become_one_pdf(everyone: Cast, case: Case) -> None:
    photos = [samples.photo(shade=n) for n in (10, 200)]
    uploads = [send(start(case, everyone.applicant, p), p) for p in photos]
    item = receiving.finish(uploads)
    assert (item.file.media_type, item.file.pages) == ("application/pdf", 2)
    assert receiving.finish(uploads[::-1]) == item


def test_more_than_was_said_or_than_is_taken_is_refused(
    everyone: Cast, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = start(case, everyone.applicant)
    with pytest.raises(Problems):
        receiving.append(upload, offset=0, data=CONTENT + b"more")
    for size, code in ((0, "file.empty"), (limits.LARGEST + 1, "file.large")):
        with pytest.raises(Problems) as raised:
            start(case, everyone.applicant, size=size)
        assert raised.value.problems[0].code == code
    monkeypatch.setattr(limits, "UNDER_WAY", 1)
    with pytest.raises(Problems) as raised:
        start(case, everyone.applicant, name="another.pdf")
    assert raised.value.problems[0].code == "upload.many"


def test_forgotten_uploads_go(everyone: Cast, case: Case, settings: Settings, files: Path) -> None:
    receiving.append(start(case, everyone.applicant), offset=0, data=CONTENT[:2000])
    assert receiving.tidy() == 0
    settings.BOLE_NOW = "2025-05-24T10:00"
    assert receiving.tidy() == 1
    assert not [p for p in files.rglob("*") if p.is_file()]
