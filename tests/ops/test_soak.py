"""The soak itself, without its faults: its applicants can submit, and what it looks at agrees."""

from __future__ import annotations

import time
from pathlib import Path

from tests.soak.chunks import Senders, Sent
from tests.soak.load import Applicants, Told
from tests.soak.site import Site


def press(site: Site, drafts: list[dict[str, str]]) -> Told:
    """What the applicants are told; nothing of it odd."""
    load = Applicants(site.port, drafts=drafts, threads=2)
    load.start()
    end = time.monotonic() + 60
    while not load.done and time.monotonic() < end:
        time.sleep(0.1)
    load.stopped = True
    assert load.told.twice == []
    return load.told


def send(site: Site, drafts: list[dict[str, str]], *, back: Sent | None = None) -> Sent:
    """What those are told who send files in chunks; all of them go away once, in the middle."""
    load = Senders(site.port, drafts=drafts, threads=2, size=1 << 20, away=1, back=back)
    load.start()
    end = time.monotonic() + 60
    while not load.done and time.monotonic() < end:
        time.sleep(0.1)
    load.stopped = True
    assert load.told.wrong == []
    return load.told


def test_applicants_of_the_soak_submit_and_are_found_again(tmp_path: Path) -> None:
    site = Site(tmp_path / "site", workers=1)
    try:
        site.run("bole", "migrate")
        drafts = site.world("make", count=5)
        site.world("move_clock", to="2025-06-20T10:00")
        site.start("web")
        site.answers()
        told = press(site, drafts[:2])
        assert set(told.acknowledged) == {draft["case"] for draft in drafts[:2]}
        site.world("move_clock", to="2025-06-23T00:00")
        late = press(site, drafts[2:3]).refused
        assert "截止" in late[drafts[2]["case"]]
        site.world("move_clock", to="2025-06-20T10:00")
        away = send(site, drafts[3:])
        assert len(away.left) == 2
        assert site.world("look_at_files", uploaded={}, left=away.left) == {"wrong": []}
        there = send(site, drafts[3:], back=away).uploaded
        assert set(there) == {draft["case"] for draft in drafts[3:]}
    finally:
        site.stop()
    assert site.world("look_at_files", uploaded=there, left={}) == {"wrong": []}
    said = site.world("look", acknowledged=told.acknowledged, refused=late, uploaded=[*there])
    assert said == {"wrong": [], "submitted": 2}
