"""Keys change while the site runs: every column and every sealed file, and nothing is lost."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.apps import apps
from django.db import connection
from pytest_django import Settings

from bole.cli.keys import command
from bole.web.common.crypto import read_ring
from bole.web.common.fields import Encrypted
from bole.web.materials import storage
from bole.web.materials.models import StoredFile
from bole.web.operations import keys
from tests.web import factories
from tests.web.operations import fill

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
NEW = "new:" + base64.b64encode(bytes(range(40, 72))).decode()
SHA = "ab" * 32


@pytest.fixture
def filled(settings: Settings, tmp_path: Path) -> dict[str, list[Any]]:
    """A row in every table, with a file in the vault and a chunk on its way; all that it says."""
    settings.BOLE_FILES = tmp_path / "files"
    fill.SEEN.clear()
    for model in apps.get_models(include_auto_created=True):
        fill.fill(model, count=3)
    storage.put(io.BytesIO(b"a scan" * 30_000), sha256=SHA, sealed=True)
    storage.put_part("up", part="1", data=b"a chunk")
    return said()


def said() -> dict[str, list[Any]]:
    """Every encrypted value in clear, by column."""
    found = {}
    for field in keys.fields():
        rows = field.model._base_manager.order_by("pk").values_list(field.attname, flat=True)
        found[field.purpose] = list(rows)
    stored = StoredFile(sha256=SHA, sealed=True)
    return found | {
        "vault": list(storage.parts_of(stored)),
        "up": [storage.read_part("up", part="1")],
    }


def raw(field: Encrypted) -> list[tuple[Any, Any]]:
    """The ciphertexts of a column."""
    with connection.cursor() as cursor:
        table, pk = field.model._meta.db_table, field.model._meta.pk.column
        cursor.execute(f'SELECT "{pk}", "{field.column}" FROM "{table}" ORDER BY "{pk}"')
        return [(key, None if value is None else bytes(value)) for key, value in cursor.fetchall()]


def test_everything_is_encrypted_anew_and_the_old_key_can_go(
    filled: dict[str, list[Any]], settings: Settings
) -> None:
    assert len(filled) > 15
    settings.BOLE_KEYS = f"{NEW},{settings.BOLE_KEYS}"
    done = CliRunner().invoke(command, ["rotate", "--lang", "en"])
    assert done.exit_code == 0, done.output
    assert "Everything lies under the key new" in done.output
    settings.BOLE_KEYS = NEW
    assert said() == filled
    assert not list(Path(settings.BOLE_FILES).rglob(".*"))
    checked = CliRunner().invoke(command, ["check", "--lang", "en"])
    assert checked.exit_code == 0
    assert checked.output.startswith("key new: ")
    assert len(checked.output.splitlines()) == 1


def test_a_rotation_that_was_cut_short_goes_on_and_changes_nothing_twice(
    filled: dict[str, list[Any]], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "BATCH", 2)
    settings.BOLE_KEYS = f"{NEW},{settings.BOLE_KEYS}"
    running = keys.rotate()
    first = [next(running) for _ in range(3)]
    before = [raw(f) for f in keys.fields()[:3]]
    rest = list(keys.rotate())
    assert [found.changed for found in rest[:3]] == [0, 0, 0]
    assert sum(found.changed for found in first) > 0
    assert [raw(f) for f in keys.fields()[:3]] == before
    assert said() == filled
    assert sum(found.changed for found in keys.rotate()) == 0


def test_a_row_that_changes_meanwhile_is_left_as_it_was_written(settings: Settings) -> None:
    someone = factories.user("林一诺")
    (field,) = [f for f in keys.fields() if f.purpose == "accounts.user.name"]
    ((key, old),) = raw(field)
    someone.name = "周予安"
    someone.save()
    settings.BOLE_KEYS = f"{NEW},{settings.BOLE_KEYS}"
    found = keys.Found(field.purpose)
    keys._renew(field, [(key, old)], found)
    someone.refresh_from_db()
    assert someone.name == "周予安"
    assert found.changed == 0


def test_what_cannot_be_decrypted_is_named_and_left(
    filled: dict[str, list[Any]], settings: Settings
) -> None:
    old, settings.BOLE_KEYS = settings.BOLE_KEYS, NEW
    done = CliRunner().invoke(command, ["rotate", "--lang", "en"])
    assert done.exit_code == 1
    assert "accounts.user.name: 3 cannot be decrypted" in done.output
    assert CliRunner().invoke(command, ["check"]).exit_code == 1
    settings.BOLE_KEYS = old
    assert said() == filled


def test_a_new_key_can_be_put_in_front() -> None:
    made = CliRunner().invoke(command, ["new", "2026a"]).output.strip()
    assert read_ring(f"{made},{NEW}").current == "2026a"
    assert CliRunner().invoke(command, ["new", "a:b"]).exit_code == 2
