"""The demonstration: a small world is built by the services, its links sign in, its clock moves."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import Settings

from bole.policy.intake import SHANGHAI
from bole.web.accounts.models import Recovery, User
from bole.web.applications.models import Case
from bole.web.audit import anchors
from bole.web.audit import services as audit
from bole.web.audit.verify import verify
from bole.web.common import clock
from bole.web.demo import links, moments, stamp, world
from bole.web.demo.cast import cast
from bole.web.organisations.models import Organisation, Registration

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings: Settings, tmp_path: Path) -> None:
    settings.BOLE_DEMO = True
    settings.BOLE_NOW = ""
    settings.BOLE_HOME = tmp_path
    settings.BOLE_FILES = tmp_path / "files"


def test_a_world_has_every_role_and_cases_in_several_states_and_opens_at_ten_to_midnight(
    demo: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world, "APPLICATIONS", 12)
    assert world.build() == Case.objects.count() == 12
    assert Case.objects.filter(submitted_at__isnull=False).count() >= 5
    assert len(set(Case.objects.values_list("programme", "stage"))) >= 5
    assert Organisation.objects.filter(kind="employer", state="verified").count() == 40
    assert {group.role for group in cast()} == {
        "applicant", "employer_officer", "recommender", "department_officer", "talent_office",
        "expert", "leader", "auditor", "system_admin",
    }  # fmt: skip
    asked = Registration.objects.filter(state="asked").values_list("kind", "scan_sha256")
    assert {kind for kind, _ in asked} == {"register", "refresh", "recover"}
    assert all(scan for kind, scan in asked if kind != "refresh")
    assert Recovery.objects.get().user is not None
    assert verify().holds
    drafts = [str(p.of) for g in cast() for p in g.people if "差" in getattr(p.of, "zh", "")]
    assert drafts == sorted(drafts, key=lambda said: "只差提交" not in said)
    assert not Organisation.objects.filter(name__contains="区区").exists()
    assert abs(clock.now() - moments.opening()) < dt.timedelta(minutes=1)
    assert f"{moments.opening():%H:%M}" == "23:50"


@pytest.mark.django_db(transaction=True)
def test_made_anew_nothing_of_the_old_world_is_left(demo: None) -> None:
    with transaction.atomic():
        audit.record("did", actor=None, role="system", about="case:a", content={})
    yesterday = clock.today()
    clock.move_to(clock.now() + dt.timedelta(days=1))
    anchors.anchor(yesterday)
    world.clear()
    found = verify()
    assert found.holds
    assert found.entries == found.anchors == 0


def test_links_sign_in_on_the_press_of_a_button_alone(demo: None) -> None:
    path = links.link_for(User.objects.create_user(name="林一诺"))
    browser = Client()
    assert browser.get(path).status_code == 200
    assert "_auth_user_id" not in browser.session
    assert browser.post(path).status_code == 302
    assert "_auth_user_id" in browser.session


def test_the_clock_moves_and_runs_on(demo: None) -> None:
    answer = Client().post("/demo/clock/", {"to": "2026-04-28T00:00", "next": "/demo/"})
    assert answer["Location"] == "/demo/"
    moved = clock.now() - dt.datetime(2026, 4, 28, tzinfo=SHANGHAI)
    assert dt.timedelta() <= moved < dt.timedelta(minutes=1)


def test_anywhere_else_none_of_it_is_there(settings: Settings) -> None:
    settings.BOLE_DEMO = False
    browser = Client()
    assert browser.get("/demo/").status_code == 404
    assert browser.post("/demo/as/x/").status_code == 404
    assert browser.post("/demo/clock/", {"to": "2026-04-28T00:00"}).status_code == 404
    with pytest.raises(RuntimeError):
        clock.move_to(dt.datetime(2026, 4, 28, tzinfo=SHANGHAI))
    with pytest.raises(RuntimeError):
        world.clear()


def test_a_world_that_other_code_made_does_not_stand(
    demo: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.marker().write_text("built")
    assert not world.built()
    world.marker().write_text(stamp.stamp())
    assert world.built()
    monkeypatch.setattr(stamp, "__version__", "99")
    assert not world.built()


def test_the_stamp_changes_with_the_code_of_the_demonstration(tmp_path: Path) -> None:
    code = tmp_path / "world.py"
    code.write_text("SEED = 1")
    before = stamp.stamp(tmp_path)
    assert stamp.stamp(tmp_path) == before
    code.write_text("SEED = 2")
    assert stamp.stamp(tmp_path) != before
