"""Items of a folder: added, ordered, replaced, taken away, explained."""

from __future__ import annotations

import io
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from bole.problems import Problems
from bole.web.applications.models import Case
from bole.web.audit.models import Entry
from bole.web.common import clock
from bole.web.materials import clamd, limits, queries, services, storage
from bole.web.materials.models import Item, StoredFile
from tests.web.factories import Cast
from tests.web.materials import samples


def add(case: Case, by: Any, content: bytes | None = None, **more: Any) -> Item:
    """A PDF under material 8, if nothing else is said."""
    stream = io.BytesIO(samples.pdf() if content is None else content)
    values = {"material": "8", "name": "证件.pdf", "stream": stream, "by": by} | more
    return services.add(case.folder, **values)


def there(case: Case) -> list[Item]:
    """The items of material 8 in their order."""
    return queries.items(case.folder).get("8", [])


def code(raised: pytest.ExceptionInfo[Problems]) -> str:
    """The code of the only problem."""
    (found,) = raised.value.problems
    return found.code


def test_added_file_is_stored_shown_and_on_record(everyone: Cast, case: Case) -> None:
    item = add(case, everyone.applicant, samples.pdf(2))
    assert there(case) == [item]
    assert (item.name, item.file.pages, item.file.scan) == ("证件.pdf", 2, clamd.NONE)
    assert storage.files().exists(storage.thumbnail_name(item.file.sha256))
    entry = Entry.objects.get(chain=case.about, action="material.added")
    assert entry.content["sha256"] == item.file.sha256


def test_same_file_twice_is_one_item_and_under_two_materials_one_stored_file(
    everyone: Cast, case: Case
) -> None:
    first = add(case, everyone.applicant)
    assert add(case, everyone.applicant, name="again.pdf") == first
    other = add(case, everyone.applicant, material="1")
    assert other != first
    assert other.file == first.file
    assert StoredFile.objects.count() == 1


def test_vault_file_is_sealed_and_has_no_picture(everyone: Cast, case: Case, files: Path) -> None:
    content = samples.pdf(width=300)
    item = add(case, everyone.applicant, content, vault=True)
    assert item.file.sealed
    assert not item.file.thumbnail
    assert storage.open_file(item.file).read() == content
    assert all(content[:40] not in p.read_bytes() for p in files.rglob("*") if p.is_file())


def test_order_moves_and_stays(everyone: Cast, case: Case) -> None:
    one, two, three = (add(case, everyone.applicant, samples.pdf(n)) for n in (1, 2, 3))
    services.move(three, 0, by=everyone.applicant)
    assert there(case) == [three, one, two]
    services.move(three, 99, by=everyone.applicant)
    services.remove(one, everyone.applicant)
    four = add(case, everyone.applicant, samples.pdf(4))
    assert there(case) == [two, three, four]
    (moved,) = Entry.objects.filter(action="material.moved").order_by("pk")[:1]
    assert (moved.content["item"], moved.content["to"]) == (str(three.uid), 0)


def test_replacing_keeps_the_place_and_the_earlier_file(everyone: Cast, case: Case) -> None:
    one, two = (add(case, everyone.applicant, samples.pdf(n)) for n in (1, 2))
    new = add(case, everyone.applicant, samples.pdf(3), replaces=one)
    assert there(case) == [new, two]
    (kept,) = queries.earlier(case.folder)["8"]
    assert (kept, kept.replaced_by) == (one, new)


def test_removal_is_undone(everyone: Cast, case: Case) -> None:
    item = add(case, everyone.applicant)
    services.remove(item, everyone.applicant)
    services.remove(item, everyone.applicant)
    assert there(case) == []
    services.restore(item, everyone.applicant)
    services.restore(item, everyone.applicant)
    assert there(case) == [item]
    actions = Entry.objects.filter(chain=case.about, action__startswith="material.").order_by("seq")
    assert [e.action.removeprefix("material.") for e in actions] == ["added", "removed", "restored"]


def test_one_explains_and_takes_it_back(everyone: Cast, case: Case) -> None:
    services.explain(case.folder, "1", " 新成立，还没有。 ", everyone.applicant)
    services.explain(case.folder, "1", "新成立。", everyone.applicant)
    assert queries.explanations(case.folder)["1"].text == "新成立。"
    services.explain(case.folder, "1", "", everyone.applicant)
    assert not queries.explanations(case.folder)
    with pytest.raises(Problems) as raised:
        services.explain(case.folder, "1", "长" * 1001, everyone.applicant)
    assert code(raised) == "explanation.long"


