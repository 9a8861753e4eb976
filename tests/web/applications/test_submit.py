"""Submission gives exactly one application, or the reasons why not and nothing at all."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from bole.policy.intake import read_instant
from bole.policy.pack import Pack
from bole.problems import Problems
from bole.web.accounts.models import Consent
from bole.web.applications import services
from bole.web.applications.freezing import sha256_of
from bole.web.applications.models import Case, Counter, Event, Slot, Submission
from bole.web.applications.numbers import is_number
from bole.web.applications.tasks import tell_of
from bole.web.applications.world import Situation
from bole.web.audit.models import Entry
from bole.web.common import clock
from bole.web.notices.models import Notice
from tests.web import factories as make

pytestmark = pytest.mark.django_db


def submit(case: Case, *, key: uuid.UUID | None = None, **more: Any) -> Submission:
    return services.submit(case, by=case.filer, role="applicant", key=key or uuid.uuid4(), **more)


@pytest.mark.postgres
def test_the_whole_way_by_pages(flow: Pack) -> None:
    who = make.user()
    case = make.ready(who)
    browser = make.client_of(who)
    page = browser.get(f"/cases/{case.id}/submit/")
    assert page.status_code == 200
    assert "可以提交了" in page.content.decode()
    answer = browser.post(f"/cases/{case.id}/submit/", {"key": page.context["key"]})
    assert answer.url == f"/cases/{case.id}/receipt/"
    receipt = browser.get(answer.url).content.decode()
    case.refresh_from_db()
    assert case.number
    assert is_number(case.number)
    assert case.number in receipt
    assert "核对一致" in receipt
    assert "2025-05-20 10:00:00" in receipt
    assert "草稿" not in receipt
    pdf = browser.get(f"/cases/{case.id}/receipt.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert "no-store" in pdf.headers.get("Cache-Control", "no-store")
    again = browser.get(f"/cases/{case.id}/submit/")
    assert again.url == f"/cases/{case.id}/receipt/"


def test_what_is_frozen_can_be_checked_for_ever(flow: Pack) -> None:
    who = make.user()
    case = make.ready(who)
    done = submit(case)
    kept = Submission.objects.get(pk=done.pk)
    assert kept.sha256 == sha256_of(kept.content)
    assert kept.content["facts"]["name"] == who.name
    assert kept.content["files"][0]["material"] == "1"
    assert kept.content["pack"]["fingerprint"] == flow.fingerprint
    assert kept.content["verdict"]["clauses"]["main.one"] == 3
    make.saving.save(case.person_sheet, {"name": "改名"}, base=99, by=who)
    assert Submission.objects.get(pk=done.pk).content["facts"]["name"] == who.name
    kept.content["facts"]["name"] = "别人"
    kept.save()
    page = make.client_of(who).get(f"/cases/{case.id}/receipt/").content.decode()
    assert "核对不一致" in page


@pytest.mark.postgres
def test_the_same_key_and_another_device_give_the_same_submission(flow: Pack) -> None:
    who = make.user()
    case = make.ready(who)
    key = uuid.uuid4()
    first = submit(case, key=key)
    assert submit(case, key=key) == first
    assert submit(case) == first
    assert (Submission.objects.count(), Slot.objects.count()) == (1, 2)
    assert Counter.objects.get().last == 1
    assert Event.objects.filter(outcome="submit").count() == 1
    other = make.ready(make.user("周予安"), n=2)
    with pytest.raises(Problems, match="另一件"):
        submit(other, key=key)


STEPS = [
    "bole.web.applications.services.submitting.gates.gates",
    "bole.web.applications.services.moving.note",
    "bole.web.applications.services.moving._take",
    "bole.web.applications.services.submitting.next_number",
    "bole.web.applications.services.submitting.frozen",
    "bole.web.applications.services.submitting.sha256_of",
    "bole.web.applications.models.Submission.save",
    "bole.web.applications.models.Case.save",
    "bole.web.applications.services.submitting.audit.record",
    "bole.web.applications.services.submitting.tell_soon",
]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("after", [False, True])
def test_a_crash_at_any_step_leaves_nothing_behind(
    flow: Pack, monkeypatch: pytest.MonkeyPatch, step: str, after: bool
) -> None:
    who = make.user()
    case = make.ready(who)
    entries = Entry.objects.count()
    with monkeypatch.context() as patch:
        real = _resolve(step)

        def crash(*args: Any, **kwargs: Any) -> Any:
            if after:
                real(*args, **kwargs)
            raise RuntimeError("pulled the plug")

        patch.setattr(step, crash)
        with pytest.raises(RuntimeError, match="pulled the plug"):
            submit(case)
    case = Case.objects.get()
    assert case.draft
    assert case.number is None
    counts = [m.objects.count() for m in (Submission, Slot, Event, Notice)]
    assert counts == [0, 0, 0, 0]
    assert Entry.objects.count() == entries
    assert not Counter.objects.filter(last__gt=0).exists()
    assert submit(case).case.number


def _resolve(path: str) -> Any:
    import importlib

    parts = path.split(".")
    for n in range(len(parts), 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:n]))
        except ModuleNotFoundError:
            continue
        for name in parts[n:]:
            found = getattr(found, name)
        return found
    raise AssertionError(path)


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        ("2025-05-07T23:59:59", "window"),
        ("2025-05-08T00:00:00", None),
        ("2025-06-22T23:59:59", None),
        ("2025-06-23T00:00:00", "late"),
    ],
)
def test_the_window_holds_to_the_second(flow: Pack, moment: str, code: str | None) -> None:
    case = make.ready(make.user())
    at = read_instant(moment)
    if code is None:
        assert submit(case, at=at).at == at
        return
    with pytest.raises(Problems) as refused:
        submit(case, at=at)
    assert [p.code for p in refused.value.problems] == [code]


def test_the_moment_of_arrival_counts_not_that_of_the_lock(flow: Pack, settings: Settings) -> None:
    case = make.ready(make.user())
    arrived = read_instant("2025-06-22T23:59:59")
    settings.BOLE_NOW = "2025-06-23T00:00:07"
    assert submit(case, at=arrived).at == arrived
    case.refresh_from_db()
    assert case.submitted_at == arrived


def test_everything_that_stands_against_it_is_told_at_once(flow: Pack) -> None:
    who = make.user()
    case = make.draft(who, pack=flow.id, programme="endorsed")
    answer = make.client_of(who).post(f"/cases/{case.id}/submit/", {"key": str(uuid.uuid4())})
    text = answer.content.decode()
    assert answer.status_code == 422
    for said in ("还没选类别", "证件号码", "统一社会信用代码", "身份证件", "还没同意"):
        assert said in text
    assert Case.objects.get().draft


def test_an_agreement_is_given_with_the_submission(flow: Pack) -> None:
    who = make.user()
    case = make.ready(who)
    Consent.objects.all().delete()
    browser, url = make.client_of(who), f"/cases/{case.id}/submit/"
    assert browser.post(url, {"key": str(uuid.uuid4())}).status_code == 422
    done = browser.post(url, {"key": str(uuid.uuid4()), "consent-sensitive": "yes"})
    assert done.status_code == 302
    kept = Submission.objects.get().content["consents"]
    assert [c["kind"] for c in kept] == ["sensitive"]


def test_people_are_told_by_the_queue_once_and_at_the_right_hour(
    flow: Pack, settings: Settings
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    who = make.user()
    done = submit(make.ready(who))
    assert not Notice.objects.exists()
    assert DBTaskResult.objects.filter(task_path__endswith="tell_of").count() == 1
    for _ in range(2):  # a task may run again
        tell_of.call(done.pk)
    notice = Notice.objects.get(user=who)
    assert "2025-05-20 10:00:00" in notice.body


def test_an_unmet_criterion_warns_and_never_bars(flow: Pack) -> None:
    who = make.user()
    case = make.ready(who)
    make.fill(case, who, on_job=False)
    text = make.client_of(who).get(f"/cases/{case.id}/submit/").content.decode()
    assert "按所填不符合：在岗" in text
    assert submit(case).case.standing == "not_met"


@pytest.mark.postgres
def test_limits_refuse_with_their_clause_and_free_their_places(flow: Pack) -> None:
    who, employer = make.user(), make.organisation()
    first = make.ready(who, employer=employer)
    submit(first)
    same_person = make.ready(make.user("周予安"), employer=make.organisation("乙单位"))
    with pytest.raises(Problems, match=r"(?s)一人只报一个.*六/1"):
        submit(same_person)
    submit(make.ready(make.user("许清和"), n=2, employer=employer))
    third = make.ready(make.user("沈未央"), n=3, employer=employer)
    with pytest.raises(Problems) as refused:
        submit(third)
    assert [p.code for p in refused.value.problems] == ["quota.full"]
    assert who.name not in refused.value.render()
    services.withdraw(first, by=who, reason="单位有变", role="applicant")
    submit(third)
    first.refresh_from_db()
    assert (first.result, first.stage) == ("withdrawn", "")
    assert not first.slots.exists()


def test_withdrawing_takes_two_steps_and_lets_one_begin_again(flow: Pack) -> None:
    who = make.user()
    case = make.submitted(who)
    browser = make.client_of(who)
    assert "撤回申报" in browser.get(f"/cases/{case.id}/withdraw/").content.decode()
    unsure = browser.post(f"/cases/{case.id}/withdraw/", {"reason": "写错了"})
    assert unsure.status_code == 422
    assert "写错了" in unsure.content.decode()
    assert browser.post(f"/cases/{case.id}/withdraw/", {"sure": "yes"}).status_code == 422
    done = browser.post(f"/cases/{case.id}/withdraw/", {"sure": "yes", "reason": "写错了"})
    assert done.status_code == 302
    case.refresh_from_db()
    assert case.result == "withdrawn"
    again = make.ready(who)
    assert again.id != case.id
    assert submit(again).case.number != case.number


def test_a_list_that_nobody_called_whole_is_missing_and_not_unmet(flow: Pack) -> None:
    who = make.user()
    case = make.ready(who)
    browser = make.client_of(who)

    def page() -> str:
        return str(browser.get(f"/cases/{case.id}/submit/").content.decode())

    make.fill(case, who, papers=None)
    text = page()
    assert "还缺信息：两条中一条" in text
    assert "“论文、专利”还没说写全了" in text
    assert "按所填不符合" not in text
    anchor = re.search(r'href="(/cases/[^"]+)#k-papers"', text)
    assert anchor
    assert 'id="k-papers"' in browser.get(anchor[1]).content.decode()
    make.fill(case, who, papers=[])
    assert "“专利”还没说写全了" in page()
    make.fill(case, who, patents=[])
    text = page()
    assert "按所填不符合：两条中一条" in text
    assert "还没说写全了" not in text


def test_handing_in_says_that_the_lists_are_whole(flow: Pack) -> None:
    who = make.user()
    case = make.ready(who)
    make.fill(case, who, papers=None)
    done = submit(case)
    assert done.case.standing == "not_met"
    case.refresh_from_db()
    situation = Situation(case, at=clock.now())
    assert situation.open_lists == frozenset()
    assert situation.view is not None
    assert situation.view.standing == "not_met"
