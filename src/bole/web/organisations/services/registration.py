"""From asking for an organisation to an officer's decision, its yearly refresh, and recovery."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.db import IntegrityError, transaction

from bole.facts.identity import check_uscc, tidy_code
from bole.policy import library
from bole.problems import Problem, Problems, problem
from bole.text import Text
from bole.web.audit.services import record
from bole.web.common import clock
from bole.web.notices.services import tell
from bole.web.organisations import errors
from bole.web.organisations.channels import KINDS
from bole.web.organisations.models import ROLES, Membership, Organisation, Registration
from bole.web.organisations.permissions import Actor, manages, may_decide
from bole.web.organisations.services import members

_ASKED: Final = Text(
    "{name}：{what}已提交，等核对", "{name}: {what} is asked for and being checked"
)
_GRANTED: Final = Text("{name}：{what}通过了", "{name}: {what} was granted")
_REFUSED: Final = Text("{name}：{what}没有通过", "{name}: {what} was not granted")
#: How many requests a person sends in a day at most.
A_DAY: Final = 10
WHATS: Final = {
    "register": Text("单位登记", "Registration"),
    "refresh": Text("登记更新", "Update of the registration"),
    "recover": Text("管理权找回", "Recovery of access"),
}


@dataclass(frozen=True, slots=True)
class Details:
    """What an organisation says of itself."""

    name: str
    kind: str = "employer"
    channel: str = ""
    district: str = ""
    address: str = ""
    contact_name: str = ""
    contact_phone: str = ""


def default_until(kind: str, *, on: dt.date) -> dt.date | None:
    """A year on for employers where some programme wants the unit registered first, else no end."""
    units_first = any(
        programme.process.actors.get("filer") == "employer" for _, programme in library.programmes()
    )
    return on + dt.timedelta(days=365) if kind == "employer" and units_first else None


@transaction.atomic
def enter(uscc: str, *, name: str = "") -> Organisation:
    """The organisation of a code; where nobody knew it yet, a row that stands for the code.

    Raises Problems where it is no code. The name of one that somebody registered stays.
    """
    code = _code(uscc)
    found, _ = Organisation.objects.get_or_create(
        uscc=code,
        defaults={
            "name": name or code, "kind": "employer", "state": "entered", "asked_at": clock.now(),
        },
    )  # fmt: skip
    return found


@transaction.atomic
def ask(user: Any, *, uscc: str, details: Details) -> Registration:
    """A request to register an organisation; who asks manages it once it is granted."""
    wrong = [*check_uscc(tidy_code(uscc)), *_wrong(details)]
    if details.kind == "office":
        wrong.append(errors.WRONG_ROLE)
    if wrong:
        raise Problems(wrong)
    organisation = enter(uscc, name=details.name)
    if organisation.state in ("verified", "stopped"):
        raise Problems([errors.TAKEN if organisation.state == "verified" else errors.STOPPED])
    if organisation.state != "asked":
        organisation.name, organisation.kind = details.name, details.kind
        organisation.state, organisation.asked_at = "asked", clock.now()
        organisation.save(update_fields=["name", "kind", "state", "asked_at"])
    return _open(organisation, kind="register", by=user, content=asdict(details))


@transaction.atomic
def refresh(organisation: Organisation, *, details: Details, by: Any) -> Registration:
    """A request to bring the registration up to date; what stands goes on until it ends."""
    if manages(by, organisation, on=clock.today()) is None:
        raise Problems([errors.NOT_MANAGER])
    if wrong := list(_wrong(details)):
        raise Problems(wrong)
    content = asdict(details) | {"kind": organisation.kind}
    return _open(organisation, kind="refresh", by=by, content=content)


@transaction.atomic
def recover(user: Any, *, uscc: str, grounds: str, contact_name: str = "") -> Registration:
    """A request to become manager where nobody has access any more; all managers are told."""
    code = _code(uscc)
    organisation = Organisation.objects.filter(uscc=code, state="verified").first()
    wrong = [] if organisation else [errors.UNKNOWN]
    if not grounds.strip():
        wrong.append(errors.NO_GROUNDS)
    if wrong or organisation is None:
        raise Problems(wrong)
    asked = _open(
        organisation, kind="recover", by=user, content={"contact_name": contact_name},
        grounds=grounds,
    )  # fmt: skip
    for manager in members.managers(organisation, on=clock.today()):
        if manager.pk != user.pk:
            title = Text("有人申请接管{name}", "Somebody asks to take over {name}")
            tell(
                manager, kind="organisation", title=title.format(name=organisation.name),
                body=errors.RECOVERY_TOLD, url=f"/organisations/{organisation.uscc}/",
                about=organisation.about, once=f"{asked.about}:asked",
            )  # fmt: skip
    return asked


@transaction.atomic
def attach_scan(registration: Registration, *, sha256: str, by: Any) -> None:
    """Notes the stored file of the licence or letter; only while it waits, only by who asked."""
    row = _waiting(registration)
    if row.asked_by_id != by.pk:
        raise Problems([errors.NOT_YOURS])
    row.scan_sha256 = sha256
    row.save(update_fields=["scan_sha256"])
    _note("scan", row, actor=by, role="holder", content={"sha256": sha256})


@transaction.atomic
def withdraw(registration: Registration, *, by: Any) -> None:
    """Takes a request back."""
    row = _waiting(registration)
    if row.asked_by_id != by.pk:
        raise Problems([errors.NOT_YOURS])
    _close(row, state="withdrawn", by=by, reason="")
    _release(row)
    _note("withdrawn", row, actor=by, role="holder", content={})


@transaction.atomic
def decide(
    registration: Registration,
    *,
    granted: bool,
    reason: str,
    by: Actor,
    until: dt.date | None = None,
    end_others: bool = True,
) -> None:
    """Grants or refuses a request; nobody decides on their own, or for their own organisation.

    `until` is the last day of the registration, without it what `default_until` says; `end_others`
    ends everyone's membership where a recovery is granted.
    """
    row = _waiting(registration)
    organisation = Organisation.objects.select_for_update().get(pk=row.organisation_id)
    row.organisation = organisation
    if granted and row.kind != "recover":
        kind = row.content.get("kind", organisation.kind)
        until = until or default_until(kind, on=clock.today())
    _check_decision(row, granted=granted, reason=reason, by=by, until=until)
    _close(row, state="granted" if granted else "refused", by=by.user, reason=reason)
    content = {
        "reason": reason, "until": until.isoformat() if until else "",
        "for": organisation.uscc, "ended_others": granted and row.kind == "recover" and end_others,
    }  # fmt: skip
    _note(row.state, row, actor=by.user, role=by.role, content=content)
    if granted:
        _grant(row, by=by, until=until, end_others=end_others)
    else:
        _release(row)
    title = (_GRANTED if granted else _REFUSED).format(name=organisation.name, what=WHATS[row.kind])
    tell(
        row.asked_by, kind="organisation", title=title, body=reason, url="/organisations/",
        about=organisation.about, once=f"{row.about}:{row.state}",
    )  # fmt: skip


@transaction.atomic
def found(
    *, uscc: str, details: Details, role: str, person: members.Person, by: Actor, site: str = ""
) -> Organisation:
    """An organisation that an office sets up itself, verified at once, with its first manager."""
    wrong = [*check_uscc(tidy_code(uscc)), *_wrong(details, contact=False)]
    if role not in ROLES.get(details.kind, ()):
        wrong.append(errors.WRONG_ROLE)
    if details.kind == "office" and by.role != "system_admin":
        wrong.append(errors.NOT_OFFICE)
    if wrong:
        raise Problems(wrong)
    organisation = enter(uscc, name=details.name)
    if organisation.state != "entered":
        raise Problems([errors.THERE])
    _take(organisation, asdict(details))
    _verify(organisation, by=by, until=default_until(details.kind, on=clock.today()))
    record(
        "organisation.founded", actor=by.user, role=by.role, about=organisation.about,
        content={"uscc": organisation.uscc} | asdict(details),
    )  # fmt: skip
    members.invite(organisation, person=person, role=role, manages=True, by=by, site=site)
    return organisation


@transaction.atomic
def stop(organisation: Organisation, *, reason: str, by: Actor) -> None:
    """The organisation may not act any more, until it is resumed."""
    _switch(organisation, state="stopped", was="verified", reason=reason, by=by)


@transaction.atomic
def resume(organisation: Organisation, *, reason: str, by: Actor) -> None:
    """A stopped organisation may act again."""
    _switch(organisation, state="verified", was="stopped", reason=reason, by=by)


def _switch(organisation: Organisation, *, state: str, was: str, reason: str, by: Actor) -> None:
    wrong = [] if reason.strip() else [errors.NO_REASON]
    row = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if row.state != was:
        wrong.append(errors.CHANGED)
    if Membership.objects.filter(user=by.user, organisation=row).exists():
        wrong.append(errors.OWN)
    if wrong:
        raise Problems(wrong)
    row.state, row.decided_by, row.decided_at, row.reason = state, by.user, clock.now(), reason
    row.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    entry = record(
        f"organisation.{'stopped' if state == 'stopped' else 'resumed'}", actor=by.user,
        role=by.role, about=row.about, content={"reason": reason},
    )  # fmt: skip
    titles = {
        "stopped": Text("{name}被暂停办理", "{name} may not act for now"),
        "verified": Text("{name}恢复办理", "{name} may act again"),
    }
    for manager in members.managers(row, on=clock.today()):
        tell(
            manager, kind="organisation", title=titles[state].format(name=row.name), body=reason,
            url=f"/organisations/{row.uscc}/", about=row.about, once=f"entry:{entry.pk}",
        )  # fmt: skip
    organisation.state = state


def _check_decision(
    row: Registration, *, granted: bool, reason: str, by: Actor, until: dt.date | None
) -> None:
    wrong: list[Problem] = []
    if not may_decide(by, row.organisation, asked_by=row.asked_by_id):
        wrong.append(errors.OWN)
    if not granted and not reason.strip():
        wrong.append(errors.NO_REASON)
    if granted and row.kind == "register" and row.organisation.state != "asked":
        wrong.append(errors.CHANGED)
    if granted and row.kind == "recover" and not row.scan_sha256:
        wrong.append(errors.NO_LETTER)
    today = clock.today()
    if granted and until is not None and not today < until <= today + dt.timedelta(days=3 * 366):
        wrong.append(errors.BAD_UNTIL)
    if wrong:
        raise Problems(wrong)


def _grant(row: Registration, *, by: Actor, until: dt.date | None, end_others: bool) -> None:
    organisation = row.organisation
    if row.kind == "recover":
        if end_others:
            members.end_all(organisation, by=by)
        members.enrol(organisation, row.asked_by, by=by)
        return
    _take(organisation, row.content)
    organisation.licence_sha256 = row.scan_sha256 or organisation.licence_sha256
    _verify(organisation, by=by, until=until)
    if row.kind == "register":
        members.enrol(organisation, row.asked_by, by=by)


def _take(organisation: Organisation, content: Mapping[str, str]) -> None:
    for name, value in content.items():
        setattr(organisation, name, value)


def _verify(organisation: Organisation, *, by: Actor, until: dt.date | None) -> None:
    organisation.state, organisation.reason = "verified", ""
    organisation.decided_by, organisation.decided_at = by.user, clock.now()
    organisation.verified_until = until
    organisation.save()


def _open(
    organisation: Organisation, *, kind: str, by: Any, content: Mapping[str, Any], grounds: str = ""
) -> Registration:
    since = clock.now() - dt.timedelta(days=1)
    if Registration.objects.filter(asked_by=by, asked_at__gt=since).count() >= A_DAY:
        raise Problems([errors.TOO_MANY])
    try:
        with transaction.atomic():
            row = Registration.objects.create(
                organisation=organisation, kind=kind, asked_by=by, asked_at=clock.now(),
                content=dict(content), grounds=grounds,
            )  # fmt: skip
    except IntegrityError as error:
        raise Problems([errors.WAITING]) from error
    _note("asked", row, actor=by, role="holder", content={"kind": kind} | dict(content))
    tell(
        by, kind="organisation", channels=(), url="/organisations/", about=organisation.about,
        title=_ASKED.format(name=organisation.name, what=WHATS[kind]), once=f"{row.about}:asked",
    )  # fmt: skip
    return row


def _waiting(registration: Registration) -> Registration:
    """The row, locked; raises Problems where it has been decided."""
    row = (
        Registration.objects.select_for_update(of=("self",))
        .select_related("organisation", "asked_by")
        .get(pk=registration.pk)
    )
    if row.state != "asked":
        raise Problems([errors.DECIDED])
    return row


def _close(row: Registration, *, state: str, by: Any, reason: str) -> None:
    row.state, row.decided_by, row.decided_at, row.reason = state, by, clock.now(), reason
    row.save(update_fields=["state", "decided_by", "decided_at", "reason"])


def _release(row: Registration) -> None:
    """An organisation that nobody asks for any more is refused, not waiting."""
    others = Registration.objects.filter(organisation=row.organisation, state="asked")
    if row.kind == "register" and not others.exists():
        Organisation.objects.filter(pk=row.organisation_id, state="asked").update(state="refused")


def _note(
    action: str, row: Registration, *, actor: Any, role: str, content: Mapping[str, Any]
) -> None:
    """The audit's entry, found by the organisation."""
    about = row.organisation.about
    content = {"registration": str(row.uid), "kind": row.kind} | dict(content)
    record(f"registration.{action}", actor=actor, role=role, about=about, content=content)


def _wrong(details: Details, *, contact: bool = True) -> list[Problem]:
    """Everything that is wrong with what an organisation says of itself."""
    missing = [
        label
        for label, value in (
            (Text("单位名称", "Name"), details.name),
            (Text("联系人", "Contact"), details.contact_name or not contact),
            (Text("联系电话", "Telephone"), details.contact_phone or not contact),
            (Text("推荐渠道", "Channel"), details.channel or details.kind != "recommender"),
        )
        if not value
    ]
    found = [problem("organisations.missing", f"请填{t.zh}", f"Fill in: {t.en}") for t in missing]
    if details.kind not in KINDS:
        found.append(errors.WRONG_ROLE)
    return found


def _code(uscc: str) -> str:
    code = tidy_code(uscc)
    if wrong := list(check_uscc(code)):
        raise Problems(wrong)
    return code
