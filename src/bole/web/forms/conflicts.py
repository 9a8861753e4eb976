"""Two values for one key: shown side by side, and what the person chose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.dateparse import parse_datetime

from bole.facts.vocabulary import Vocabulary
from bole.text import Text
from bole.web.profiles.services import Conflict
from bole.web.profiles.wording import label_of, say_raw
from bole.web.selfcheck.forms import Posted


@dataclass(frozen=True, slots=True)
class Clash:
    """A conflict in words: mine, theirs, by whom and when (`who` is empty where it was oneself)."""

    key: str
    label: Text
    mine: tuple[Text, ...]
    theirs: tuple[Text, ...]
    who: str
    at: Any


@dataclass(frozen=True, slots=True)
class Choice:
    """The keys for which the person keeps the own value, and those left as they stand."""

    mine: frozenset[str] = frozenset()
    theirs: frozenset[str] = frozenset()

    def apply(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values without those for which theirs stays."""
        return {k: v for k, v in values.items() if k not in self.theirs}


def chosen(posted: Posted) -> Choice:
    """What was chosen (`keep:<key>` is mine or theirs)."""
    said = {
        name.removeprefix("keep:"): (values or [""])[0]
        for name, values in posted.items()
        if name.startswith("keep:")
    }
    return Choice(
        frozenset(k for k, v in said.items() if v == "mine"),
        frozenset(k for k, v in said.items() if v == "theirs"),
    )


def clashes(conflicts: Iterable[Conflict], *, vocabulary: Vocabulary, me: int) -> list[Clash]:
    """The conflicts in words; one query for all names."""
    listed = list(conflicts)
    others = {c.by for c in listed if c.by not in (None, me)}
    users = get_user_model().objects.in_bulk(others) if others else {}
    return [
        Clash(
            c.key,
            label_of(c.key, vocabulary=vocabulary),
            say_raw(c.key, c.mine, vocabulary=vocabulary),
            say_raw(c.key, c.theirs, vocabulary=vocabulary),
            users[c.by].name if c.by in users else "",
            parse_datetime(c.at) if c.at else None,
        )
        for c in listed
    ]
