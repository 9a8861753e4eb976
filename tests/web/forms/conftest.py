"""A draft of the made-up programme, and a browser for its applicant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from bole.policy.pack import Pack
from bole.web.accounts.models import User
from bole.web.applications.models import Case
from tests.web import factories
from tests.web.forms.browser import fields_of


@dataclass
class Desk:
    """A draft with its applicant's browser."""

    who: User
    case: Case
    client: Client

    def url(self, section: str = "") -> str:
        """The form's overview, or a section."""
        return f"/cases/{self.case.id}/form/" + (f"{section}/" if section else "")

    def page(self, section: str, query: str = "") -> str:
        """A section's HTML."""
        response = self.client.get(self.url(section) + query)
        assert response.status_code == 200, response.status_code
        return str(response.content.decode())

    def fields(self, section: str, query: str = "") -> dict[str, list[str]]:
        """What a section sends untouched."""
        return fields_of(self.page(section, query))

    def post(self, section: str, fields: dict[str, Any], **said: Any) -> Any:
        """The answer to a section posted with some inputs filled in otherwise."""
        return self.client.post(self.url(section), {**fields, **said})

    @property
    def facts(self) -> dict[str, Any]:
        """What stands, of both sheets."""
        self.case.refresh_from_db()
        case = Case.objects.select_related("sheet", "person_sheet").get(pk=self.case.pk)
        both = [case.person_sheet.content, case.sheet.content]
        return {k: v for c in both for k, v in c.get("facts", {}).items()}

    def rows(self, family: str) -> list[dict[str, Any]] | None:
        """The records that stand."""
        case = Case.objects.select_related("person_sheet").get(pk=self.case.pk)
        found: list[dict[str, Any]] | None = case.person_sheet.content.get("families", {}).get(
            family
        )
        return found


@pytest.fixture
def desk(demo_pack: Pack, db: None) -> Desk:
    who = factories.user()
    case = factories.draft(who, track="finance", tier="young")
    return Desk(who, case, factories.client_of(who))
