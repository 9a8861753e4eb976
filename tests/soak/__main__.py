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

from tests.soak.chunks import Senders, Sent, Visitors
from tests.soak.database import Postgres, SmallDisk, Sqlite, small_disk
from tests.soak.load import Applicants
from tests.soak.site import Site

OPEN = "2025-06-20T10:00"
LAST_SECONDS = "2025-06-22T23:59:56"
CLOSES = "2025-06-22T24:00"
#: How often visitors go round while the disk is full.
ROUNDS = 8


def main() -> int:
    """1 where something acknowledged was lost, doubled, or does not agree."""
    options = argparse.ArgumentParser()
    options.add_argument("--size", type=int, default=600, help="submissions under faults")
    options.add_argument("--on", choices=["sqlite", "postgres", "both"], default="both")
    options.add_argument("--files", type=int, default=40, help="files sent in chunks under faults")
    options.add_argument(
        "--only", choices=["submissions", "chunks", "disk"], help="one scenario instead of all"
    )
    options.add_argument("--keep", action="store_true", help="leave the folder")
    asked = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    wrong: list[str] = []
    for database in (Sqlite(), Postgres()):
        if asked.on in (database.name, "both"):
            wrong += _on(database, asked)
    _say(
        "\n".join([*wrong[:30], f"{len(wrong)} wrong"] if wrong else [])
        or "nothing acknowledged was lost, nothing is doubled, all agree"
    )
    return 1 if wrong else 0


