"""What an auditor's page shows of one subject: what was done to it, and who read of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from bole.web.audit.models import Anchor, Entry, Reading

SIZE = 50


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of what there is on a subject."""

    page: Page[Any]
    entries: int
    readings: int


def shown(subject: str, *, what: str, page: str) -> Shown:
    """The entries of a subject (or the readings), oldest first; four queries."""
    done = Entry.objects.filter(Q(about=subject) | Q(chain=subject)).select_related("actor")
    read = Reading.objects.filter(about=subject).select_related("reader")
    rows: QuerySet[Any] = read.order_by("at", "pk") if what == "readings" else done.order_by("pk")
    return Shown(Paginator(rows, SIZE).get_page(page), done.count(), read.count())


def last_anchor() -> Anchor | None:
    """The newest anchor."""
    return Anchor.objects.order_by("-day").first()


def told(content: Any) -> list[tuple[str, str]]:
    """The content of an entry as names and values; nested ones by their path."""
    return list(_flat("", content)) if content is not None else []


def _flat(name: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(f"{name}.{key}" if name else str(key), inner)
    elif isinstance(value, list) and any(isinstance(v, Mapping | list) for v in value):
        for n, inner in enumerate(value, 1):
            yield from _flat(f"{name}.{n}", inner)
    else:
        yield name, ", ".join(map(str, value)) if isinstance(value, list) else str(value)
