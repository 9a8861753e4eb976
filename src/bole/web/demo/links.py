"""Links that sign in as somebody of the made-up world; they work in the demonstration alone."""

from __future__ import annotations

from bole.text import Text
from bole.web.accounts.models import User
from bole.web.common.sealed import seal
from bole.web.demo.cast import cast

PURPOSE = "demo-sign-in"


def link_for(user: User) -> str:
    """The path that signs the user in, as long as the demonstration keeps its secrets."""
    return f"/demo/as/{seal(user.pk, purpose=PURPOSE, now=0)}/"


def links() -> list[tuple[Text, str, str]]:
    """One person of every role: the role, the name, the path."""
    return [
        (group.label, group.people[0].user.name, link_for(group.people[0].user)) for group in cast()
    ]
