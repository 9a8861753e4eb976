"""The list of cases for officers: filters that are plain addresses, pages of fifty."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from bole.policy import library
from bole.text import Text
from bole.web.applications import queries
from bole.web.applications.models import Case, SavedFilter
from bole.web.applications.packs import Rules, find
from bole.web.applications.permissions import Standing, visible_cases

PAGE: Final = 50
#: The names of filters in an address, in the order of the page.
FILTERS: Final = ("programme", "track", "stage", "state", "q", "page")
#: Ready-made views.
STATES: Final = {
    "": Text("在办", "Open"),
    "mine": Text("待我办", "Waiting for me"),
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
    def earlier(self) -> str:
        """The address of the page before."""
        return self.at(self.page.previous_page_number())

    @property
    def later(self) -> str:
        """The address of the page after."""
        return self.at(self.page.next_page_number())


def desk(standing: Standing, asked: Mapping[str, str], *, now: dt.datetime) -> Desk:
    """The list that the address asks for, of what the user may see."""
    seen = visible_cases(standing).exclude(submitted_at=None)
    programme, track = asked.get("programme", ""), asked.get("track", "")
    chosen = _chosen(seen, programme=programme, track=track, text=asked.get("q", ""))
    if stage := asked.get("stage", ""):
        chosen = chosen.filter(stage=stage)
    state = asked.get("state", "")
    states = _states(now, standing=standing)
    counts = _counts(chosen, states=states)
    listed = chosen.filter(states[state if state in STATES else ""])
    listed = listed.select_related("employer", "filer_organisation").order_by("due", "number")
    page = Paginator(listed, PAGE).get_page(asked.get("page", "1"))
    rules = _rules(seen)
    own = next((r for r in rules if _key(r) == programme), None)
    query = {k: v for k in FILTERS if k != "page" and (v := asked.get(k, ""))}
    return Desk(
        rows=queries.rows(page.object_list, now=now),
        page=page,
        total=page.paginator.count,
        tabs=[
            (Choice(id, label, id == state), counts[id], urlencode(query | {"state": id}))
            for id, label in STATES.items()
        ],
        programmes=[Choice(_key(r), r.programme.title, _key(r) == programme) for r in rules],
        tracks=_options(own, "tracks", track),
        stages=_options(own, "stages", stage),
        text=asked.get("q", ""),
        query=urlencode(query),
        saved=list(SavedFilter.objects.filter(user=standing.user).order_by("name")),
    )


def exported(
    standing: Standing, asked: Mapping[str, str], *, now: dt.datetime
) -> list[queries.Row]:
    """The whole list as asked, for a file."""
    seen = visible_cases(standing).exclude(submitted_at=None)
    chosen = _chosen(
        seen, programme=asked.get("programme", ""), track=asked.get("track", ""),
        text=asked.get("q", ""),
    )  # fmt: skip
    if stage := asked.get("stage", ""):
        chosen = chosen.filter(stage=stage)
    state = asked.get("state", "")
    states = _states(now, standing=standing)
    listed = chosen.filter(states[state if state in STATES else ""])
    return queries.rows(listed.select_related("employer").order_by("due", "number"), now=now)


def _chosen(seen: QuerySet[Case], *, programme: str, track: str, text: str) -> QuerySet[Case]:
    if programme:
        pack, _, id = programme.rpartition("/")
        seen = seen.filter(pack=pack, programme=id)
    if track:
        seen = seen.filter(track=track)
    if text:
        seen = seen.filter(Q(number__icontains=text.strip()) | Q(employer__name__icontains=text))
    return seen


def _states(now: dt.datetime, *, standing: Standing) -> dict[str, Q]:
    open_ = Q(result="")
    tomorrow = now.replace(hour=0, minute=0, second=0, microsecond=0) + dt.timedelta(days=1)
    return {
        "": open_,
        "mine": open_ & Q(unlocked=[]) & _mine(standing),
        "overdue": open_ & Q(due__lte=now),
        "today": open_ & Q(due__gt=now, due__lte=tomorrow),
        "completing": open_ & ~Q(unlocked=[]),
        "ended": ~open_,
        "all": Q(),
    }


def _mine(standing: Standing) -> Q:
    """The cases at a stage that is the user's to handle."""
    mine = Q(pk=None)
    for desk_ in standing.desks:
        rules = find(desk_.pack, programme=desk_.programme)
        stages = (
            [s.id for s in rules.programme.process.stages if s.by == desk_.actor] if rules else []
        )
        held = Q(pack=desk_.pack, programme=desk_.programme, stage__in=stages)
        if desk_.track:
            held &= Q(track=desk_.track)
        if desk_.district:
            held &= Q(employer__district=desk_.district)
        mine |= held
    for organisation in standing.of("recommender"):
        mine |= Q(recommender=organisation, stage__in=_recommending())
    return mine


def _recommending() -> list[str]:
    """The ids of the stages at which a recommending body acts, in any pack."""
    stages = (s for _, p in library.programmes() for s in p.process.stages)
    return sorted({s.id for s in stages if s.kind == "recommend"})


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


def _key(rules: Rules) -> str:
    return f"{rules.pack.id}/{rules.programme.id}"


def _options(rules: Rules | None, what: str, chosen: str) -> list[Choice]:
    """The tracks or stages of the programme chosen."""
    if rules is None:
        return []
    listed: Any = rules.programme.tracks if what == "tracks" else rules.programme.process.stages
    return [Choice(i.id, i.label, i.id == chosen) for i in listed if i.id]
