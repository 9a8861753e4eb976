"""The cast of the page tests by role, and what they need; everything is saved, nothing is random.

`cast()` makes everyone at once: an applicant, an employer with two officers, a recommender, an
office with an officer of one field, the talent office, an expert, a leader, an auditor, the system
administrator, and a stranger. `client_of(user)` is a browser in which that user has signed in.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.test import Client

from bole.facts.definitions import FactDef
from bole.facts.identity import resident_check_digit
from bole.facts.vocabulary import Vocabulary
from bole.policy.intake import SHANGHAI
from bole.web.accounts import consents
from bole.web.accounts.models import User
from bole.web.applications import gates, services
from bole.web.applications.models import Case
from bole.web.applications.packs import rules_of
from bole.web.applications.world import Situation
from bole.web.common import clock
from bole.web.demo.people import uscc as uscc
from bole.web.materials.models import Item, StoredFile
from bole.web.organisations.models import Desk, Membership, Organisation
from bole.web.profiles import bridge
from bole.web.profiles import services as saving
from tests.web import fakes

PACK: Final = "testland/demo/2025"
PROGRAMME: Final = "demo"
PASSWORD: Final = "correct horse battery staple"
LONG_AGO: Final = dt.datetime(2020, 1, 2, 9, tzinfo=SHANGHAI)
_numbers = itertools.count(1)


def user(name: str = "林一诺", **more: Any) -> User:
    """An account with a phone and a password of its own."""
    n = next(_numbers)
    more = {"phone": f"+86199{n:08d}", "email": f"p{n}@example.org"} | more
    return User.objects.create_user(name=name, password=PASSWORD, **more)


def called(n: int) -> str:
    """A person's name, the same for the same number."""
    return "林" + "".join("零壹贰叁肆伍陆柒捌玖"[int(digit)] for digit in str(n))


def organisation(
    name: str = "示例科技有限公司", *, kind: str = "employer", **more: Any
) -> Organisation:
    """A verified organisation."""
    values = {
        "uscc": uscc(next(_numbers)),
        "state": "verified",
        "asked_at": LONG_AGO,
        "decided_at": LONG_AGO,
    } | more
    return Organisation.objects.create(name=name, kind=kind, **values)


def member(who: User, organisation: Organisation, *, role: str, **more: Any) -> Membership:
    """A membership in force since long ago."""
    values = {"starts_on": LONG_AGO.date()} | more
    return Membership.objects.create(organisation=organisation, user=who, role=role, **values)


def desk(
    organisation: Organisation,
    *,
    actor: str,
    pack: str = PACK,
    programme: str = PROGRAMME,
    track: str = "",
    district: str = "",
) -> Desk:
    """The desk of an office."""
    return Desk.objects.create(
        organisation=organisation,
        pack=pack,
        programme=programme,
        actor=actor,
        track=track,
        district=district,
    )


def draft(who: User, *, pack: str = PACK, programme: str = PROGRAMME, **chosen: Any) -> Case:
    """A draft of the made-up programme, or of another."""
    return services.start(who, pack=pack, programme=programme, **chosen)


def identity_code(n: int, *, born: str = "19900101") -> str:
    """A resident number that nobody has and whose check digit is right."""
    base = f"110102{born}{n % 1000:03d}"
    return base + resident_check_digit(base)


def fill(case: Case, by: User, **facts: Any) -> Case:
    """The case with facts (`employer__name` is `employer.name`), records and `claims` told."""
    vocabulary = rules_of(case).pack.vocabulary
    case = Case.objects.select_related("sheet", "person_sheet").get(pk=case.pk)
    values = {"person": {}, "case": {}}  # type: dict[str, dict[str, Any]]
    for name, value in facts.items():
        key = name.replace("__", ".")
        if key in vocabulary.families:
            key = f"family:{key}"
        values[bridge.sheet_for(key, vocabulary=vocabulary)][key] = value
    for sheet, told in ((case.person_sheet, values["person"]), (case.sheet, values["case"])):
        if told:
            saving.save(sheet, told, base=sheet.version, by=by)
    return case


def attach(case: Case, by: User, *, material: str, content: bytes = b"%PDF-1.7 made up") -> Item:
    """A file under a material, as a row alone: no bytes lie on the disk."""
    stored, _ = StoredFile.objects.get_or_create(
        sha256=hashlib.sha256(content).hexdigest(),
        sealed=False,
        defaults={"size": len(content), "media_type": "application/pdf", "stored_at": LONG_AGO},
    )
    return Item.objects.create(
        folder=case.folder, material=material, file=stored, name=f"{material}.pdf", by=by,
        added_at=LONG_AGO,
    )  # fmt: skip


def agree(case: Case) -> None:
    """All that has to be agreed to before submission."""
    for kind in consents.missing(
        case.filer, process=rules_of(case).programme.process, about=case.about
    ):
        consents.give(case.filer, kind.id, about=case.about)


