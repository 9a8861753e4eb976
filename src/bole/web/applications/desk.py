"""The list of cases for officers: filters that are plain addresses, pages of fifty."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Case as Choose
from django.db.models import Count, IntegerField, Q, QuerySet, Value, When

from bole.text import Text
from bole.web.applications import queries
from bole.web.applications.deadlines import deadline
from bole.web.applications.ends import CLOSES, ORDER, closes
from bole.web.applications.models import Case, SavedFilter
from bole.web.applications.packs import Rules, find
from bole.web.applications.permissions import Standing, visible_cases
from bole.web.applications.waiting import acts, elsewhere, mine
from bole.web.cycles import queries as cycles

PAGE: Final = 50
#: The names of filters in an address, in the order of the page.
FILTERS: Final = ("programme", "track", "stage", "state", "q", "page")
#: Ready-made views.
STATES: Final = {
    "": Text("在办", "Open"),
    "mine": Text("待我办", "Waiting for me"),
    "elsewhere": Text("在别处登记", "Recorded elsewhere"),
    "overdue": Text("已逾期", "Overdue"),
    "today": Text("今天到期", "Due today"),
    "completing": Text("补正中", "Being completed"),
    "ended": Text("已办结", "Ended"),
    "all": Text("全部", "All"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter."""

    value: str
    label: Text
    chosen: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything on the page."""

    rows: list[queries.Row]
    page: Page[Case]
    total: int
    tabs: list[tuple[Choice, int, str]]
    programmes: list[Choice]
    tracks: list[Choice]
    stages: list[Choice]
    text: str
    query: str
    saved: list[SavedFilter]

    def at(self, page: int) -> str:
        """The address of another page of the same list."""
        return f"?{self.query}&page={page}" if self.query else f"?page={page}"

    @property
    def idle(self) -> bool:
        """True where the list is of what waits for the user, and nothing else narrows it."""
        return self.query == "state=mine"

    @property
    def earlier(self) -> str:
        """The address of the page before."""
        return self.at(self.page.previous_page_number())

    @property
    def later(self) -> str:
        """The address of the page after."""
        return self.at(self.page.next_page_number())


def desk(standing: Standing, asked: Mapping[str, str], *, now: dt.datetime) -> Desk:
    """The list that the address asks for, of what the user may see."""
    it = _listing(standing, asked, now=now)
    page = Paginator(it.listed, PAGE).get_page(asked.get("page", "1"))
    programme = asked.get("programme", "")
    own = next((r for r in it.rules if _key(r) == programme), None)
    query = {k: v for k in FILTERS if k != "page" and (v := asked.get(k, ""))}
    counts = _counts(it.chosen, states=it.states)
    return Desk(
        rows=queries.rows(page.object_list, now=now, extended=it.extended),
        page=page,
        total=page.paginator.count,
        tabs=[
            (Choice(id, label, id == it.state), counts[id], urlencode(query | {"state": id}))
            for id, label in STATES.items()
        ],
        programmes=[Choice(_key(r), r.programme.title, _key(r) == programme) for r in it.rules],
        tracks=_options(own, "tracks", asked.get("track", "")),
        stages=_options(own, "stages", asked.get("stage", "")),
        text=asked.get("q", ""),
        query=urlencode(query),
        saved=list(SavedFilter.objects.filter(user=standing.user).order_by("name")),
    )


def exported(
    standing: Standing, asked: Mapping[str, str], *, now: dt.datetime
) -> list[queries.Row]:
    """The whole list as asked, for a file."""
    it = _listing(standing, asked, now=now)
    return queries.rows(it.listed, now=now, extended=it.extended)


def waiting(standing: Standing, *, now: dt.datetime) -> int:
    """How many cases wait for the user; no query where none can."""
    if not acts(standing):
        return 0
    seen = _seen(standing)
    return seen.filter(mine(standing, rules=_rules(seen), now=now)).count()


def next_waiting(
    standing: Standing, case: Case, *, now: dt.datetime, wanted: str = ""
) -> Case | None:
    """The next case in the list that waits for the user; after the last comes the first.

    `wanted`: the id of the one to go on with where it still waits, as after a step, when the case
    has lost its place.
    """
    if not acts(standing):
        return None
    seen = _seen(standing)
    rules = _rules(seen)
    extended = cycles.all_extended(r.pack.id for r in rules)
    end = deadline(case, now, extended=extended).closes
    own = seen.filter(mine(standing, rules=rules, now=now)).exclude(pk=case.pk)
    own = own.annotate(**{CLOSES: closes(rules, now=now, extended=extended)})
    places = [When(pk=wanted, then=Value(0))] if _is_id(wanted) else []
    places.append(When(_after(end, case.number or ""), then=Value(1)))
    turn = Choose(*places, default=Value(2), output_field=IntegerField())
    return own.order_by(turn, *ORDER).first()


def _after(end: dt.datetime | None, number: str) -> Q:
    """What stands behind a place in the list."""
    if end is None:
        return Q(**{f"{CLOSES}__isnull": True}, number__gt=number)
    same = Q(**{CLOSES: end}, number__gt=number)
    return Q(**{f"{CLOSES}__isnull": True}) | Q(**{f"{CLOSES}__gt": end}) | same


@dataclass(frozen=True, slots=True)
class _Listing:
    """The list that an address asks for, before it is cut into pages."""

    rules: list[Rules]
    extended: cycles.Extended
    state: str
    states: Mapping[str, Q]
    #: Within the filters, in whatever state; and in the one asked for.
    chosen: QuerySet[Case]
    listed: QuerySet[Case]


def _listing(standing: Standing, asked: Mapping[str, str], *, now: dt.datetime) -> _Listing:
    seen = _seen(standing)
    rules = _rules(seen)
    extended = cycles.all_extended(r.pack.id for r in rules)
    chosen = _chosen(
        seen, programme=asked.get("programme", ""), track=asked.get("track", ""),
        text=asked.get("q", ""),
    )  # fmt: skip
    if stage := asked.get("stage", ""):
        chosen = chosen.filter(stage=stage)
    chosen = chosen.annotate(**{CLOSES: closes(rules, now=now, extended=extended)})
    states = _states(now, standing=standing, rules=rules)
    state = asked.get("state", "")
    listed = chosen.filter(states[state if state in STATES else ""])
    listed = listed.select_related("employer", "filer_organisation").order_by(*ORDER)
    return _Listing(rules, extended, state, states, chosen, listed)


def _seen(standing: Standing) -> QuerySet[Case]:
    """The submitted cases that the user may see."""
    return visible_cases(standing).exclude(submitted_at=None)


def _chosen(seen: QuerySet[Case], *, programme: str, track: str, text: str) -> QuerySet[Case]:
    if programme:
        pack, _, id = programme.rpartition("/")
        seen = seen.filter(pack=pack, programme=id)
    if track:
        seen = seen.filter(track=track)
    if text:
        seen = seen.filter(Q(number__icontains=text.strip()) | Q(employer__name__icontains=text))
    return seen


def _states(now: dt.datetime, *, standing: Standing, rules: list[Rules]) -> dict[str, Q]:
    open_ = Q(result="")
    tomorrow = now.replace(hour=0, minute=0, second=0, microsecond=0) + dt.timedelta(days=1)
    return {
        "": open_,
        "mine": mine(standing, rules=rules, now=now),
        "elsewhere": elsewhere(standing, rules=rules),
        "overdue": open_ & Q(**{f"{CLOSES}__lte": now}),
        "today": open_ & Q(**{f"{CLOSES}__gt": now, f"{CLOSES}__lte": tomorrow}),
        "completing": open_ & ~Q(unlocked=[]),
        "ended": ~open_,
        "all": Q(),
    }


def _counts(chosen: QuerySet[Case], *, states: Mapping[str, Q]) -> dict[str, int]:
    """How many there are in each ready-made view; one query."""
    names = {f"n_{i}": id for i, id in enumerate(STATES)}
    found: dict[str, Any] = chosen.aggregate(
        **{name: Count("pk", filter=states[id]) for name, id in names.items() if id != "all"},
        n_all=Count("pk"),
    )
    return {id: found["n_all"] if id == "all" else found[name] for name, id in names.items()}


def _rules(seen: QuerySet[Case]) -> list[Rules]:
    """The programmes among the cases; one query."""
    keys = seen.order_by("pack", "programme").values_list("pack", "programme").distinct()
    found = (find(pack, programme=programme) for pack, programme in keys)
    return [r for r in found if r is not None]


def _is_id(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def _key(rules: Rules) -> str:
    return f"{rules.pack.id}/{rules.programme.id}"


def _options(rules: Rules | None, what: str, chosen: str) -> list[Choice]:
    """The tracks or stages of the programme chosen."""
    if rules is None:
        return []
    listed: Any = rules.programme.tracks if what == "tracks" else rules.programme.process.stages
    return [Choice(i.id, i.label, i.id == chosen) for i in listed if i.id]
