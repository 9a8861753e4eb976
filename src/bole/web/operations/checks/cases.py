"""Cases against their events, submissions, numbers, places and audit entries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from bole.text import Text
from bole.web.applications.models import Case, Counter, Event, Slot, Submission
from bole.web.applications.numbers import is_number, numbered, series_of
from bole.web.applications.packs import rules_of
from bole.web.audit.models import Entry
from bole.web.operations.findings import Finding

LABEL = Text("申报与流程", "cases and events")
#: What the audit calls a submission.
SUBMITTED = ("case.submit", "case.complete")


def look() -> Iterator[Finding]:
    """Cases whose rows do not agree with each other."""
    last = dict(Counter.objects.values_list("series", "last"))
    for case in _counted().iterator(chunk_size=500):
        found = [*_events(case), *_submissions(case), *_number(case, last=last), *_places(case)]
        for code, zh, en in found:
            yield Finding(code, case.about, Text(zh, en))


def _counted() -> QuerySet[Any]:
    def per_case(rows: Any, count: Any) -> Any:
        grouped = rows.filter(case=OuterRef("pk")).order_by().values("case")
        return Coalesce(Subquery(grouped.annotate(n=count).values("n")), 0)

    return Case.objects.order_by("pk").annotate(
        events_there=per_case(Event.objects, Count("pk")),
        events_last=per_case(Event.objects, Max("seq")),
        submissions_there=per_case(Submission.objects, Count("pk")),
        submissions_last=per_case(Submission.objects, Max("round")),
        places_there=per_case(Slot.objects, Count("pk")),
    )


def _events(case: Any) -> Iterator[tuple[str, str, str]]:
    if not case.events_count == case.events_there == case.events_last:
        zh = f"记着 {case.events_count} 步，实有 {case.events_there} 步"
        yield "events", zh, f"{case.events_count} events counted, {case.events_there} there"


def _submissions(case: Any) -> Iterator[tuple[str, str, str]]:
    if case.submissions_there != case.submissions_last:
        yield "rounds", "提交的轮次不连续", "Rounds of submission are missing"
    if bool(case.submissions_there) != (case.submitted_at is not None):
        yield "submitted", "提交时间和提交内容不一致", "Submitted without content, or the reverse"
    entries = Entry.objects.filter(chain=case.about, action__in=SUBMITTED).count()
    if entries != case.submissions_there:
        zh = f"{case.submissions_there} 次提交，审计里 {entries} 次"
        en = f"{case.submissions_there} submissions, {entries} in the audit"
        yield "unaudited", zh, en


def _number(case: Any, *, last: dict[str, int]) -> Iterator[tuple[str, str, str]]:
    if case.number is None:
        return
    series = series_of(case)
    running = case.number.removeprefix(f"{series}-").partition("-")[0]
    if not is_number(case.number) or not running.isdigit():
        yield "number", f"编号 {case.number} 不对", f"{case.number} is no number"
    elif case.number != numbered(series, int(running)) or int(running) > last.get(series, 0):
        zh, en = f"编号 {case.number} 没有发过", f"{case.number} was never given"
        yield "number", zh, en


def _places(case: Any) -> Iterator[tuple[str, str, str]]:
    """A case under way holds its places; a draft, or one that ended without success, has none."""
    try:
        rules = rules_of(case)
    except LookupError:
        yield "pack", f"找不到政策包 {case.pack}", f"The pack {case.pack} is not there"
        return
    process = rules.programme.process
    lost = case.result and case.result != process.ends
    if (case.submitted_at is None or lost) and case.places_there:
        yield "place_held", "草稿或已结束，却还占着名额", "A draft or an ended case holds a place"
    needed = [m.id for m in process.limits if m.take == rules.filing.id and not m.where]
    if case.submitted_at is not None and not lost and case.stage != rules.filing.id and needed:
        held = set(Slot.objects.filter(case=case).values_list("limit", flat=True))
        for limit in needed:
            if limit not in held:
                yield "place_missing", f"没占名额：{limit}", f"Holds no place under {limit}"
