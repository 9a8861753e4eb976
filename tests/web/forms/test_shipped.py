"""The forms of the shipped programmes: every input takes a value, and shows it again as it was."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import Settings

from bole.policy import library
from bole.web.forms.asking import ask_of, is_long
from bole.web.profiles.services import content_of
from bole.web.programmes.form import Form, Question, form_of
from bole.web.selfcheck.forms import MOST_ROWS
from tests.web import factories
from tests.web.forms.browser import fields_of

pytestmark = pytest.mark.django_db
PLACES = [
    ("beijing/xicheng-xirong/2025", "xirong", "finance"),
    ("xian/high-level-talent/2020", "xian", ""),
    ("beijing/changping-changju/2024", "changju", "cash"),
    ("beijing/bast-engineers/2026", "growth", ""),
    ("beijing/bast-engineers/2026", "studio", ""),
]
#: A day of a round that is over by the usual one.
WITHIN = {
    "xian/high-level-talent/2020": "2023-04-20T10:00",
    "beijing/changping-changju/2024": "2024-10-10T10:00",
}


def said(
    question: Question, *, name: str, options: list[str], long: bool, n: int
) -> dict[str, Any]:
    """Something to fill in, of the question's kind."""
    match question.definition.kind:
        case "date":
            return {f"{name}.y": "2015", f"{name}.m": "7", f"{name}.d": "" if n % 2 else "9"}
        case "bool":
            return {name: "yes" if n % 2 else "no"}
        case "choice" if long:
            return {name: options[n % len(options)]}
        case "choice":
            several = question.definition.many
            return {name: [options[0], options[-1]] if several else options[n % len(options)]}
        case "amount":
            return {name: "12.5"}
        case "percent":
            return {name: "30"}
        case "number":
            least = question.definition.least or 0
            return {name: str(max(least, 3))}
        case _:
            return {name: f"{question.definition.label.zh}一"}


@pytest.mark.parametrize(("pack", "programme", "track"), PLACES)
def test_every_input_is_saved_and_shown_again(
    pack: str, programme: str, track: str, settings: Settings
) -> None:
    settings.BOLE_NOW = WITHIN.get(pack, "2025-05-20T10:00")
    rules = next(p for p in library.readable() if p.id == pack)
    form = form_of(rules, programme=programme, track=track)
    case, client = _draft(pack, programme=programme, track=track)
    url = f"/cases/{case.id}/form/"
    for section in form.sections:
        page = f"{url}{section.id}/"
        filled = fields_of(client.get(page).content.decode())
        for n, question in enumerate(section.facts):
            filled |= _fill(rules, question, name=f"f:{question.id}", n=n)
        for records in section.records:
            for n, question in enumerate(records.questions):
                filled |= _fill(rules, question, name=f"{records.family.id}:r:0:{question.id}", n=n)
            filled[f"closed:{records.family.id}"] = "all"
        answer = client.post(page, filled | {"go": "next"})
        assert answer.status_code in (302, 422)
        again = fields_of(client.get(page).content.decode())
        before = _versions(case)
        told = client.post(page, again | {"auto": "1"}).json()
        assert not told["clashes"]
        assert _versions(case) == before, "what is shown is what stands"
    _everything_is_told(form, case)
    assert client.get(f"{url}claims/").status_code == 200
    assert client.get(url).status_code == 200


def test_foreigners_are_not_asked_what_they_leave_empty(settings: Settings) -> None:
    settings.BOLE_NOW = "2022-05-20T10:00"
    case, client = _draft("xian/high-level-talent/2020", programme="xian", track="")
    page = f"/cases/{case.id}/form/identity/"
    fields = fields_of(client.get(page).content.decode())
    assert "f:ethnicity" in fields
    client.post(page, fields | {"f:citizenship": "foreign", "f:ethnicity": "汉族"})
    shown = fields_of(client.get(page).content.decode())
    assert "f:ethnicity" not in shown
    client.post(page, shown | {"f:country": "示例国"})
    client.post(page, shown | {"f:citizenship": "mainland"})
    assert fields_of(client.get(page).content.decode())["f:ethnicity"] == ["汉族"]


def _draft(pack: str, *, programme: str, track: str) -> Any:
    who = factories.user()
    if programme != "changju":
        case = factories.draft(who, pack=pack, programme=programme, track=track)
        return case, factories.client_of(who)
    unit = factories.organisation()
    factories.member(who, unit, role="employer_officer")
    case = factories.draft(
        who, pack=pack, programme=programme, track=track, organisation=unit, subject="周予安"
    )
    return case, factories.client_of(who)


def _fill(rules: Any, question: Question, *, name: str, n: int) -> dict[str, Any]:
    vocabulary = rules.vocabulary
    ask = ask_of(question, vocabulary=vocabulary)
    long = is_long(question.definition, vocabulary=vocabulary)
    options = list(ask.options)
    if long:
        catalogue = vocabulary.catalogue(question.definition)
        options = [catalogue.name(o).zh for o in options]
    return said(question, name=name, options=options, long=long, n=n)


def _versions(case: Any) -> tuple[int, int]:
    case.person_sheet.refresh_from_db()
    case.sheet.refresh_from_db()
    return case.person_sheet.version, case.sheet.version


def _everything_is_told(form: Form, case: Any) -> None:
    person, own = content_of(case.person_sheet), content_of(case.sheet)
    facts = person["facts"] | own["facts"]
    families = person["families"] | own["families"]
    assert {q.id for q in form.facts if q.id not in facts and not q.without} == set()
    for records in form.records:
        (row,) = families[records.family.id]
        assert {q.id for q in records.questions} <= row.keys()


def test_the_longest_section_can_be_sent(settings: Settings) -> None:
    most = 0
    for pack in library.readable():
        for programme in pack.programmes:
            for track in {track for track, _tier in programme.roots}:
                form = form_of(pack, programme=programme.id, track=track)
                most = max(most, *(_inputs(s.records) for s in form.sections))
    assert 1000 < most < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


def _inputs(records: Any) -> int:
    """So many inputs a page has at most."""
    parts = {"date": 4, "choice": 5}
    return MOST_ROWS * sum(
        1 + sum(parts.get(q.definition.kind, 1) if q.definition.many or q.definition.kind == "date"
                else 1 for q in r.questions)
        for r in records
    )  # fmt: skip
