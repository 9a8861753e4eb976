"""Who acts for an organisation: invited, accepted, ended, handed over; all of it on record."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Q

from bole.problems import Problem, Problems
from bole.text import Text
from bole.web.accounts import services as accounts
from bole.web.accounts.phones import read_phone
from bole.web.audit.services import record
from bole.web.common import clock
from bole.web.notices.services import tell
from bole.web.organisations import errors
from bole.web.organisations.channels import ROLES as WORDS
from bole.web.organisations.models import ROLES, Invitation, Membership, Organisation
from bole.web.organisations.permissions import Actor

#: For how long at most an officer who does not manage is appointed.
LONGEST: Final = dt.timedelta(days=366)
#: How many invitations an organisation sends in a day at most: each may be an SMS to a stranger.
A_DAY: Final = 30


@dataclass(frozen=True, slots=True)
class Person:
    """Whom to invite: by phone or mail."""

    name: str
    phone: str = ""
    email: str = ""


def managers(organisation: Organisation, *, on: dt.date) -> list[Any]:
    """The people who manage the organisation that day."""
    held = Membership.objects.filter(organisation=organisation, manages=True)
    return [m.user for m in held.select_related("user") if m.holds_on(on)]


@transaction.atomic
def invite(
    organisation: Organisation,
    *,
    person: Person,
    role: str,
    manages: bool,
    by: Actor,
    ends_on: dt.date | None = None,
    site: str = "",
) -> Invitation:
    """An invitation; who has no account yet gets a link to activate one. Raises Problems."""
    phone = read_phone(person.phone) if person.phone.strip() else ""
    wrong = _wrong(organisation, person=person, role=role, manages=manages, ends_on=ends_on)
    if wrong:
        raise Problems(wrong)
    since = clock.now() - dt.timedelta(days=1)
    if organisation.invitations.filter(made_at__gt=since).count() >= A_DAY:
        raise Problems([errors.TOO_MANY])
    user, _ = accounts.person_for(name=person.name, phone=phone, email=person.email.strip())
    held = Membership.objects.filter(organisation=organisation, user=user, role=role)
    if any(m.holds_on(clock.today()) for m in held):
        raise Problems([errors.MEMBER])
    try:
        with transaction.atomic():
            row = Invitation.objects.create(
                organisation=organisation, user=user, name=person.name, role=role,
                manages=manages, ends_on=ends_on, made_by=by.user, made_at=clock.now(),
            )  # fmt: skip
    except IntegrityError as error:
        raise Problems([errors.INVITED]) from error
    _note("invited", organisation, by=by, content={"user": user.pk, "role": role, "name": person.name,
          "manages": manages, "ends_on": ends_on.isoformat() if ends_on else ""})  # fmt: skip
    new = user.last_login is None
    if new:
        accounts.invite(user, purpose="member", by=by.user, role=by.role, site=site)
    title = Text("{name}请你做{role}", "{name} asks you to be: {role}")
    tell(
        user, kind="membership", title=title.format(name=organisation.name, role=WORDS[role]),
        url="/organisations/", about=organisation.about, once=f"invitation:{row.uid}",
        channels=() if new else ("mail", "sms"),
    )  # fmt: skip
    return row


@transaction.atomic
def accept(invitation: Invitation, *, by: Any) -> Membership:
    """The membership, in force from today; only the invited person accepts."""
    row = _open(invitation, user=by)
    _close(row, state="accepted")
    actor = Actor(by, row.role, row.organisation)
    held = _begin(row.organisation, by, role=row.role, manages=row.manages, ends_on=row.ends_on,
                  made_by=row.made_by)  # fmt: skip
    _note("joined", row.organisation, by=actor, content=_content(held))
    return held


@transaction.atomic
def decline(invitation: Invitation, *, by: Any) -> None:
    """The invited person does not want to."""
    row = _open(invitation, user=by)
    _close(row, state="declined")
    _note("declined", row.organisation, by=Actor(by, "holder"), content={"role": row.role})


@transaction.atomic
def cancel(invitation: Invitation, *, by: Actor) -> None:
    """The organisation takes its invitation back."""
    row = _open(invitation, user=None)
    _close(row, state="cancelled")
    _note("invitation_cancelled", row.organisation, by=by, content={"user": row.user_id})


@transaction.atomic
def end(membership: Membership, *, by: Actor) -> None:
    """Ends a membership at once: by a manager, or by the member; the last manager stays."""
    # Two managers who end each other, or both leave, wait for one another.
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    row = _locked(membership)
    today = clock.today()
    others = [m for m in managers(row.organisation, on=today) if m.pk != row.user_id]
    if row.manages and not others:
        raise Problems([errors.LAST_MANAGER])
    _end(row, by=by)


def end_all(organisation: Organisation, *, by: Actor) -> None:
    """Ends every membership and takes every invitation back, where access is recovered."""
    today = clock.today()
    for row in Membership.objects.filter(organisation=organisation).select_related("user"):
        if row.ends_on is None or row.ends_on >= today:
            _end(row, by=by)
    Invitation.objects.filter(organisation=organisation, state="open").update(
        state="cancelled", closed_at=clock.now()
    )


@transaction.atomic
def hand_over(membership: Membership, *, to: Membership, keep: bool, by: Actor) -> None:
    """Makes another member manager, and with `keep` the first one as well."""
    row, other = _locked(membership), _locked(to)
    today = clock.today()
    if row.organisation_id != other.organisation_id or not other.holds_on(today) or not row.manages:
        raise Problems([errors.CHANGED])
    other.manages = True
    other.save(update_fields=["manages"])
    if not keep:
        row.manages = False
        row.save(update_fields=["manages"])
    _note("handed_over", row.organisation, by=by,
          content={"from": row.user_id, "to": other.user_id, "kept": keep})  # fmt: skip
    title = Text("你现在是{name}的管理人", "You now manage {name}")
    entry = f"handed:{row.pk}:{other.pk}:{clock.now().isoformat()}"
    tell(
        other.user, kind="membership", title=title.format(name=row.organisation.name),
        url=f"/organisations/{row.organisation.uscc}/", about=row.organisation.about, once=entry,
    )  # fmt: skip


@transaction.atomic
def set_end(membership: Membership, *, ends_on: dt.date | None, by: Actor) -> None:
    """Changes until when a member is appointed; who has left is invited again."""
    row = _locked(membership)
    if row.ends_on is not None and row.ends_on < clock.today():
        raise Problems([errors.CHANGED])
    if bad := _bad_end(row.organisation, manages=row.manages, ends_on=ends_on):
        raise Problems(bad)
    row.ends_on = ends_on
    row.save(update_fields=["ends_on"])
    _note("appointed_until", row.organisation, by=by, content=_content(row))


def enrol(organisation: Organisation, user: Any, *, by: Actor) -> Membership:
    """The person whose request was granted, as manager from today."""
    role = ROLES[organisation.kind][0]
    held = _begin(organisation, user, role=role, manages=True, ends_on=None, made_by=by.user)
    _note("joined", organisation, by=by, content=_content(held))
    return held


def _begin(
    organisation: Organisation,
    user: Any,
    *,
    role: str,
    manages: bool,
    ends_on: dt.date | None,
    made_by: Any,
) -> Membership:
    today = clock.today()
    current = Q(ends_on=None) | Q(ends_on__gte=today)
    held = Membership.objects.filter(current, organisation=organisation, user=user, role=role)
    if found := held.select_for_update().first():
        found.manages = found.manages or manages
        found.ends_on = ends_on
        found.save(update_fields=["manages", "ends_on"])
        return found
    return Membership.objects.create(
        organisation=organisation, user=user, role=role, manages=manages, starts_on=today,
        ends_on=ends_on, made_by=made_by,
    )  # fmt: skip


def _end(row: Membership, *, by: Actor) -> None:
    """Yesterday was the last day: from now on nothing is left of it."""
    row.ends_on, row.manages = clock.today() - dt.timedelta(days=1), False
    row.save(update_fields=["ends_on", "manages"])
    _note("left", row.organisation, by=by, content=_content(row))
    if by.user.pk != row.user_id:
        title = Text("你不再是{name}的成员", "You are no longer a member of {name}")
        tell(
            row.user, kind="membership", title=title.format(name=row.organisation.name),
            about=row.organisation.about, once=f"left:{row.pk}:{clock.now().isoformat()}",
        )  # fmt: skip


def _wrong(
    organisation: Organisation,
    *,
    person: Person,
    role: str,
    manages: bool,
    ends_on: dt.date | None,
) -> list[Problem]:
    found = [] if person.name.strip() else [errors.NO_NAME]
    if role not in ROLES[organisation.kind]:
        found.append(errors.WRONG_ROLE)
    if not (person.phone.strip() or person.email.strip()):
        found.append(accounts.NO_WAY)
    return found + _bad_end(organisation, manages=manages, ends_on=ends_on)


def _bad_end(
    organisation: Organisation, *, manages: bool, ends_on: dt.date | None
) -> list[Problem]:
    """Officers of employers who do not manage are appointed for a time, others as one likes."""
    today = clock.today()
    needed = organisation.kind == "employer" and not manages
    if ends_on is None:
        return [errors.BAD_END] if needed else []
    in_time = today < ends_on and (not needed or ends_on <= today + LONGEST)
    return [] if in_time else [errors.BAD_END]


def _open(invitation: Invitation, *, user: Any) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("organisation")
    row = rows.filter(pk=invitation.pk, state="open").first()
    if row is None or (user is not None and row.user_id != user.pk):
        raise Problems([errors.CLOSED])
    return row


def _close(row: Invitation, *, state: str) -> None:
    row.state, row.closed_at = state, clock.now()
    row.save(update_fields=["state", "closed_at"])


def _locked(membership: Membership) -> Membership:
    rows = Membership.objects.select_for_update(of=("self",))
    return rows.select_related("organisation", "user").get(pk=membership.pk)


def _content(held: Membership) -> dict[str, Any]:
    return {
        "user": held.user_id, "role": held.role, "manages": held.manages,
        "ends_on": held.ends_on.isoformat() if held.ends_on else "",
    }  # fmt: skip


def _note(action: str, organisation: Organisation, *, by: Actor, content: dict[str, Any]) -> None:
    record(
        f"membership.{action}", actor=by.user, role=by.role, about=organisation.about,
        content=content,
    )  # fmt: skip
