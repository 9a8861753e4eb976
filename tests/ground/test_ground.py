"""The ground every other test stands on: locks, make targets, vendored files, the browser."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PIN = r"(?m)^([a-z0-9-]+)==([^ ;\\]+)"
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def pinned(lock: Path) -> dict[str, str]:
    return dict(re.findall(PIN, lock.read_text(encoding="utf-8")))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_locks_hold_hashes_and_no_addresses(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert "--hash=sha256:" in text
    # A package may have a pin for each Python version.
    assert len(re.findall(r"(?m)^[a-z]", text)) == len(re.findall(PIN, text))


@pytest.mark.parametrize("lock", ["test", "lint", "bench"])
def test_larger_sets_never_undo_the_run_set(lock: str) -> None:
    run = pinned(ROOT / "requirements/run.txt")
    assert run.items() <= pinned(ROOT / f"requirements/{lock}.txt").items()


def test_make_alone_prints_every_public_target() -> None:
    said = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    phony = re.search(r"(?m)^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert phony
    assert re.findall(r"(?m)^ +make ([a-z-]+) ", said) != []
    assert set(re.findall(r"make ([a-z-]+)", said)) >= set(phony[1].split())


def test_vendored_files_are_as_published() -> None:
    subprocess.run([sys.executable, "tools/vendor.py", "--check"], cwd=ROOT, check=True)
