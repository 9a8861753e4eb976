"""What the pages of a profile read: what stands, what changed when, without a query per row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_datetime

from bole.facts.vocabulary import Vocabulary
from bole.text import Text
from bole.web.profiles.bridge import CLOSED, FAMILY
from bole.web.profiles.models import Change, FactSheet
from bole.web.profiles.services import content_of, value_in
from bole.web.profiles.wording import label_of, say_raw

#: So many saves are shown on a page.
PAGE = 30


@dataclass(frozen=True, slots=True)
class Told:
    """One key that stands, in words, and since when."""

    key: str
    label: Text
    lines: tuple[Text, ...]
    at: Any


@dataclass(frozen=True, slots=True)
class Before:
    """One key of a save: what stood before it."""

    key: str
    label: Text
    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Save:
    """One save: when, by whom, from where, and what stood there before."""

    version: int
    at: Any
    who: str
    source: str
    keys: tuple[Before, ...]


def sheet_of(user: Any) -> FactSheet:
    """The user's own sheet, made when first asked for."""
    return FactSheet.objects.get_or_create(user=user)[0]


def told(sheet: FactSheet, *, vocabulary: Vocabulary) -> list[Told]:
    """Everything that stands, in the vocabulary's order."""
    content = content_of(sheet)
    keys = [k for k in vocabulary.facts if k in content["facts"]]
    keys += [k for k in content["facts"] if k not in vocabulary.facts]
    keys += [f"{FAMILY}{n}" for n in vocabulary.families if n in content["families"]]
    return [_told(content, key, vocabulary=vocabulary) for key in keys]


def saves(sheet: FactSheet, *, vocabulary: Vocabulary, page: int = 1) -> tuple[list[Save], bool]:
    """The saves, newest first, and whether there are earlier ones; one query."""
    start = (page - 1) * PAGE
    rows = Change.objects.filter(sheet=sheet).order_by("-version").select_related("by")
    listed = list(rows[start : start + PAGE + 1])
    return [_save(row, vocabulary=vocabulary) for row in listed[:PAGE]], len(listed) > PAGE


def _told(content: dict[str, Any], key: str, *, vocabulary: Vocabulary) -> Told:
    meta = content["meta"].get(key, {})
    at = parse_datetime(meta["at"]) if meta.get("at") else None
    lines = say_raw(key, value_in(content, key), vocabulary=vocabulary)
    return Told(key, label_of(key, vocabulary=vocabulary), lines, at)


def _save(row: Change, *, vocabulary: Vocabulary) -> Save:
    keys = tuple(
        Before(
            key,
            label_of(key, vocabulary=vocabulary),
            say_raw(key, value, vocabulary=vocabulary),
        )
        for key, value in row.before.items()
        if not key.startswith(CLOSED)
    )
    who = row.by.name if row.by is not None else ""
    return Save(row.version, row.at, who, row.source, keys)