def test_nothing_changes_after_submission_but_what_is_to_be_completed(
    everyone: Cast, case: Case
) -> None:
    item = add(case, everyone.applicant)
    Case.objects.filter(pk=case.pk).update(number="T-1", submitted_at=clock.now())
    for change in (
        lambda: add(case, everyone.applicant, samples.pdf(2)),
        lambda: services.remove(item, everyone.applicant),
        lambda: services.explain(case.folder, "1", "x", everyone.applicant),
    ):
        with pytest.raises(Problems) as raised:
            change()
        assert code(raised) == "folder.closed"
    Case.objects.filter(pk=case.pk).update(unlocked=["material:8"])
    assert add(case, everyone.applicant, samples.pdf(2)) in there(case)


def test_a_material_is_full_at_some_point(
    everyone: Cast, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PER_MATERIAL", 1)
    add(case, everyone.applicant)
    with pytest.raises(Problems) as raised:
        add(case, everyone.applicant, samples.pdf(2))
    assert code(raised) == "material.full"


def test_evidence_is_used_again_and_sealed_where_it_is_asked(everyone: Cast, case: Case) -> None:
    from bole.web.materials.evidence import folder_of

    own = services.add(
        folder_of(everyone.applicant), material="", name="学位.pdf", shows="degree",
        stream=io.BytesIO(samples.pdf()), by=everyone.applicant,
    )  # fmt: skip
    plain = services.reuse(own, folder=case.folder, material="1", by=everyone.applicant)
    sealed = services.reuse(
        own, folder=case.folder, material="8", by=everyone.applicant, vault=True
    )
    assert (plain.file, plain.name) == (own.file, own.name)
    assert sealed.file.sealed
    assert sealed.file.sha256 == own.file.sha256


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_two_people_adding_at_once_both_have_their_place(everyone: Cast, case: Case) -> None:
    from django.db import connection

    def one(number: int, who: Any) -> None:
        try:
            add(Case.objects.get(pk=case.pk), who, samples.pdf(number))
        finally:
            connection.close()

    people = (everyone.applicant, everyone.unit_officer, everyone.applicant)
    threads = [threading.Thread(target=one, args=(n, p)) for n, p in enumerate(people, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [i.position for i in there(case)] == [0, 1, 2]
    assert {i.file.pages for i in there(case)} == {1, 2, 3}


@pytest.fixture
def scanner(settings: Settings) -> Iterator[dict[str, Any]]:
    """A scanner that answers what the test says, and counts what it was sent."""
    told: dict[str, Any] = {"answer": "OK", "bytes": 0}
    server = socket.create_server(("127.0.0.1", 0))
    settings.BOLE_CLAMD = f"127.0.0.1:{server.getsockname()[1]}"

    def serve() -> None:
        while True:
            try:
                line, _ = server.accept()
            except OSError:
                return
            with line, line.makefile("rb") as said:
                assert said.read(10) == b"zINSTREAM\0"
                while size := int.from_bytes(said.read(4), "big"):
                    told["bytes"] += len(said.read(size))
                line.sendall(f"stream: {told['answer']}\0".encode())

    threading.Thread(target=serve, daemon=True).start()
    yield told
    server.close()


def test_scanner_says_clean(everyone: Cast, case: Case, scanner: dict[str, Any]) -> None:
    content = samples.pdf()
    assert add(case, everyone.applicant, content).file.scan == clamd.CLEAN
    assert scanner["bytes"] == len(content)


def test_infected_file_is_refused_and_on_record(
    everyone: Cast, case: Case, scanner: dict[str, Any], files: Path
) -> None:
    scanner["answer"] = "Eicar-Test-Signature FOUND"
    with pytest.raises(Problems) as raised:
        add(case, everyone.applicant)
    assert code(raised) == "file.infected"
    assert not there(case)
    assert not [p for p in files.rglob("*") if p.is_file()]
    entry = Entry.objects.get(chain=case.about, action="file.infected")
    assert entry.content["found"] == "Eicar-Test-Signature"


def test_silent_scanner_leaves_the_file_waiting_until_it_answers(
    everyone: Cast, case: Case, settings: Settings, scanner: dict[str, Any]
) -> None:
    from bole.web.materials.scanning import scan_waiting

    address, settings.BOLE_CLAMD = settings.BOLE_CLAMD, "127.0.0.1:1"
    one = add(case, everyone.applicant)
    two = add(case, everyone.applicant, samples.pdf(2))
    assert {one.file.scan, two.file.scan} == {clamd.WAITING}
    assert scan_waiting().waiting == 2
    settings.BOLE_CLAMD = address
    assert scan_waiting().clean == 2
    StoredFile.objects.filter(pk=two.file.pk).update(scan=clamd.WAITING)
    scanner["answer"] = "Eicar FOUND"
    assert scan_waiting().infected == 1
    assert there(case) == [one]
    assert StoredFile.objects.get(pk=two.file.pk).scan == clamd.INFECTED
