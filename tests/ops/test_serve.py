"""`bole serve --web-only` under a socket that systemd holds: what connects during a start is answered."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
AS_SYSTEMD = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execv(sys.executable, [sys.executable, "-m", "bole", "serve", "--web-only"])
"""


def ask(path: Path) -> bytes:
    """The first line of the answer to one request."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(60)
        client.connect(str(path))
        client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        answer = b""
        while part := client.recv(65536):
            answer += part
    return answer.split(b"\r\n")[0]


def start(listening: socket.socket, *, home: Path) -> subprocess.Popen[bytes]:
    """The command as systemd starts it: the socket is file 3, and the number is its own."""
    fd = listening.fileno()
    env = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "bole.web.config.settings",
        "DJANGO_SECRET_KEY": "only for tests, nobody else: nothing is kept under this key",
        "BOLE_HOME": str(home),
    }
    env.pop("DATABASE_URL", None)
    migrate = [sys.executable, "-m", "bole", "migrate"]
    subprocess.run(migrate, env=env, check=True, timeout=60, capture_output=True)
    return subprocess.Popen([sys.executable, "-c", AS_SYSTEMD, str(fd)], env=env, pass_fds=[fd])


def test_nobody_is_refused_while_the_site_restarts(tmp_path: Path) -> None:
    path = Path(os.path.relpath(tmp_path / "web.sock"))
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        listening.listen(64)
        for _ in range(2):
            process = start(listening, home=tmp_path)
            try:
                assert ask(path) == b"HTTP/1.1 200 OK"
            finally:
                process.send_signal(signal.SIGTERM)
                assert process.wait(timeout=40) == 0
        assert path.exists()
