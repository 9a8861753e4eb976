"""Makes users and organisations of the made-up world, each with a number of its own."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any, Final

from bole.policy.intake import SHANGHAI
from bole.web.accounts.models import User
from bole.web.demo import people
from bole.web.organisations.models import Membership, Organisation

_LONG_AGO: Final = dt.datetime(2020, 1, 2, 9, tzinfo=SHANGHAI)
_UNTIL: Final = dt.date(2099, 12, 31)


class Maker:
    """Counts what it makes; the same dice make the same world."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self._users = self._organisations = 0
        self._offices: dict[str, Organisation] = {}

    def user(self, **more: Any) -> User:
        """Somebody with a name and a phone; signs in by code, or by a link of the demonstration."""
        self._users += 1
        name, phone = people.person_name(self.dice), people.phone(self._users)
        return User.objects.create_user(name=name, phone=phone, **more)

    def employer_name(self, number: int) -> str:
        """The name of an employer."""
        return people.employer_name(number)

    def organisation(self, name: str, *, kind: str, channel: str = "") -> Organisation:
        """A verified organisation, its registration in force."""
        self._organisations += 1
        return Organisation.objects.create(
            uscc=people.uscc(self._organisations), name=name, kind=kind, channel=channel,
            state="verified", asked_at=_LONG_AGO, decided_at=_LONG_AGO, verified_until=_UNTIL,
        )  # fmt: skip

    def office(self, name: str) -> Organisation:
        """The office of that name, made when first asked for."""
        if name not in self._offices:
            self._offices[name] = self.organisation(name, kind="office")
        return self._offices[name]

    def officer(self, organisation: Organisation, *, role: str) -> User:
        """Somebody who acts for the organisation in a role: the same one for the same role."""
        held = Membership.objects.filter(organisation=organisation, role=role).first()
        if held is not None:
            return held.user
        user = self.user()
        Membership.objects.create(
            organisation=organisation, user=user, role=role, manages=True,
            starts_on=_LONG_AGO.date(),
        )  # fmt: skip
        return user
