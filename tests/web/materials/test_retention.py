"""Files of the vault have an end."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from pytest_django import Settings

from bole.cli.erase import command
from bole.web.applications.models import Case
from bole.web.audit.models import Entry
from bole.web.common import clock
from bole.web.materials import retention, services
from bole.web.materials.models import Item, StoredFile
from tests.web import factories
from tests.web.factories import Cast
from tests.web.materials import samples

LATER = "2026-05-21T10:00"


def put(case: Case, by: Any, *, pages: int = 1, vault: bool = True) -> Item:
    """A file under material 8."""
    return services.add(
        case.folder, material="8", name="证件.pdf", by=by, vault=vault,
        stream=io.BytesIO(samples.pdf(pages)),
    )  # fmt: skip


def stored(files: Path) -> list[str]:
    """The names of all stored files but thumbnails."""
    return sorted(p.name for p in files.rglob("*") if p.is_file() and p.suffix != ".jpg")


def test_vault_of_ended_and_forgotten_cases_goes_and_the_rest_stays(
    everyone: Cast, case: Case, files: Path, settings: Settings
) -> None:
    ended = factories.draft(everyone.other_applicant, track="finance", tier="young")
    alive = factories.draft(everyone.stranger, track="finance", tier="young")
    for one in (case, ended, alive):
        put(one, one.filer)
    plain = put(ended, ended.filer, vault=False, pages=2)
    Case.objects.filter(pk=ended.pk).update(result="withdrawn", entered=clock.now())
    assert not retention.expired()
    settings.BOLE_NOW = LATER
    Case.objects.filter(pk=alive.pk).update(changed_at=clock.now())
    assert [e.why for e in retention.expired()] == [
        retention.LEFT, retention.WITHDRAWN_OR_DECIDED,
    ]  # fmt: skip
    assert retention.erase(retention.expired(), by=None, reason="到期") == 2
    assert StoredFile.objects.get(sealed=True).items.get().folder == alive.folder
    assert plain.file.sha256 in stored(files)
    entry = Entry.objects.get(chain=ended.about, action="file.erased")
    assert "到期" in entry.content["reason"]
    retention.erase(retention.expired(days=-1), by=None, reason="x")
    assert not StoredFile.objects.filter(sealed=True).exists()
    assert stored(files) == [plain.file.sha256]


def test_file_that_was_taken_away_goes_after_its_term(
    everyone: Cast, case: Case, settings: Settings
) -> None:
    item = put(case, everyone.applicant)
    services.remove(item, everyone.applicant)
    settings.BOLE_NOW = LATER
    Case.objects.update(changed_at=clock.now())
    (found,) = retention.expired()
    assert (found.item, found.why) == (item, retention.REMOVED)
    retention.erase([found, found], by=None, reason="x")
    assert put(case, everyone.applicant).file.sha256 == item.file.sha256, "the same can come again"


def test_command_lists_and_erases_only_when_told_why(
    everyone: Cast, case: Case, settings: Settings
) -> None:
    put(case, everyone.applicant)
    settings.BOLE_NOW = LATER
    run = CliRunner().invoke
    listed = run(command, []).output
    assert "到期 1 份" in listed
    assert "证件" not in listed
    assert run(command, ["--yes"]).exit_code == 2
    assert Item.objects.exists()
    assert "1 erased" in run(command, ["--yes", "--reason", "到期", "--lang", "en"]).output
    assert not Item.objects.exists()
