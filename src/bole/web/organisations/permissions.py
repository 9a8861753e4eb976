"""Who may verify organisations, manage one, and assign desks; whoever may not sees a 404.

`request.standing` (the memberships and desks of today) is read once for a request.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final, Protocol, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from bole.web.organisations.models import Desk, Membership, Organisation

VERIFIERS: Final = ("talent_office", "department_officer")
#: Whoever holds one of these has a list of cases.
CASE_DESKS: Final = frozenset({"department_officer", "talent_office", "recommender", "auditor"})
View = Callable[..., HttpResponse]


class Standing(Protocol):
    """What `request.standing` has."""

    @property
    def user(self) -> Any:
        """The person."""

    @property
    def memberships(self) -> tuple[Membership, ...]:
        """What they do for organisations that may act."""

    @property
    def desks(self) -> tuple[Desk, ...]:
        """The desks of their offices."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something, in which role and for which organisation (None: the system's own)."""

    user: Any
    role: str
    organisation: Organisation | None = None


def standing_of(request: HttpRequest) -> Standing:
    """The request's standing."""
    return cast(Standing, request.standing)  # type: ignore[attr-defined]


def verifier(standing: Standing) -> Actor | None:
    """The user as an officer who verifies, None where they are none."""
    return _as(standing, *VERIFIERS)


def talent_office(standing: Standing) -> Actor | None:
    """The user as a member of a talent office."""
    return _as(standing, "talent_office")


def system_admin(user: Any) -> Actor | None:
    """The user as system administrator."""
    return Actor(user, "system_admin") if user.is_system_admin else None


def sees_cases(standing: Standing) -> bool:
    """True for whoever has a list of cases that are not their own."""
    held = {m.role for m in standing.memberships}
    return bool(held & CASE_DESKS) and not standing.user.is_system_admin


def runs(standing: Standing, *, pack: str, programme: str = "") -> Actor | None:
    """The user as the talent office of a pack's programme (of any of them without `programme`)."""
    desks = {
        d.organisation_id
        for d in standing.desks
        if d.pack == pack and programme in ("", d.programme)
    }
    for held in standing.memberships:
        if held.role == "talent_office" and held.organisation_id in desks:
            return Actor(standing.user, held.role, held.organisation)
    return None


def manages(user: Any, organisation: Organisation, *, on: dt.date) -> Membership | None:
    """The user's managing membership that day, whatever the registration's state."""
    held = Membership.objects.filter(user=user, organisation=organisation, manages=True)
    return next((m for m in held if m.holds_on(on)), None)


def may_decide(actor: Actor, organisation: Organisation, *, asked_by: int) -> bool:
    """False for whoever asked, and for members of the organisation itself."""
    own = Membership.objects.filter(user=actor.user, organisation=organisation)
    return actor.user.pk != asked_by and not own.exists()


def desk_page(*finders: Callable[[HttpRequest], Actor | None]) -> Callable[[View], View]:
    """A page for whoever one of the finders recognises, who becomes `request.actor`."""

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor = next((a for find in finders if (a := find(request))), None)
            if actor is None:
                raise Http404
            request.actor = actor  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        return cast(View, page)

    return decorate


def as_verifier(request: HttpRequest) -> Actor | None:
    """Finder for officers who verify."""
    return verifier(standing_of(request))


def as_talent_office(request: HttpRequest) -> Actor | None:
    """Finder for members of a talent office."""
    return talent_office(standing_of(request))


def as_system_admin(request: HttpRequest) -> Actor | None:
    """Finder for the system administrator."""
    return system_admin(request.user)


def actor_of(request: HttpRequest) -> Actor:
    """Who `desk_page` recognised."""
    return cast(Actor, request.actor)  # type: ignore[attr-defined]


def _as(standing: Standing, *roles: str) -> Actor | None:
    held = next((m for m in standing.memberships if m.role in roles), None)
    return Actor(standing.user, held.role, held.organisation) if held else None
