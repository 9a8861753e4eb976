"""The virus scanner: clamd's INSTREAM over a socket, where BOLE_CLAMD names one."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from typing import BinaryIO, Final

from django.conf import settings

CLEAN: Final = "clean"
INFECTED: Final = "infected"
#: The scanner did not answer; it is asked again later.
WAITING: Final = "waiting"
#: There is no scanner.
NONE: Final = "none"
SECONDS: Final = 30
_BLOCK: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Scan:
    """What came of it; `found` names what was found, or why there is no answer."""

    state: str
    found: str = ""


def scan(source: BinaryIO) -> Scan:
    """What the scanner says of the content; never raises."""
    if not settings.BOLE_CLAMD:
        return Scan(NONE)
    try:
        with _connected(settings.BOLE_CLAMD) as line:
            answer = _asked(line, source)
    except OSError as error:
        return Scan(WAITING, type(error).__name__)
    if answer.endswith(" OK"):
        return Scan(CLEAN)
    if answer.endswith(" FOUND"):
        return Scan(INFECTED, answer.removeprefix("stream: ").removesuffix(" FOUND"))
    return Scan(WAITING, answer[:200])


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        line.connect(address)
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)


def _asked(line: socket.socket, source: BinaryIO) -> str:
    line.sendall(b"zINSTREAM\0")
    while block := source.read(_BLOCK):
        line.sendall(len(block).to_bytes(4, "big") + block)
    line.sendall(b"\0\0\0\0")
    answer = b""
    while not answer.endswith(b"\0"):
        part = line.recv(4096)
        if not part:
            break
        answer += part
    return answer.rstrip(b"\0\n").decode(errors="replace")
