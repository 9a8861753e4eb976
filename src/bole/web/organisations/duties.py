"""What the worker does for organisations by the clock."""

from __future__ import annotations

import datetime as dt
from typing import Final

from bole.text import Text
from bole.web.common import clock
from bole.web.common.duties import duty
from bole.web.notices.services import tell
from bole.web.organisations import queries
from bole.web.organisations.services.members import managers

#: How many days before a registration ends its managers are told.
DAYS: Final = (30, 7, 1)
_TITLE: Final = Text("{name}的登记 {day} 到期", "The registration of {name} ends on {day}")
_BODY: Final = Text(
    "到期后不能再为员工申报。更新一次登记，核对后再延一年。",
    "After that day it cannot apply for anybody. Update it; once checked it holds for a year.",
)


@duty(every=dt.timedelta(hours=1))
def remind_of_ends() -> None:
    """Managers of registrations that end soon; each day's reminder is told once."""
    today = clock.today()
    for organisation in queries.ending(on=[today + dt.timedelta(days=n) for n in DAYS]):
        day = organisation.verified_until
        for manager in managers(organisation, on=today):
            tell(
                manager, kind="registration_ends",
                title=_TITLE.format(name=organisation.name, day=day), body=_BODY,
                url=f"/organisations/{organisation.uscc}/", about=organisation.about,
                once=f"registration_ends:{organisation.pk}:{day}:{today}",
            )  # fmt: skip
