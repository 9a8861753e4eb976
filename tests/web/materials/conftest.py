"""A draft of the made-up programme, and files that go to a folder of the test's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from bole.policy.pack import Pack
from bole.web.applications.models import Case
from tests.web import factories
from tests.web.factories import Cast


@pytest.fixture
def everyone(db: None, demo_pack: Pack) -> Cast:
    """The cast."""
    return factories.cast()


@pytest.fixture
def case(everyone: Cast, files: Path) -> Case:
    """The applicant's draft."""
    return factories.draft(everyone.applicant, track="finance", tier="young")
