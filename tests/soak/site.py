"""A site of its own in a folder of its own: started, killed, restarted."""

from __future__ import annotations

import base64
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PACK = "testland/soak/2025"
LIMITS = """
limits:
  - {id: one_application, label: {zh: 一人一次, en: Once a person}, cite: 八/1, per: [person], max: 1, take: file}
  - {id: unit_places, label: {zh: 一单位三人, en: Three an employer}, cite: 八/2, per: [uscc], max: 3, take: file}
"""


class Site:
    """The processes of one site; `url` names the database, "" is SQLite; logs lie `beside`."""

    def __init__(
        self, home: Path, *, url: str = "", workers: int = 2, beside: Path | None = None
    ) -> None:
        self.home, self.workers, self.beside = home, workers, beside or home.parent
        self.port = _free_port()
        self.env = {
            **os.environ,
            "BOLE_HOME": str(home),
            "BOLE_PACKS": str(self.beside / "packs"),
            "BOLE_DEMO": "1",
            "BOLE_PROXY_STAMPS": "1",
            "BOLE_SMS": "file",
            "BOLE_MAIL": "file",
            "DJANGO_SETTINGS_MODULE": "bole.web.config.settings",
            "DJANGO_SECRET_KEY": "only for tests, and long enough: nothing is kept under it",
            "BOLE_KEYS": f"soak:{base64.b64encode(bytes(range(32))).decode()}",
            "BOLE_INDEX_KEY": base64.b64encode(bytes(32)).decode(),
            "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
            "BOLE_LANG": "en",
        }
        self.env.pop("DATABASE_URL", None)
        if url:
            self.env["DATABASE_URL"] = url
        home.mkdir(parents=True, exist_ok=True)
        _write_pack(self.beside / "packs" / PACK)
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def run(self, *words: str, timeout: float = 3600) -> str:
        """What a module says on stdout; an error ends the soak."""
        done = subprocess.run(
            [sys.executable, "-m", *words], env=self.env, cwd=ROOT, timeout=timeout, text=True,
            capture_output=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(f"{' '.join(words)}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def start(self, what: str) -> None:
        """Starts `web` or `worker`, in a process group of its own."""
        words = {
            "web": ["serve", "--web-only", "--port", str(self.port), f"--workers={self.workers}"],
            "worker": ["worker", "--interval", "0.2"],
        }[what]
        log = (self.beside / f"{what}.log").open("ab")
        self._running[what] = subprocess.Popen(
            [sys.executable, "-m", "bole", *words], env=self.env, cwd=ROOT, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip

    def answers(self, *, within: float = 60) -> None:
        """Waits until the site answers."""
        end = time.monotonic() + within
        while time.monotonic() < end:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                connection.request("GET", "/accessibility/")
                connection.getresponse().read()
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit("the site does not answer: see web.log")

    def kill(self, what: str) -> None:
        """SIGKILL to all processes of `web` or `worker`."""
        process = self._running.pop(what, None)
        if process is not None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def kill_one(self) -> bool:
        """SIGKILL to one of the web's workers, whose master starts another."""
        process = self._running.get("web")
        children = _children(process.pid) if process else []
        if children:
            os.kill(children[int(time.monotonic() * 1000) % len(children)], signal.SIGKILL)
        return bool(children)

    def stop(self) -> None:
        """Ends everything."""
        for what in list(self._running):
            self.kill(what)

    def world(self, verb: str, **options: Any) -> Any:
        """What tests.soak.world answers."""
        return json.loads(self.run("tests.soak.world", verb, json.dumps(options)).splitlines()[-1])


def _write_pack(folder: Path) -> None:
    """The programme of the page tests, with limits and without materials that are required."""
    if folder.exists():
        return
    shutil.copytree(ROOT / "tests" / "web" / "packs" / "testland" / "demo" / "2025", folder)
    process = folder / "process.yaml"
    process.write_text(process.read_text(encoding="utf-8") + LIMITS, encoding="utf-8")
    materials = folder / "materials.yaml"
    text = materials.read_text(encoding="utf-8").replace("need: 必备", "need: 有则提供")
    materials.write_text(text, encoding="utf-8")


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in listed.split()]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
