"""The same input gives the same bytes, whatever Python's hash seed."""

from __future__ import annotations

import os
import subprocess
import sys

SCRIPT = """
import json
from pathlib import Path
from bole.explain.plain import report_data
from bole.explain.report import report
from bole.explain.textual import report_text
from bole.facts.profile import read_profile
from bole.judge.verdict import Plan
from bole.policy import library
from bole.policy.cycle import plain_cycle

pack = library.find_pack("beijing/xicheng-xirong/2025")
profile = read_profile(pack.root / "example.yaml", vocabulary=pack.vocabulary)
found = report(Plan(plain_cycle(pack)), profile.facts, as_of=20250622)
print(json.dumps([report_data(found, lang=lang) for lang in ("zh", "en")]))
print(report_text(found, whole=99).encode())
"""


def told(seed: str) -> bytes:
    env = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run([sys.executable, "-c", SCRIPT], env=env, capture_output=True, check=True)
    return done.stdout


def test_a_report_is_the_same_bytes_under_any_hash_seed() -> None:
    first = told("1")
    assert first.count(b"facts_sha256") == 2
    assert first == told("2")
