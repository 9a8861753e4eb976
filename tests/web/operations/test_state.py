"""A backup reads one moment, and keeps nobody waiting who writes."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from bole.web.materials.models import Folder
from bole.web.operations import state


@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
def test_what_is_written_meanwhile_is_not_seen() -> None:
    def write() -> None:
        Folder.objects.create()
        connection.close()

    with state.one_moment(using="default"):
        assert Folder.objects.count() == 0
        other = threading.Thread(target=write)
        other.start()
        other.join(timeout=30)
        assert not other.is_alive()
        assert Folder.objects.count() == 0
    assert Folder.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_tables_of_a_moment_are_those_of_its_migrations() -> None:
    applied = state.applied(using="default")
    assert applied == state.known(using="default")
    labels = {m._meta.label_lower for m in state.apps_at(applied, using="default").get_models()}
    assert "operations.dutyrun" in labels
    without = frozenset(m for m in applied if m[0] != "operations")
    labels = {m._meta.label_lower for m in state.apps_at(without, using="default").get_models()}
    assert "operations.dutyrun" not in labels