def ready(
    who: User, *, programme: str = "endorsed", n: int = 1, employer: Organisation | None = None,
    **chosen: Any,
) -> Case:  # fmt: skip
    """A draft of the flow programmes that nothing stands against; `n` tells persons apart."""
    chosen = {"tier": "main"} | chosen if programme == "endorsed" else chosen
    case = draft(
        who, pack=fakes.FLOW, programme=programme, employer=employer or organisation(), **chosen
    )
    case = fill(
        case, who, name=who.name, identity_code=identity_code(n), on_job=True,
        papers=[{"title": "一篇论文"}],
    )  # fmt: skip
    agree(case)
    if programme == "endorsed":
        attach(case, who, material="1")
    return case


def complete(case: Case, by: User) -> Case:
    """The draft with everything that a form and a list of materials ask, in made-up words."""
    situation = Situation(Case.objects.get(pk=case.pk), at=clock.now())
    told: dict[str, Any] = {"name": by.name}
    if situation.facts.get("identity_code").state.value == "unknown":
        told["identity_code"] = identity_code(by.pk)
    for gate in gates.hard(gates.gates(situation, advice=False)):
        if gate.code == "box":
            boxes = situation.rules.programme.form
            box = next((b for b in boxes if f"“{b.label.zh}”" in gate.text.zh), None)
            if box is not None and box.facts[0] not in told:
                _tell(told, box.facts[0], situation=situation)
    fill(case, by, **told)
    situation = Situation(Case.objects.get(pk=case.pk), at=clock.now())
    for material, _need in situation.lacking:
        content = f"{case.pk} {material.number}".encode()
        attach(case, by, material=material.number, content=content)
    agree(case)
    return Case.objects.get(pk=case.pk)


def _tell(told: dict[str, Any], name: str, *, situation: Situation) -> None:
    """Adds a value that a fact, a family or a field of one can have."""
    vocabulary = situation.vocabulary
    if name in vocabulary.facts:
        told[name.replace(".", "__")] = _value(vocabulary.fact(name), vocabulary=vocabulary)
        return
    family, _, field = name.partition(".")
    rows = told.setdefault(family, [{}])
    if field:
        definition = vocabulary.family(family).fields[field]
        rows[0][field] = _value(definition, vocabulary=vocabulary)


def _value(fact: FactDef, *, vocabulary: Vocabulary) -> Any:
    if fact.kind == "choice":
        return next(iter(vocabulary.catalogues[fact.catalogue].values))
    made = {"text": "示例", "date": "2015-01", "bool": True, "number": 1, "amount": "1万元"}
    return made.get(fact.kind, 1)


def submitted(who: User, *, at: dt.datetime | None = None, **made: Any) -> Case:
    """A submitted application of the flow programmes."""
    case = ready(who, **made)
    services.submit(case, by=who, role="applicant", key=uuid.uuid4(), at=at)
    case.refresh_from_db()
    return case


def client_of(who: User | None) -> Client:
    """A browser in which the user has signed in; None: nobody has."""
    client = Client()
    if who is not None:
        client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["second_factor"] = True  # staff have one; setting it up is tested with accounts
        session.save()
    return client


@dataclass(frozen=True)
class Cast:
    """Everyone by role, and their organisations."""

    applicant: User
    other_applicant: User
    unit_officer: User
    other_unit_officer: User
    recommender: User
    officer: User
    other_officer: User
    talent_office: User
    expert: User
    leader: User
    auditor: User
    system_admin: User
    stranger: User
    employer: Organisation
    other_employer: Organisation
    recommending: Organisation
    department: Organisation
    other_department: Organisation
    office: Organisation

    def users(self) -> Mapping[str, User]:
        """The people by role."""
        return {name: it for name, it in vars(self).items() if isinstance(it, User)}


def cast(*, pack: str = PACK, programme: str = PROGRAMME, track: str = "finance") -> Cast:
    """Everyone; the department handles `track` of the programme, the other department another."""
    everyone = Cast(
        applicant=user("林一诺"),
        other_applicant=user("周予安"),
        unit_officer=user("陈知行"),
        other_unit_officer=user("许清和"),
        recommender=user("沈未央"),
        officer=user("顾晚舟"),
        other_officer=user("陆听澜"),
        talent_office=user("江照野"),
        expert=user("温如初"),
        leader=user("秦望舒"),
        auditor=user("宋知微"),
        system_admin=user("叶南枝", is_system_admin=True),
        stranger=user("裴素问"),
        employer=organisation("示例科技有限公司"),
        other_employer=organisation("示例银行股份有限公司"),
        recommending=organisation("示例区科协", kind="recommender", channel="district"),
        department=organisation("示例金融局", kind="office"),
        other_department=organisation("示例科委", kind="office"),
        office=organisation("示例人才办", kind="office"),
    )
    member(everyone.unit_officer, everyone.employer, role="employer_officer", manages=True)
    member(everyone.other_unit_officer, everyone.other_employer, role="employer_officer")
    member(everyone.recommender, everyone.recommending, role="recommender")
    member(everyone.officer, everyone.department, role="department_officer")
    member(everyone.other_officer, everyone.other_department, role="department_officer")
    for role in ("talent_office", "expert", "leader", "auditor"):
        member(getattr(everyone, role), everyone.office, role=role)
    desk(everyone.department, actor="department", pack=pack, programme=programme, track=track)
    desk(everyone.other_department, actor="department", pack=pack, programme=programme,
         track="none")  # fmt: skip
    desk(everyone.office, actor="talent_office", pack=pack, programme=programme)
    return everyone
