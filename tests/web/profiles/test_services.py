"""Saving facts: nothing that was acknowledged is lost or silently overwritten."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bole.web.accounts.models import User
from bole.web.profiles.models import Change, FactSheet
from bole.web.profiles.services import (
    content_of,
    restore,
    save,
    value_at,
    value_in,
    versions_in,
)
from tests.web import factories

pytestmark = pytest.mark.django_db

KEYS = ("name", "on_job", "family:posts")


@pytest.fixture
def who() -> User:
    return factories.user()


@pytest.fixture
def sheet() -> FactSheet:
    return FactSheet.objects.create()


def test_a_save_writes_only_what_differs(sheet: FactSheet, who: User) -> None:
    first = save(sheet, {"name": "林一诺", "on_job": True}, base=0, by=who)
    again = save(sheet, {"name": "林一诺", "on_job": False}, base=first.version, by=who)
    assert (first.changed, again.changed) == (("name", "on_job"), ("on_job",))
    assert [c.before for c in Change.objects.order_by("version")] == [
        {"name": None, "on_job": None},
        {"on_job": True},
    ]
    assert save(sheet, {"on_job": False}, base=0, by=who).version == again.version


def test_none_takes_a_value_back(sheet: FactSheet, who: User) -> None:
    save(sheet, {"name": "林一诺", "claims": ["一/1"], "closed:posts": True}, base=0, by=who)
    save(sheet, {"name": None, "claims": [], "closed:posts": None}, base=1, by=who)
    content = content_of(FactSheet.objects.get(pk=sheet.pk))
    assert (content["facts"], content["claims"], content["closed"]) == ({}, [], {})


def test_a_third_value_is_a_conflict_and_is_written_when_chosen(
    sheet: FactSheet, who: User
) -> None:
    other = factories.user("周予安")
    save(sheet, {"name": "林一诺"}, base=0, by=who)
    save(sheet, {"name": "林亦诺"}, base=1, by=other)
    told = save(sheet, {"name": "林一"}, base=1, by=who)
    assert not told.changed
    assert [(c.key, c.mine, c.theirs, c.by) for c in told.conflicts] == [
        ("name", "林一", "林亦诺", other.pk)
    ]
    over = save(sheet, {"name": "林一"}, base=1, by=who, over=frozenset({"name"}))
    assert over.changed == ("name",)


def test_an_old_value_that_nobody_touched_is_no_conflict(sheet: FactSheet, who: User) -> None:
    save(sheet, {"name": "林一诺", "on_job": True}, base=0, by=who)
    save(sheet, {"name": "林亦诺"}, base=1, by=who)
    told = save(sheet, {"name": "林一诺", "on_job": False}, base={"name": 1, "on_job": 1}, by=who)
    assert (told.changed, told.behind, told.conflicts) == (("on_job",), ("name",), ())
    assert value_in(content_of(sheet), "name") == "林亦诺"


def test_records_of_two_people_are_put_together(sheet: FactSheet, who: User) -> None:
    a, b, c = ({"_id": x, "employer_name": x} for x in "abc")
    save(sheet, {"family:posts": [a]}, base=0, by=who)
    save(sheet, {"family:posts": [a, b]}, base=1, by=who)
    told = save(sheet, {"family:posts": [a | {"title": "工程师"}, c]}, base=1, by=who)
    assert not told.conflicts
    assert told.behind == ("family:posts",)
    rows = value_in(content_of(sheet), "family:posts")
    assert rows == [a | {"title": "工程师"}, c, b]


def test_one_record_changed_by_two_is_a_conflict(sheet: FactSheet, who: User) -> None:
    save(sheet, {"family:posts": [{"_id": "a", "title": "工程师"}]}, base=0, by=who)
    save(sheet, {"family:posts": [{"_id": "a", "title": "总工"}]}, base=1, by=who)
    told = save(sheet, {"family:posts": [{"_id": "a", "title": "主任"}]}, base=1, by=who)
    assert [c.key for c in told.conflicts] == ["family:posts"]


def test_an_earlier_version_comes_back_as_a_new_one(sheet: FactSheet, who: User) -> None:
    save(sheet, {"name": "林一诺", "on_job": True}, base=0, by=who)
    save(sheet, {"name": "误", "on_job": False}, base=1, by=who)
    restored = restore(sheet, version=2, by=who, keys=["name"])
    assert (restored.version, restored.changed) == (3, ("name",))
    assert content_of(sheet)["facts"] == {"name": "林一诺", "on_job": False}
    assert Change.objects.get(sheet=sheet, version=3).source == "restore"


VALUES = {
    "name": st.sampled_from([None, "甲", "乙", "丙"]),
    "on_job": st.sampled_from([None, True, False]),
    "family:posts": st.sampled_from(
        [None, [], [{"_id": "a", "t": 1}], [{"_id": "a", "t": 2}], [{"_id": "b", "t": 1}]]
    ),
}
STEP = st.one_of(
    st.tuples(st.just("load"), st.integers(0, 1)),
    st.tuples(st.just("type"), st.integers(0, 1), st.fixed_dictionaries({}, optional=VALUES)),
    st.tuples(st.just("save"), st.integers(0, 1)),
)


class Tab:
    """A page as a browser holds it: what it shows, on which versions, what was typed."""

    def __init__(self, sheet: FactSheet) -> None:
        content = content_of(sheet)
        self.base = versions_in(content, KEYS)
        self.shown = {key: value_in(content, key) for key in KEYS}
        self.typed: set[str] = set()


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.lists(STEP, max_size=14))
def test_no_acknowledged_value_is_lost_or_silently_overwritten(steps: list[Any]) -> None:
    who = User.objects.first() or factories.user()
    sheet = FactSheet.objects.create()
    tabs = [Tab(sheet), Tab(sheet)]
    for step in steps:
        tab = tabs[step[1]]
        if step[0] == "load":
            tabs[step[1]] = Tab(sheet)
        elif step[0] == "type":
            tab.shown |= step[2]
            tab.typed |= set(step[2])
        else:
            _save(sheet, tab, who=who)
    _history_is_whole(sheet)


def _save(sheet: FactSheet, tab: Tab, *, who: User) -> None:
    """Saves a page and holds the answer to what stands before and after."""
    before = {key: value_in(content_of(sheet), key) for key in KEYS}
    versions = versions_in(content_of(sheet), KEYS)
    told = save(sheet, tab.shown, base=tab.base, by=who)
    stands = {key: value_in(content_of(sheet), key) for key in KEYS}
    clashed = {c.key for c in told.conflicts}
    for key in KEYS:
        seen = versions[key] <= tab.base[key]
        if key in clashed:
            assert stands[key] == before[key], "a conflict changes nothing"
        elif seen or stands[key] == tab.shown[key]:
            assert stands[key] == tab.shown[key], "what is acknowledged is written"
        elif key not in told.changed:
            assert stands[key] == before[key]
        if not seen and key in told.changed:
            assert key.startswith("family:"), "only lists are put together"
            theirs = {row["_id"] for row in before[key] or []}
            base = {row["_id"] for row in value_at_base(sheet, key, tab) or []}
            kept = {row["_id"] for row in stands[key] or []}
            assert theirs - base <= kept, "what the other added stays"
        if key not in clashed and key not in told.behind:
            tab.base[key] = versions_in(content_of(sheet), [key])[key]


def value_at_base(sheet: FactSheet, key: str, tab: Tab) -> Any:
    return value_at(sheet, key, version=tab.base[key])


def _history_is_whole(sheet: FactSheet) -> None:
    """Every version can be had again: going back over all changes ends where it began."""
    content = content_of(sheet)
    state = {key: value_in(content, key) for key in KEYS}
    for change in Change.objects.filter(sheet=sheet).order_by("-version"):
        state |= change.before
        for key in KEYS:
            assert value_at(sheet, key, version=change.version - 1) == state[key]
    assert all(value in (None, []) for value in state.values())


@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
def test_writers_at_once_lose_nothing() -> None:
    sheet, people = FactSheet.objects.create(), [factories.user() for _ in range(4)]
    clashes: list[int] = []

    def write(person: User, n: int) -> None:
        try:
            for turn in range(5):
                mine = FactSheet.objects.get(pk=sheet.pk)
                base = mine.version
                save(mine, {f"fact_{n}": turn}, base=base, by=person)
                told = save(mine, {"shared": f"{n}:{turn}"}, base=base, by=person)
                clashes.extend(1 for _ in told.conflicts)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(p, n)) for n, p in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    row = FactSheet.objects.get(pk=sheet.pk)
    assert {f"fact_{n}": 4 for n in range(4)}.items() <= content_of(row)["facts"].items()
    written = Change.objects.filter(sheet=sheet).count()
    assert written == row.version
    assert written + len(clashes) == 4 * 5 * 2
