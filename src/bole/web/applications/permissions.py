"""Who may see and do what with a case: the one place that decides it.

Whoever has no right to a case is told that it is not there.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.http import Http404

from bole.web.applications.models import Case
from bole.web.applications.packs import rules_of
from bole.web.organisations import queries as organisations
from bole.web.organisations.models import Desk, Membership, Organisation

SEE: Final = "see"  # that it exists, where it stands, its time line
READ: Final = "read"  # the facts and the ordinary files
VAULT: Final = "vault"  # identity scans, proofs of conduct and income, with a reason
FILL: Final = "fill"  # the form
ATTACH: Final = "attach"  # the person's materials
ATTACH_EMPLOYER: Final = "attach_employer"  # the employer's materials and nothing else
SUBMIT: Final = "submit"
WITHDRAW: Final = "withdraw"
OWN: Final = "own"  # it is the user's own, whatever can still be done with it

APPLICANT: Final = "applicant"
_OWNER: Final = frozenset({OWN, SEE, READ, VAULT, FILL, ATTACH, ATTACH_EMPLOYER, SUBMIT, WITHDRAW})
#: What is left to an employer whose registration has lapsed: to read what it began itself.
_LAPSED: Final = frozenset({OWN, SEE, READ, VAULT})
_RIGHTS: Final = {
    "employer_officer": frozenset({SEE, READ, ATTACH_EMPLOYER}),
    "recommender": frozenset({SEE, READ}),
    "department_officer": frozenset({SEE, READ, VAULT}),
    "talent_office": frozenset({SEE, READ, VAULT}),
    "auditor": frozenset({SEE, READ}),
}
_FOR_RIGHTS: Final = (
    "pack", "programme", "track", "filer_id", "filer_organisation_id", "employer_id",
    "recommender_id", "submitted_at", "result", "unlocked",
)  # fmt: skip
#: What changes a case: only while it is a draft or is to be completed.
_WHILE_OPEN: Final = frozenset({FILL, ATTACH, ATTACH_EMPLOYER, SUBMIT})


@dataclass(frozen=True, slots=True)
class Rights:
    """What a person may do with a case, in which role and for which organisation."""

    role: str
    may: frozenset[str]
    organisation: Organisation | None = None
    #: True where nothing can be changed because the organisation's registration has lapsed.
    lapsed: bool = False

    def __contains__(self, right: str) -> bool:
        return right in self.may


def party_of(case: Case, *, rights: Rights) -> str:
    """The party whose files alone may be seen: an employer that did not file sees its own.

    One that has to endorse the application sees, once it is submitted, what it endorses.
    """
    if rights.role != "employer_officer" or OWN in rights:
        return ""
    stages = rules_of(case).programme.process.stages
    endorses = any(s.kind == "endorse" and s.by == "employer" for s in stages)
    return "" if endorses and case.submitted_at is not None else "employer"


@dataclass(frozen=True, slots=True)
class Standing:
    """A user with memberships and desks, read once for a request: two queries."""

    user: Any
    memberships: tuple[Membership, ...] = ()
    desks: tuple[Desk, ...] = field(default=())
    #: Memberships of employers whose registration has lapsed: they act for nobody.
    lapsed: tuple[Membership, ...] = ()

    def of(self, *roles: str) -> list[int]:
        """The organisations for which the user has one of the roles."""
        return [m.organisation_id for m in self.memberships if m.role in roles]

    @property
    def filers(self) -> list[int]:
        """The employers whose own applications the user sees, lapsed ones among them."""
        return [*self.of("employer_officer"), *(m.organisation_id for m in self.lapsed)]

    @property
    def roles(self) -> frozenset[str]:
        """All roles, `applicant` being everyone's."""
        return frozenset({APPLICANT, *(m.role for m in self.memberships)})


def standing_of(user: Any, *, on: dt.date) -> Standing:
    """The user's standing on a day."""
    if not user.is_authenticated:
        return Standing(user)
    every = organisations.own(user, on=on)
    held = tuple(m for m in every if m.organisation.acts_on(on))
    lapsed = tuple(
        m for m in every if m.role == "employer_officer" and m.organisation.lapsed_on(on)
    )
    staffed = {m.organisation_id for m in held if m.role in ("talent_office", "department_officer")}
    desks = tuple(organisations.desks(staffed)) if staffed else ()
    return Standing(user, held, desks, lapsed)


def visible_cases(standing: Standing) -> QuerySet[Case]:
    """Every case that the user may see, in whatever role."""
    user = standing.user
    if not user.is_authenticated or user.is_system_admin:
        return Case.objects.none()
    employers = standing.of("employer_officer")
    seen = Q(filer=user, filer_organisation=None)
    if filers := standing.filers:
        seen |= Q(filer_organisation__in=filers)
    if employers:
        seen |= Q(employer__in=employers)
    if recommenders := standing.of("recommender"):
        seen |= Q(recommender__in=recommenders, submitted_at__isnull=False)
    for desk in standing.desks:
        seen |= _of_desk(desk)
    if "auditor" in standing.roles:
        seen |= Q(submitted_at__isnull=False)
    return Case.objects.filter(seen)


