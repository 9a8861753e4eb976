"""The soak itself, without its faults: its applicants can submit, and what it looks at agrees."""

from __future__ import annotations

import time
from pathlib import Path

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


def test_applicants_of_the_soak_submit_and_are_found_again(tmp_path: Path) -> None:
    site = Site(tmp_path / "site", workers=1)
    try:
        site.run("bole", "migrate")
        drafts = site.world("make", count=3)
        site.world("move_clock", to="2025-06-20T10:00")
        site.start("web")
        site.answers()
        told = press(site, drafts[:2])
        assert set(told.acknowledged) == {draft["case"] for draft in drafts[:2]}
        site.world("move_clock", to="2025-06-23T00:00")
        late = press(site, drafts[2:]).refused
        assert "截止" in late[drafts[2]["case"]]
    finally:
        site.stop()
    said = site.world("look", acknowledged=told.acknowledged, refused=late, uploaded=[])
    assert said == {"wrong": [], "submitted": 2}
