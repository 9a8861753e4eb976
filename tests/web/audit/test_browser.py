"""The auditor's page in a real browser: nothing axe minds, nothing too wide, desk and phone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from pytest_django.live_server_helper import LiveServer

from bole.web.audit import services
from tests.journeys.checks import assert_accessible
from tests.web import factories

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_page_reads_well(page: Page, live_server: LiveServer) -> None:
    office = factories.organisation("示例人才办", kind="office")
    who = factories.user("宋知微")
    factories.member(who, office, role="auditor")
    for n in range(4):
        with transaction.atomic():
            services.record(
                "organisation.verified", actor=who, role="talent_office", about=office.about,
                content={"reason": "与执照一致", "name": f"第 {n} 次核对", "was": {"state": "asked"}},
            )  # fmt: skip
    services.read(office.about, reader=who, role="auditor", what="scan", reason="年度检查")
    cookie = factories.client_of(who).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for what in ("", "entries", "readings"):
            asked = f"?q={office.about}&why=抽查&what={what}" if what else "?q=nothing&why=x"
            page.goto(f"{live_server.url}/audit/{asked}")
            assert_accessible(page)
            if folder := os.environ.get("BOLE_SHOTS"):
                page.screenshot(path=f"{folder}/audit-{what or 'none'}-{width}.png", full_page=True)