def rights_to(case: Case, *, standing: Standing) -> Rights | None:
    """What the user may do with the case, None where nothing; the strongest role counts."""
    user = standing.user
    if not user.is_authenticated or user.is_system_admin:
        return None
    best = max(_ways(case, standing=standing), key=lambda r: len(r.may), default=None)
    if best is None or not best.may:
        return None
    return best


def case_or_404(
    id: uuid.UUID, *, standing: Standing, need: str, light: bool = False
) -> tuple[Case, Rights]:
    """The case with the user's rights; Http404 where the right is not there.

    `light` leaves what rights do not ask for to whoever asks for it.
    """
    rows = Case.objects.filter(pk=id)
    if light:
        rows = rows.only(*_FOR_RIGHTS)
    else:
        rows = rows.select_related(
            "employer", "recommender", "filer_organisation", "sheet", "person_sheet", "folder",
            "filer",
        )  # fmt: skip
    found = rows.first()
    rights = found and rights_to(found, standing=standing)
    if not found or not rights or need not in rights:
        raise Http404
    return found, rights


def acts_at(case: Case, *, by: str, standing: Standing) -> Rights | None:
    """In which role and for whom the user acts where a stage belongs to `by`; None where not.

    `by` is a word of the process: the employer's and the recommender's people act for their own,
    everyone else by a desk of that actor that has the case. Of an own application nobody decides
    but the own employer, which may be one's own firm.
    """
    user = standing.user
    if not user.is_authenticated or user.is_system_admin or case.result:
        return None
    if by != "employer" and case.filer_id == user.pk:
        return None
    for held in standing.memberships:
        if _acts(case, held, by=by, desks=standing.desks):
            return Rights(held.role, _RIGHTS.get(held.role, frozenset()), held.organisation)
    return None


def _acts(case: Case, held: Membership, *, by: str, desks: tuple[Desk, ...]) -> bool:
    if by == "employer":
        return held.role == "employer_officer" and held.organisation_id == case.employer_id
    if by == "recommender":
        return held.role == "recommender" and held.organisation_id == case.recommender_id
    if held.role not in ("talent_office", "department_officer"):
        return False
    own = (d for d in desks if d.organisation_id == held.organisation_id and d.actor == by)
    return any(_has(d, case) for d in own)


def _ways(case: Case, *, standing: Standing) -> Iterable[Rights]:
    """Every role in which the user stands to the case."""
    if case.filer_organisation_id is None and case.filer_id == standing.user.pk:
        yield Rights(APPLICANT, _now(case, _OWNER))
    for held in standing.memberships:
        organisation = held.organisation
        if held.role == "employer_officer" and held.organisation_id == case.filer_organisation_id:
            yield Rights(held.role, _now(case, _OWNER), organisation)
        elif held.role == "employer_officer" and held.organisation_id == case.employer_id:
            yield Rights(held.role, _now(case, _RIGHTS[held.role]), organisation)
        elif case.submitted_at is None:
            continue
        elif _reads_submitted(case, held, desks=standing.desks):
            yield Rights(held.role, _RIGHTS[held.role], organisation)
    for held in standing.lapsed:
        if held.organisation_id == case.filer_organisation_id:
            yield Rights(held.role, _LAPSED, held.organisation, lapsed=True)


def _reads_submitted(case: Case, held: Membership, *, desks: tuple[Desk, ...]) -> bool:
    """True where the membership opens a case once it is submitted."""
    if held.role == "recommender":
        return held.organisation_id == case.recommender_id
    if held.role in ("talent_office", "department_officer"):
        own = (d for d in desks if d.organisation_id == held.organisation_id)
        return any(_has(d, case) for d in own)
    return held.role == "auditor"


def _now(case: Case, may: frozenset[str]) -> frozenset[str]:
    """The rights at this moment of the case's life."""
    return may if case.open else may - _WHILE_OPEN


def _of_desk(desk: Desk) -> Q:
    """The submitted cases of a desk."""
    found = Q(pack=desk.pack, programme=desk.programme, submitted_at__isnull=False)
    if desk.track:
        found &= Q(track=desk.track)
    if desk.district:
        found &= Q(employer__district=desk.district)
    return found


def _has(desk: Desk, case: Case) -> bool:
    """True where the case belongs to the desk."""
    district = case.employer.district if case.employer else ""
    return (
        (desk.pack, desk.programme) == (case.pack, case.programme)
        and desk.track in ("", case.track)
        and desk.district in ("", district)
    )