def _on(database: Sqlite | Postgres, asked: argparse.Namespace) -> list[str]:
    if not database.there():
        _say(f"{database.name}: not here, left out")
        return []
    folder = Path(tempfile.mkdtemp(prefix="bole-soak-"))
    # The server of a small disk is another account.
    folder.chmod(0o711)
    site = Site(folder / "site", url=database.create())
    try:
        site.run("bole", "migrate")
        wrong: list[str] = []
        if asked.only in (None, "submissions"):
            wrong += _faults(site, database, size=asked.size)
            wrong += _deadline(site, start=asked.size)
        if asked.only in (None, "chunks"):
            wrong += _chunks(site, database, count=asked.files, start=asked.size + 1000)
        site.stop()
        if asked.only in (None, "disk"):
            wrong += _full_disk(folder / "small", database)
        return [f"{database.name}: {line}" for line in wrong]
    finally:
        site.stop()
        database.drop()
        if asked.keep:
            _say(f"left: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)


def _faults(site: Site, database: Sqlite | Postgres, *, size: int) -> list[str]:
    """Kills and restarts while everybody submits."""
    drafts = site.world("make", count=size)
    _open(site)
    load = Applicants(site.port, drafts=drafts, uploads=True)
    began = time.monotonic()
    load.start()
    faults = _torment(site, database, load, step=max(1, size // 100))
    _say(
        f"{database.name}: {size} applicants, {faults} faults, {load.told.failures} tries failed, "
        f"{len(load.told.acknowledged)} accepted, {len(load.told.refused)} refused, "
        f"{len(load.told.uploaded)} files, "
        f"{time.monotonic() - began:.0f} s"
    )
    return _verdict(site, load)


def _open(site: Site) -> None:
    """The round is open and the site answers."""
    site.world("move_clock", to=OPEN)
    site.start("web")
    site.start("worker")
    site.answers()


def _torment(
    site: Site, database: Sqlite | Postgres, load: Applicants | Senders, *, step: int
) -> int:
    """How many faults there were until everybody was done."""
    faults = 0
    while not load.done:
        # A slow machine gets time to come on between two faults.
        since, upto = time.monotonic() + 1, load.answered + step
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
    return faults


def _chunks(site: Site, database: Sqlite | Postgres, *, count: int, start: int) -> list[str]:
    """Files of some megabytes come in chunks under kills; who left in the middle goes on after."""
    site.stop()
    drafts = site.world("make", count=count, start=start)
    _open(site)
    load = Senders(site.port, drafts=drafts)
    began = time.monotonic()
    load.start()
    faults = _torment(site, database, load, step=4)
    told = load.told
    _say(
        f"{database.name}: {count} files in chunks, {told.chunks} chunks, {faults} faults, "
        f"{told.failures} tries failed, {told.continued} times gone on with, {told.again} sent again, "
        f"{len(told.uploaded)} there, {len(told.left)} left in the middle, "
        f"{time.monotonic() - began:.0f} s"
    )
    wrong = [*told.wrong, *_files(site, told)]
    _open(site)
    rest = [draft for draft in drafts if draft["case"] not in told.uploaded]
    back = Senders(site.port, drafts=rest, back=told)
    back.start()
    while not back.done:
        time.sleep(0.1)
    _say(f"  {len(back.told.uploaded)} came back: {back.told.continued} went on where they were")
    told.uploaded |= back.told.uploaded
    if len(told.uploaded) != count or back.told.continued != len(told.left):
        wrong.append("not every file is there, or one began anew")
    return [*wrong, *back.told.wrong, *_files(site, Sent(uploaded=told.uploaded))]


def _files(site: Site, told: Sent) -> list[str]:
    """What is wrong with files, uploads and chunks; everything stops for it."""
    site.stop()
    file = site.beside / "sent.json"
    said = {"uploaded": told.uploaded, "left": told.left}
    file.write_text(json.dumps(said), encoding="utf-8")
    found = site.world("look_at_files", file=str(file))
    _say("  " + site.run("bole", "fsck").strip().replace("\n", "\n  "))
    return [*found["wrong"]]


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


def _full_disk(folder: Path, database: Sqlite | Postgres) -> list[str]:
    """The disk is full for a while: what fails is told, and goes on when there is room again."""
    folder.mkdir(mode=0o711)
    with small_disk(folder / "disk", megabytes=192) as disk:
        if disk is None:
            _say("full disk: no small disk can be had here, left out")
            return []
        server = database.on(disk)
        # Everything is on it: files, rows, what a form's file goes through on its way.
        (disk.folder / "tmp").mkdir(mode=0o777)
        site = Site(disk.folder / "home", url=server.create(), beside=folder)
        site.env["TMPDIR"] = str(disk.folder / "tmp")
        try:
            site.run("bole", "migrate")
            return _filled(site, server, disk)
        finally:
            site.stop()
            server.drop()


def _filled(site: Site, server: Sqlite | Postgres, disk: SmallDisk) -> list[str]:
    drafts = site.world("make", count=160)
    senders = site.world("make", count=12, start=200)
    visitors = Visitors(site.port, drafts=site.world("make", count=2 * ROUNDS, start=300))
    _open(site)
    load = Applicants(site.port, drafts=drafts, threads=4)
    files = Senders(site.port, drafts=senders, threads=2)
    load.start()
    files.start()
    while load.answered < 40 and not load.done:
        time.sleep(0.05)
    disk.fill()
    before = load.told.failures, files.told.failures
    for n in range(ROUNDS):
        visitors.go_round()
        disk.fill()
        if n == ROUNDS // 2 and server.breaks():
            _say(f"{server.name}: the server went down and does not come up again")
        time.sleep(1)
    meanwhile = load.answered
    failed = load.told.failures - before[0], files.told.failures - before[1]
    disk.free()
    server.there()
    while not load.done or not files.done:
        time.sleep(0.2)
    late = Applicants(site.port, drafts=list(visitors.drafts), threads=2)
    late.start()
    while not late.done:
        time.sleep(0.2)
    _say(
        f"{server.name}: full disk: {failed[0]} submissions and {failed[1]} chunks failed while it "
        f"was, {load.answered - meanwhile} and {len(files.told.uploaded)} files came through after"
    )
    for (lang, what), (status, words) in sorted(visitors.told.items()):
        _say(f"  {lang} {what}: {status} {words[:120]}")
    load.told.acknowledged |= late.told.acknowledged
    load.told.refused |= late.told.refused
    wrong = [*visitors.wrong, *files.told.wrong, *late.told.twice]
    wrong += _files(site, files.told)
    wrong += _verdict(site, load)
    missing = {"zh-hans", "en"} - {lang for lang, _ in visitors.told}
    return [*wrong, *(["the disk was never full"] if missing or not all(failed) else [])]


def _verdict(site: Site, load: Applicants, *, before: bool = False) -> list[str]:
    """What is wrong with rows, files and words; everything stops for it and starts again after."""
    told = load.told
    site.stop()
    said: dict[str, Any] = {
        "acknowledged": told.acknowledged, "refused": told.refused,
        "uploaded": dict.fromkeys(told.uploaded, True),
    }  # fmt: skip
    file = site.beside / "told.json"
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
