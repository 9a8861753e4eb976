"""Whoever runs the machine appoints who runs the system."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner
from django.test import Client

from bole.cli.admin import command
from bole.web.accounts.models import User
from bole.web.audit.models import Entry
from tests.web import factories

pytestmark = pytest.mark.django_db


def test_link_lets_the_administrator_in_and_on_to_the_second_factor(client: Client) -> None:
    done = CliRunner().invoke(command, ["root@example.org", "--name", "管理员"])
    assert done.exit_code == 0, done.output
    path = re.search(r"/activate/\S+/", done.output)
    assert path
    client.post(path[0], {"password": "mo3-zhu2-quan2"})
    assert User.objects.get().is_system_admin
    assert client.get("/me/")["Location"] == "/account/2fa/app/"
    assert Entry.objects.filter(action="account.administrator").exists()


def test_account_in_use_stays_and_needs_no_link() -> None:
    user = factories.user(email="zhou@example.org")
    factories.client_of(user)
    done = CliRunner().invoke(command, ["zhou@example.org"])
    assert "/activate/" not in done.output
    user.refresh_from_db()
    assert user.is_system_admin


def test_what_is_no_address_is_told() -> None:
    done = CliRunner().invoke(command, ["root"])
    assert done.exit_code == 1
    assert not User.objects.exists()
