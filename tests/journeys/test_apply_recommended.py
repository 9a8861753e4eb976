"""Programmes with recommending bodies: a person on a phone, a team, quotas, and no scripts at all."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from pytest_django import Settings

from bole.web.applications import services
from bole.web.applications.models import Case
from tests.journeys import applying as do
from tests.journeys import profiles
from tests.web import factories

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from bole.web.accounts.models import User
    from bole.web.organisations.models import Organisation

pytestmark = pytest.mark.django_db(transaction=True)
PACK = "beijing/bast-engineers/2026"
GROWTH = f"/programmes/{PACK}/growth/"
NEEDED = ("1", "2", "3", "4", "5")


@pytest.fixture
def site(server: str, settings: Settings, tmp_path: Path) -> str:
    settings.BOLE_NOW = "2026-04-20T10:00"
    settings.BOLE_FILES = tmp_path / "stored"
    return server


@pytest.fixture
def society(site: str, transactional_db: None) -> Organisation:
    """A learned society, which recommends one of each programme."""
    found = factories.organisation("示例学会", kind="recommender", channel="society")
    factories.member(factories.user("沈未央"), found, role="recommender")
    return found


def begin(
    page: Page, *, employer: str, recommender: str = "示例学会", button: str = "开始填表"
) -> None:
    """The page on which an application begins, filled in."""
    page.get_by_label("单位的统一社会信用代码").fill(employer)
    page.get_by_label("送哪个推荐单位").select_option(label=recommender)
    do.look(page, "apply-recommended")
    page.get_by_role("button", name=button).click()
    expect(page.locator("h1")).to_contain_text("填表：")


def submitted(who: User, to: Organisation, *, n: int) -> Case:
    """Somebody else's application, already with the recommending body."""
    case = factories.draft(
        who, pack=PACK, programme="growth", employer=factories.organisation(f"示例单位{n}"),
        recommender=to,
    )  # fmt: skip
    case = factories.fill(case, who, name=who.name, identity_code=factories.identity_code(n))
    factories.agree(case)
    for number in NEEDED:
        factories.attach(case, who, material=number)
    services.submit(case, by=who, role="applicant", key=uuid.uuid4())
    case.refresh_from_db()
    return case


@pytest.mark.parametrize("width", [390])
def test_phone_alone_from_sign_up_to_the_recommendation(
    browser: Browser, page: Page, site: str, society: Organisation
) -> None:
    page.goto(f"{site}{GROWTH}")
    page.get_by_role("link", name="去申报").click()
    do.sign_in_by_phone(page, "199 0000 7011")
    begin(page, employer=factories.uscc(880_011))
    do.import_profile(page, profiles.ENGINEER)
    do.to_the_form(page)
    expect(page.get_by_label("姓名")).to_have_value("钟灵毓")
    do.identify(page, factories.identity_code(41))
    do.go(page, "传材料")
    do.attach(page, *NEEDED)
    do.go(page, "核对提交")
    do.look(page, "submit-recommended")
    do.hand_in(page)
    first = Case.objects.get()
    do.receipt_says(page, first)
    assert (first.subject, first.stage) == ("钟灵毓", "recommend")
    one_filing_only(page, site)
    second = submitted(factories.user("许清和"), society, n=42)
    recommender = society.memberships.get().user
    accepted = recommend(browser, site, recommender, case=first)
    expect(accepted.get_by_role("button", name="办理：推荐单位推荐")).to_have_count(0)
    refused = to_recommend(browser, site, recommender, case=second)
    expect(refused.locator("#barred")).to_contain_text("市属学会、基金会的推荐名额")
    expect(refused.get_by_role("radio", name="推荐", exact=True)).to_be_disabled()
    do.look(refused, "quota-full")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.stage, second.stage) == ("first_review", "recommend")
    refused.context.close()


def one_filing_only(page: Page, site: str) -> None:
    """Whoever has applied for one of the two programmes is told so before beginning the other."""
    page.goto(f"{site}/programmes/{PACK}/studio/")
    page.get_by_role("link", name="去申报").click()
    expect(page.get_by_text("一人只报一个项目、走一个渠道")).to_be_visible()
    begin(page, employer=factories.uscc(880_012), button="知道了，先存成草稿")
    do.go(page, "核对提交")
    expect(page.get_by_text("一人只报一个项目、走一个渠道").first).to_be_visible()
    page.get_by_role("button", name="提交申报").click()
    expect(page.get_by_role("alert")).to_contain_text("一人只报一个项目、走一个渠道")
    do.look(page, "submit-refused")


def to_recommend(browser: Browser, site: str, who: User, *, case: Case) -> Page:
    """The page of the case as the recommending body finds it."""
    page = do.another(browser, who, site=site)
    page.goto(f"{site}/me/")
    page.get_by_role("link", name="案件").click()
    page.get_by_role("link", name=case.number or "", exact=True).click()
    return page


def recommend(browser: Browser, site: str, who: User, *, case: Case) -> Page:
    """The same after it pressed to recommend it."""
    page = to_recommend(browser, site, who, case=case)
    page.get_by_role("radio", name="推荐", exact=True).check()
    page.get_by_label("意见、理由").fill("同意推荐")
    do.look(page, "recommender")
    page.get_by_role("button", name="办理：推荐单位推荐").click()
    return page


@pytest.mark.parametrize("width", [1440])
def test_a_team_applies_through_its_leader(page: Page, site: str, society: Organisation) -> None:
    leader = factories.user("白鹿鸣")
    do.sign_in(page.context, leader, site=site)
    page.goto(f"{site}/programmes/{PACK}/studio/")
    page.get_by_role("link", name="去申报").click()
    begin(page, employer=factories.uscc(880_013))
    do.import_profile(page, profiles.TEAM)
    do.to_the_form(page)
    do.identify(page, factories.identity_code(43))
    do.to_part(page, "团队")
    page.get_by_role("button", name="再加一条").click()
    expect(page.get_by_role("group", name="团队成员 3")).to_be_visible()
    third = page.get_by_role("group", name="团队成员 3")
    third.get_by_label("姓名").fill("沈未央")
    third.get_by_role("radio", name="是").check()
    expect(page.locator("#save")).to_have_text(do.SAVED)
    do.look(page, "team")
    do.go(page, "传材料")
    do.attach(page, *NEEDED)
    do.go(page, "核对提交")
    do.hand_in(page)
    case = Case.objects.get()
    do.receipt_says(page, case)
    people = case.submissions.get().content["families"]["team_members"]
    assert [p["name"] for p in people] == ["白鹿鸣", "许清和", "沈未央"]


def test_everything_works_without_scripts(
    plain_page: Page, site: str, society: Organisation
) -> None:
    page = plain_page
    page.goto(f"{site}{GROWTH}")
    page.get_by_role("link", name="去申报").click()
    do.sign_in_by_phone(page, "199 0000 7012")
    page.get_by_label("单位的统一社会信用代码").fill(factories.uscc(880_014))
    page.get_by_label("送哪个推荐单位").select_option(label="示例学会")
    page.get_by_role("button", name="开始填表").click()
    do.import_profile(page, profiles.ENGINEER)
    do.to_the_form(page)
    do.identify(page, factories.identity_code(44))
    do.go(page, "传材料")
    for number in NEEDED:
        line = do.row(page, number)
        line.get_by_label(f"选文件：{number}").set_input_files(do.pdf(number))
        line.get_by_role("button", name="上传").click()
        expect(page.get_by_role("link", name=f"{number}.pdf", exact=True)).to_be_visible()
    do.go(page, "核对提交")
    do.hand_in(page)
    do.receipt_says(page, Case.objects.get())
