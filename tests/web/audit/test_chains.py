"""The audit's chains: every way to tamper with them is seen, and where."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from pytest_django import Settings

from bole.web.audit import anchors, services
from bole.web.audit.models import Anchor, Entry, Head
from bole.web.audit.verify import verify

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def days(settings: Settings) -> None:
    settings.BOLE_NOW = "2025-06-20T10:00"


def write(chain: str, n: int, **content: Any) -> Entry:
    with transaction.atomic():
        return services.record(
            f"did.{n}", actor=None, role="system", about=chain, content={"n": n, **content},
        )  # fmt: skip


@pytest.fixture
def written() -> None:
    for n in range(6):
        write("case:a", n)
        write("case:b", n)


def places() -> list[str]:
    return [broken.place for broken in verify().broken]


def test_what_nobody_touched_holds(written: None) -> None:
    found = verify()
    assert found.holds
    assert (found.chains, found.entries) == (2, 12)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("role", "applicant"),
        ("action", "other"),
        ("about", "case:z"),
        ("at", dt.datetime(2025, 6, 1, tzinfo=dt.UTC)),
        ("salt", b"0" * 16),
        ("commitment", "0" * 64),
        ("content", {"n": 99}),
        ("previous", "1" * 64),
        ("hash", "2" * 64),
    ],
)
def test_a_changed_column_is_found_at_its_entry(written: None, column: str, value: Any) -> None:
    Entry.objects.filter(chain="case:a", seq=3).update(**{column: value})
    assert "case:a/3" in places()
    assert not [p for p in places() if p.startswith("case:b")]


def test_a_missing_entry_is_found(written: None) -> None:
    Entry.objects.filter(chain="case:a", seq=3).delete()
    assert places() == ["case:a/4"]


def test_a_cut_tail_is_found(written: None) -> None:
    Entry.objects.filter(chain="case:a", seq=6).delete()
    assert places() == ["case:a"]


def test_a_chain_that_was_taken_away_is_found(written: None) -> None:
    Entry.objects.filter(chain="case:a").delete()
    assert places() == ["case:a"]


def test_an_erased_content_leaves_the_chain_whole(written: None) -> None:
    services.erase(Entry.objects.get(chain="case:a", seq=3))
    found = verify()
    assert found.holds
    assert found.erased == 1


def test_a_chain_rewritten_as_a_whole_is_found_by_the_anchor(
    written: None, settings: Settings
) -> None:
    settings.BOLE_NOW = "2025-06-21T00:10"
    anchors.anchor(dt.date(2025, 6, 20))
    assert verify().holds
    Entry.objects.filter(chain="case:a").delete()
    Head.objects.filter(chain="case:a").delete()
    settings.BOLE_NOW = "2025-06-20T10:00"
    for n in range(6):
        write("case:a", n + 100)
    assert places() == ["anchor 2025-06-20"]


def test_an_anchor_that_was_rewritten_too_differs_from_the_file(
    written: None, settings: Settings
) -> None:
    settings.BOLE_NOW = "2025-06-21T00:10"
    anchors.anchor(dt.date(2025, 6, 20))
    Anchor.objects.update(root="0" * 64)
    assert places() == ["anchor 2025-06-20", "anchor 2025-06-20"]


def test_an_anchor_is_made_once_and_later_entries_do_not_touch_it(
    written: None, settings: Settings
) -> None:
    settings.BOLE_NOW = "2025-06-21T00:10"
    first = anchors.anchor(dt.date(2025, 6, 20))
    write("case:a", 7)
    assert anchors.anchor(dt.date(2025, 6, 20)).root == first.root
    assert len(anchors.lines()) == 1
    assert verify().holds


def test_a_day_that_is_not_over_cannot_be_anchored() -> None:
    with pytest.raises(ValueError):
        anchors.anchor(dt.date(2025, 6, 20))


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError):
        services.record("x", actor=None, role="system", about="a", content={})


@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
def test_many_at_once_append_to_one_chain_without_a_gap() -> None:
    """Eight threads write to one chain that is not there yet: nothing is lost or doubled."""
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    def some(thread: int) -> None:
        try:
            for n in range(25):
                write("case:busy", 100 * thread + n)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(some, range(8)))
    assert verify().holds
    seqs = Entry.objects.filter(chain="case:busy").order_by("seq").values_list("seq", flat=True)
    assert list(seqs) == list(range(1, 201))


def one_thousand(chain: str) -> None:
    """A chain as `record` writes it, a thousand entries long."""
    made, last = [], services.GENESIS
    for n in range(1, 1001):
        content, salt = {"n": n}, bytes(16)
        entry = Entry(
            chain=chain, seq=n, at=dt.datetime(2025, 6, 1, tzinfo=dt.UTC), role="system",
            action="did", about=chain, salt=salt, content=content, previous=last,
            commitment=services.committed(content, salt=salt),
        )  # fmt: skip
        entry.hash = last = services.hash_of(entry)
        made.append(entry)
    Entry.objects.bulk_create(made)
    Head.objects.create(chain=chain, seq=1000, hash=last)


@pytest.mark.slow
def test_a_hundred_thousand_entries_are_verified_in_constant_memory() -> None:
    import tracemalloc

    for chain in range(100):
        one_thousand(f"case:{chain}")
    tracemalloc.start()
    found = verify()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.holds
    assert found.entries == 100_000
    assert peak < 64 << 20
