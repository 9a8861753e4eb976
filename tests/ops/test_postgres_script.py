"""tools/postgres.sh: a cluster of its own in another checkout, started, killed and stopped."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

SCRIPT = Path(__file__).parents[2] / "tools" / "postgres.sh"
pytestmark = pytest.mark.postgres(only=True)


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Path]:
    """A folder that holds only the script."""
    (tmp_path / "tools").mkdir()
    shutil.copy(SCRIPT, tmp_path / "tools")
    yield tmp_path
    run(tmp_path, "stop")
    shutil.rmtree(folder(tmp_path), ignore_errors=True)


def run(checkout: Path, *words: str, **env: str) -> str:
    done = subprocess.run(
        ["sh", "tools/postgres.sh", *words],
        cwd=checkout,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    return f"{done.returncode} {done.stdout.strip()}"


def folder(checkout: Path) -> Path:
    return Path(parse_qs(urlsplit(run(checkout, "url")).query)["host"][0])


def answers(url: str) -> str:
    import psycopg

    with psycopg.connect(url) as connection:
        row = connection.execute("select current_setting('fsync')").fetchone()
    return str(row[0]) if row else ""


def test_it_starts_again_after_a_kill_and_stops(checkout: Path) -> None:
    said = run(checkout, "start")
    assert said.startswith("0 postgresql://")
    url = said.removeprefix("0 ")
    assert answers(url) == "off"
    assert run(checkout, "start") == said
    pid = int((folder(checkout) / "data" / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)
    with (folder(checkout) / "data" / "postmaster.pid").open("w") as stale:
        stale.write(f"{os.getpid()}\n")
    assert run(checkout, "start") == said
    assert answers(url) == "off"
    assert run(checkout, "with", "printenv", "DATABASE_URL").startswith("0 postgresql://")
    assert run(checkout, "stop") == "0 "
    assert run(checkout, "stop") == "0 "


def test_tests_go_on_without_postgresql_but_not_under_ci(checkout: Path) -> None:
    tools = checkout / "bin"
    tools.mkdir()
    for name in ("sh", "id", "dirname", "ls", "sort", "mkdir", "cat"):
        (tools / name).symlink_to(shutil.which(name) or name)
    script = checkout / "tools" / "postgres.sh"
    script.write_text(script.read_text(encoding="utf-8").replace("/usr/lib/postgresql", "/none"))
    assert run(checkout, "with", "true", PATH=str(tools), CI="").startswith("0")
    assert run(checkout, "with", "true", PATH=str(tools), CI="1").startswith("1")
