"""When cases end, as a column: what `deadlines` answers, for lists that filter and sort by it.

`deadlines` is asked once for each way in which an answer can differ (stage, way in, and whether a
draft began before a moment that an extension names), so the list costs the same for any number of
rows and cannot say something else than the page of a case.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.db.models import Case as Choose
from django.db.models import DateTimeField, F, Q, Value, When
from django.db.models.functions import Cast

from bole.web.applications.deadlines import filing
from bole.web.applications.packs import Rules
from bole.web.cycles.queries import Extended

#: The column's name in a list.
CLOSES: Final = "closes"
#: The order of lists: what ends first stands first, what never ends last.
ORDER: Final = (F(CLOSES).asc(nulls_last=True), "number")


def closes(rules: Iterable[Rules], *, now: dt.datetime, extended: Extended) -> Choose:
    """The first instant that is too late for a submitted case, as a column; NULL where none is."""
    own = [
        When(Q(pack=r.pack.id, programme=r.programme.id), then=_of(r, now=now, extended=extended))
        for r in rules
    ]
    return _choice(When(~Q(result=""), then=_at(None)), *own)


def _of(rules: Rules, *, now: dt.datetime, extended: Extended) -> Choose:
    """The same within a programme: a completion, a stage, or what was returned to be filed again."""
    programme = rules.programme
    later = [s.id for s in programme.process.stages if s.kind != "file"]
    spans = list(_spans(extended.moments(rules.pack.id, programme=programme.id)))
    moved = []
    for begun, moment in spans:
        for stage in later:
            end = extended(rules.pack, programme=programme.id, what=stage, draft_from=moment)
            if end is not None:
                moved.append(When(begun & Q(stage=stage, due__lt=end), then=_at(end)))
    filed = []
    for begun, moment in spans:
        for way in ("", *(i.id for i in programme.intake)):
            ends = filing(rules, way, now, draft_from=moment, extended=extended)
            filed.append(When(begun & Q(intake=way), then=_at(ends.closes)))
    return _choice(
        When(~Q(unlocked=[]) & Q(stage__in=later), then=F("complete_by")),
        *moved,
        When(stage__in=later, then=F("due")),
        *filed,
    )


def _spans(moments: list[dt.datetime]) -> Iterator[tuple[Q, dt.datetime]]:
    """The spans of time between the moments in which a draft can have begun, and one of each."""
    if not moments:
        yield ~Q(pk=None), dt.datetime.max.replace(tzinfo=dt.UTC)
        return
    yield Q(started_at__lt=moments[0]), moments[0] - dt.timedelta(seconds=1)
    for moment, following in zip(moments, [*moments[1:], None], strict=True):
        until = Q(started_at__lt=following) if following else Q()
        yield Q(started_at__gte=moment) & until, moment


def _choice(*whens: When) -> Choose:
    """The first that fits; its type is said, for PostgreSQL takes nothing but NULLs for a text."""
    none = Cast(Value(None), DateTimeField(null=True))
    return Choose(*whens, default=none, output_field=DateTimeField(null=True))


def _at(moment: dt.datetime | None) -> Any:
    return Value(moment, output_field=DateTimeField(null=True))
