"""`python -m tests.soak --size 10000`: every scenario, on SQLite and on PostgreSQL where there is one."""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.soak.database import Postgres, Sqlite
from tests.soak.load import Applicants
from tests.soak.site import Site

OPEN = "2025-06-20T10:00"
LAST_SECONDS = "2025-06-22T23:59:56"
CLOSES = "2025-06-22T24:00"


def main() -> int:
    """1 where something acknowledged was lost, doubled, or does not agree."""
    options = argparse.ArgumentParser()
    options.add_argument("--size", type=int, default=600, help="submissions under faults")
    options.add_argument("--on", choices=["sqlite", "postgres", "both"], default="both")
    options.add_argument("--keep", action="store_true", help="leave the folder")
    asked = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    wrong: list[str] = []
    for database in (Sqlite(), Postgres()):
        if asked.on in (database.name, "both"):
            wrong += _on(database, size=asked.size, keep=asked.keep)
    _say(
        "\n".join([*wrong[:30], f"{len(wrong)} wrong"] if wrong else [])
        or "nothing acknowledged was lost, nothing is doubled, all agree"
    )
    return 1 if wrong else 0


def _on(database: Sqlite | Postgres, *, size: int, keep: bool) -> list[str]:
    if not database.there():
        _say(f"{database.name}: not here, left out")
        return []
    folder = Path(tempfile.mkdtemp(prefix="bole-soak-"))
    site = Site(folder / "site", url=database.create())
    try:
        site.run("bole", "migrate")
        wrong = _faults(site, database, size=size)
        wrong += _deadline(site, start=size)
        wrong += _full_disk(site, database, start=size + 1000)
        return [f"{database.name}: {line}" for line in wrong]
    finally:
        site.stop()
        database.drop()
        if keep:
            _say(f"left: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)


def _faults(site: Site, database: Sqlite | Postgres, *, size: int) -> list[str]:
    """Kills and restarts while everybody submits."""
    drafts = site.world("make", count=size)
    site.world("move_clock", to=OPEN)
    site.start("web")
    site.start("worker")
    site.answers()
    load = Applicants(site.port, drafts=drafts, uploads=True)
    began, faults = time.monotonic(), 0
    load.start()
    while not load.done:
        # A slow machine gets time to come on between two faults.
        since, upto = time.monotonic() + 1, load.answered + max(1, size // 100)
        while not load.done and (time.monotonic() < since or load.answered < upto):
            time.sleep(0.1)
        faults += 1
        if faults % 20 == 0 and database.restart():
            continue
        if faults % 9 == 0:
            site.kill("web")
            site.start("web")
        elif faults % 5 == 0:
            site.kill("worker")
            site.start("worker")
        else:
            site.kill_one()
    _say(
        f"{database.name}: {size} applicants, {faults} faults, {load.told.failures} tries failed, "
        f"{len(load.told.acknowledged)} accepted, {len(load.told.refused)} refused, "
        f"{len(load.told.uploaded)} files, "
        f"{time.monotonic() - began:.0f} s"
    )
    return _verdict(site, load)


def _deadline(site: Site, *, start: int, count: int = 600) -> list[str]:
    """Everybody submits across the end of the round: the stamp alone decides."""
    drafts = site.world("make", count=count, start=start)
    site.kill("web")
    site.start("web")
    site.answers()
    moved = time.time()
    site.world("move_clock", to=LAST_SECONDS)
    load = Applicants(site.port, drafts=drafts, threads=6)
    load.start()
    while not load.done:
        time.sleep(0.2)
    ends = site.world("ends_at", closes=CLOSES)
    assert ends > moved
    wrong = [
        f"{case}: sent {ends - stamp:+.6f} s before the end, {'accepted' if yes else 'refused'}"
        for case, (stamp, yes) in load.told.stamps.items()
        if yes != (stamp < ends) and not (not yes and "用完" in load.told.refused.get(case, ""))
    ]
    late = sum("用完" not in said for said in load.told.refused.values())
    _say(f"deadline: {len(load.told.acknowledged)} in time, {late} late")
    site.world("move_clock", to=OPEN)
    return wrong + _verdict(site, load, before=True)


def _full_disk(site: Site, database: Sqlite | Postgres, *, start: int) -> list[str]:
    """The disk is full for a while: what fails is told, and goes on when there is room again."""
    small = database.small_disk(site)
    if small is None:
        _say("full disk: no small disk can be had here, left out")
        return []
    with small as ballast:
        drafts = site.world("make", count=200, start=start)
        site.start("web")
        site.start("worker")
        site.answers()
        load = Applicants(site.port, drafts=drafts, threads=4)
        load.start()
        while load.answered < 40 and not load.done:
            time.sleep(0.05)
        ballast.fill()
        before = load.told.failures
        time.sleep(8)
        failed, meanwhile = load.told.failures - before, load.answered
        ballast.free()
        while not load.done:
            time.sleep(0.2)
        _say(f"full disk: {failed} tries failed while it was, {load.answered - meanwhile} after")
        wrong = _verdict(site, load, before=True)
        return wrong if failed else [*wrong, "the disk was never full"]


def _verdict(site: Site, load: Applicants, *, before: bool = False) -> list[str]:
    """What is wrong with rows, files and words; everything stops for it and starts again after."""
    told = load.told
    site.stop()
    said: dict[str, Any] = {
        "acknowledged": told.acknowledged, "refused": told.refused,
        "uploaded": dict.fromkeys(told.uploaded, True),
    }  # fmt: skip
    file = site.home.parent / "told.json"
    if before and file.exists():
        earlier = json.loads(file.read_text(encoding="utf-8"))
        said = {k: earlier[k] | said[k] for k in said}
    file.write_text(json.dumps(said), encoding="utf-8")
    site.run("bole", "worker", "--once")
    found = site.world("look", file=str(file))
    fsck = site.run("bole", "fsck")
    _say("  " + fsck.strip().replace("\n", "\n  "))
    site.start("web")
    site.start("worker")
    return [*found["wrong"], *told.twice]


def _say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    sys.exit(main())
