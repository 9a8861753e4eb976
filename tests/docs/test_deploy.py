"""docs/tasks/deploy.md: its units are sound, its commands exist, its settings are read, its rehearsal runs."""

from __future__ import annotations

import configparser
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bole.cli import group

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "tasks" / "deploy.md").read_text(encoding="utf-8")
#: What stands in a block of a language, by the name of its file ("" for none).
BLOCKS = [
    (lang, name.strip(), body)
    for lang, name, body in re.findall(r"```(\w+)( \S+)?\n(.*?)```", PAGE, flags=re.DOTALL)
]
UNITS = {Path(n).name: b for lang, n, b in BLOCKS if lang == "ini"}
#: Every command of bole on the page, in units and in shell blocks.
COMMANDS = re.findall(r"(?:^|[ /])bole ((?:[a-z]+)(?: [^\n'`;|]*)?)", "\n".join(
    b for lang, _, b in BLOCKS if lang in ("sh", "ini")
), flags=re.MULTILINE)  # fmt: skip


def unit(text: str) -> configparser.ConfigParser:
    read = configparser.ConfigParser(strict=False, interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read_string(text)
    return read


def test_every_command_and_option_is_there() -> None:
    verbs = set()
    for line in COMMANDS:
        words = shlex.split(line.split(" $(")[0])
        command = group.get_command(None, words[0])  # type: ignore[arg-type]
        assert command is not None, line
        options = {option for p in command.params for option in p.opts}
        assert {w for w in words if w.startswith("--")} <= options, line
        verbs.add(words[0])
    assert {"serve", "worker", "backup", "restore", "fsck", "migrate"} <= verbs


def test_units_are_enabled_and_write_only_where_they_may() -> None:
    enabled = re.search(r"systemctl enable --now (.*)", PAGE)
    assert enabled
    assert set(enabled[1].split()) == {n for n, t in UNITS.items() if "[Install]" in t}
    for name, text in UNITS.items():
        if name.endswith(".service"):
            service = unit(text)["Service"]
            assert service["User"] == "bole"
            assert service["ProtectSystem"] == "strict"
            assert "/var/lib/bole" in service["ReadWritePaths"].split()
        if name.endswith(".timer"):
            assert name.replace(".timer", ".service") in UNITS


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze here")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    for name, text in UNITS.items():
        # Programs that are not installed here would be all that it speaks of.
        (tmp_path / name).write_text(text.replace("/opt/bole/bin/bole", "/bin/true"))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / n) for n in UNITS)],
        capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
    )  # fmt: skip
    said = [line for line in done.stderr.splitlines() if any(n in line for n in UNITS)]
    assert said == []


def test_settings_have_no_values_that_anybody_could_use() -> None:
    (env,) = [b for lang, n, b in BLOCKS if n == "/etc/bole/env"]
    values = dict(line.split("=", 1) for line in env.splitlines())
    for name, value in values.items():
        if re.search(r"KEY$|KEYS$|SECRET|PASSWORD", name):
            assert value.endswith("…"), name


def test_the_rehearsal_runs(tmp_path: Path) -> None:
    (script,) = [b for _, n, b in BLOCKS if n == "rehearse.sh"]
    (tmp_path / "bin").mkdir()
    bole = tmp_path / "bin" / "bole"
    bole.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bole "$@"\n')
    bole.chmod(0o755)
    env = {
        **os.environ,
        "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "bole.web.config.settings",
        "DJANGO_SECRET_KEY": "only for tests, nobody else: nothing is kept under this key",
        "BOLE_BACKUP_KEY": "A" * 43 + "=",
        "BOLE_HOME": str(tmp_path / "site"),
        "BACKUPS": str(tmp_path),
        "TMPDIR": str(tmp_path),
        "BOLE_LANG": "en",
    }
    env.pop("DATABASE_URL", None)

    def run(*words: str) -> str:
        done = subprocess.run(
            words, env=env, capture_output=True, text=True, timeout=120, check=False
        )
        return f"{done.returncode} {done.stdout}{done.stderr}"

    assert run("bole", "migrate").startswith("0 ")
    assert run("bole", "backup", str(tmp_path / "one.bole")).startswith("0 ")
    said = run("sh", "-c", script)
    assert said.startswith("0 The backup of"), said
    assert "Restored" in said
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bin", "one.bole", "site"]
