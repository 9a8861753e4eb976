"""Employers: who endorse what a person applies for, and who apply for somebody themselves."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from pytest_django import Settings

from bole.web.applications.models import Case
from bole.web.organisations.models import Organisation
from tests.journeys import applying as do
from tests.journeys import profiles
from tests.web import factories

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.django_db(transaction=True)
XIAN = "/programmes/xian/high-level-talent/2020/xian/"
CHANGJU = "beijing/changping-changju/2024"
STARRED = ("1.1", "1.3", "1.4", "2.1", "2.4", "2.5", "3.1", "3.2", "3.3", "3.4", "3.14")


@pytest.fixture
def site(server: str, settings: Settings, tmp_path: Path) -> str:
    settings.BOLE_NOW = "2022-05-20T10:00"
    settings.BOLE_FILES = tmp_path / "stored"
    return server


@pytest.mark.parametrize("width", [1440])
def test_foreigner_with_an_employer_who_brings_papers_and_endorses(
    browser: Browser, page: Page, site: str
) -> None:
    employer = factories.organisation("示例材料（西安）有限公司")
    officer = factories.user("陈知行")
    factories.member(officer, employer, role="employer_officer")
    do.sign_in(page.context, factories.user("Alma Example"), site=site)
    page.goto(f"{site}{XIAN}")
    page.get_by_role("link", name="去申报").click()
    page.get_by_role("radio", name="国家级领军人才").check()
    page.get_by_label("单位的统一社会信用代码").fill(employer.uscc)
    page.get_by_role("button", name="开始填表").click()
    do.import_profile(page, profiles.FOREIGNER)
    do.to_the_form(page)
    for left_out in ("民族", "政治面貌", "籍贯"):
        expect(page.get_by_label(left_out)).to_have_count(0)
    do.look(page, "foreigner")
    do.identify(page, "E12345678", document="护照")
    do.go(page, "传材料")
    for number in ("8", "10", "11", "12"):
        expect(do.row(page, number).first).to_contain_text("柔性引进")
    for number in ("5", "6", "7", "9", "13"):
        expect(page.get_by_label(re.compile(rf"选文件：{number}\s"))).not_to_be_visible()
    do.attach(page, "1", "2", "3", "4")
    page.get_by_role("button", name="请单位经办人上传").click()
    expect(page.get_by_text("已请单位经办人上传，共通知 1 人")).to_be_visible()
    do.look(page, "flexible")
    unit = do.another(browser, officer, site=site)
    papers_of_the_employer(unit, site)
    do.go(page, "核对提交")
    do.hand_in(page)
    case = Case.objects.get()
    do.receipt_says(page, case)
    assert case.stage == "employer"
    endorse(unit, site)
    case.refresh_from_db()
    assert case.stage == "department"
    page.get_by_role("link", name="看办到哪一步").click()
    expect(page.locator("h1")).to_have_text("正在办：主管部门初审")
    do.look(page, "endorsed")


def papers_of_the_employer(unit: Page, site: str) -> None:
    """The officer's part of the materials, from the notice that asks for it."""
    unit.goto(f"{site}/me/")
    do.look(unit, "unit-home")
    unit.get_by_role("button", name="请上传单位的材料").click()
    do.attach(unit, "8", "10", "11", "12")
    expect(unit.get_by_label(re.compile(r"选文件：2\s"))).to_have_count(0)
    do.look(unit, "unit-materials")


def endorse(unit: Page, site: str) -> None:
    """The employer's opinion, from the notice that the application has come."""
    unit.goto(f"{site}/me/")
    unit.get_by_role("button", name="有一件等你们办").click()
    unit.get_by_role("radio", name="同意推荐").check()
    unit.get_by_label("意见、理由").fill("材料属实，同意推荐")
    do.look(unit, "endorse")
    unit.get_by_role("button", name="办理：单位审核推荐").click()
    expect(unit.get_by_text("材料属实，同意推荐")).to_be_visible()


@pytest.mark.parametrize("width", [1440])
def test_unit_registers_is_verified_and_applies(page: Page, site: str, settings: Settings) -> None:
    settings.BOLE_NOW = "2024-09-20T10:00"
    office = factories.organisation("示例工作组", kind="office")
    checker, officer = factories.user("江照野"), factories.user("裴素问")
    factories.member(checker, office, role="talent_office")
    factories.desk(office, actor="office", pack=CHANGJU, programme="changju")
    code = factories.uscc(880_021)
    do.sign_in(page.context, officer, site=site)
    page.goto(f"{site}/programmes/{CHANGJU}/changju/")
    page.get_by_role("link", name="去申报").click()
    expect(page.get_by_text("这个计划由单位申报")).to_be_visible()
    do.look(page, "unit-first")
    page.get_by_role("link", name="登记单位").click()
    page.get_by_label("统一社会信用代码").fill(code)
    page.get_by_label("单位名称").fill("新办能源科技有限公司")
    page.get_by_label("联系人").fill("裴素问")
    page.get_by_label("联系电话").fill("010-00000000")
    page.get_by_role("button", name="提交登记").click()
    expect(page.get_by_text("等核对").first).to_be_visible()
    do.sign_in(page.context, checker, site=site)
    page.goto(f"{site}/me/")
    page.get_by_role("link", name="单位审核").click()
    page.get_by_role("link", name="新办能源科技有限公司").click()
    page.get_by_role("button", name="通过", exact=True).click()
    expect(page.get_by_text("已办，对方会收到消息")).to_be_visible()
    do.sign_in(page.context, officer, site=site)
    page.goto(f"{site}/programmes/{CHANGJU}/changju/")
    page.get_by_role("link", name="去申报").click()
    page.get_by_label("为谁申报").fill("周予安")
    page.get_by_role("radio", name="申报杰出类（有奖励资金）").check()
    do.look(page, "unit-apply")
    page.get_by_role("button", name="开始填表").click()
    do.import_profile(page, profiles.LEADING_SCIENTIST)
    do.to_the_form(page)
    do.identify(page, factories.identity_code(51, born="19760504"))
    do.go(page, "核对提交")
    starred = page.get_by_role("listitem").filter(has_text="要交或说明")
    expect(starred).to_have_count(12)
    page.get_by_role("button", name="提交申报").click()
    expect(page.get_by_role("alert")).to_contain_text("材料 1.1")
    do.look(page, "starred-block")
    starred.filter(has_text="材料 1.1").first.get_by_role("link", name="去改").click()
    do.attach(page, *STARRED)
    explain(page, "3.8", "2024 年 1 月才到北京工作，没有这两年的纳税记录")
    expect(page.get_by_text("已齐 12／12")).to_be_visible()
    do.look(page, "starred")
    do.go(page, "核对提交")
    do.hand_in(page)
    case = Case.objects.get()
    do.receipt_says(page, case)
    assert case.filer_organisation == Organisation.objects.get(uscc=code)
    assert (case.subject, case.stage) == ("周予安", "form_check")
    assert case.submissions.get().content["explanations"].keys() == {"3.8"}


def explain(page: Page, number: str, why: str) -> None:
    """Why a starred material is not there."""
    line = do.row(page, number)
    line.get_by_text("没有这份材料，说明原因").click()
    line.get_by_label("为什么没有").fill(why)
    line.get_by_role("button", name="保存说明").click()
    expect(line.get_by_text("已说明").or_(line.get_by_text("已交")).first).to_be_visible()
