"""What is done to organisations: registration, members, desks; one transaction each."""

from bole.web.organisations.services.desks import assign, unassign
from bole.web.organisations.services.members import (
    accept,
    cancel,
    decline,
    end,
    hand_over,
    invite,
    set_end,
)
from bole.web.organisations.services.registration import (
    Details,
    ask,
    attach_scan,
    decide,
    enter,
    found,
    recover,
    refresh,
    resume,
    stop,
    withdraw,
)

__all__ = [
    "Details", "accept", "ask", "assign", "attach_scan", "cancel", "decide", "decline", "end",
    "enter", "found", "hand_over", "invite", "recover", "refresh", "resume", "set_end", "stop",
    "unassign", "withdraw",
]  # fmt: skip
