"""`bole serve`, as someone types it."""

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from bole.cli import group
from bole.problems import Problems

LONGEST = 60


def free_port() -> int:
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    env = {k: v for k, v in os.environ.items() if not k.startswith("DJANGO")}
    env |= {"TMPDIR": str(tmp_path_factory.mktemp("tmp"))}
    command = [sys.executable, "-m", "bole", "serve", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as it:
        try:
            yield wait(f"http://127.0.0.1:{port}", it)
        finally:
            it.terminate()
            it.wait(timeout=LONGEST)
    assert list(Path(env["TMPDIR"]).glob("bole-static-*")) == []


def wait(address: str, process: "subprocess.Popen[bytes]") -> str:
    """The address, once the site answers there."""
    for _ in range(LONGEST * 10):
        assert process.poll() is None, process.stdout and process.stdout.read()
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{address}/healthz", timeout=5).close()
            return address
        time.sleep(0.1)
    raise AssertionError("the site did not start")


def test_site_answers_and_its_files_may_be_kept_forever(address: str) -> None:
    with urllib.request.urlopen(address) as page:
        text = page.read().decode()
    style = re.search(r'href="(/static/bole/bole\.[0-9a-f]{12}\.css)"', text)
    assert style
    with urllib.request.urlopen(address + style[1]) as file:
        assert "immutable" in file.headers["Cache-Control"]


def test_site_does_not_answer_for_other_names(address: str) -> None:
    request = urllib.request.Request(address, headers={"Host": "elsewhere.example"})
    with pytest.raises(urllib.error.HTTPError, match="400"):
        urllib.request.urlopen(request)


def test_a_port_in_use_is_said_at_once() -> None:
    with contextlib.closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Problems, match=f"--port {port + 1}"):
            CliRunner().invoke(group, ["serve", "--port", str(port)], catch_exceptions=False)
