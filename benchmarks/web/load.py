"""A client that costs little: plain sockets, requests written beforehand, answers timed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

HOST: Final = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Request:
    """One request; `cookies` go with it."""

    method: str
    path: str
    body: str = ""
    cookies: Mapping[str, str] = field(default_factory=dict)

    def raw(self, port: int) -> bytes:
        """What goes over the line."""
        lines = [f"{self.method} {self.path} HTTP/1.1", f"Host: {HOST}:{port}"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        if self.method == "POST":
            lines += ["Content-Type: application/x-www-form-urlencoded",
                      f"Content-Length: {len(self.body.encode())}",
                      f"Origin: http://{HOST}:{port}", f"Referer: http://{HOST}:{port}{self.path}"]  # fmt: skip
        return "\r\n".join([*lines, "", self.body]).encode()


@dataclass(frozen=True, slots=True)
class Answer:
    """The status, where it leads, and how long it took."""

    status: int
    location: str
    seconds: float


Result = tuple[list[Answer], float]


def at_once(port: int, requests: Sequence[Request]) -> Result:
    """Every request on a connection of its own, all sent in one moment."""
    return asyncio.run(_at_once(port, requests))


def one_by_one(port: int, requests: Sequence[Request]) -> Result:
    """One after the other on one connection."""
    return asyncio.run(_on_one(port, requests))


def steadily(port: int, request: Request, *, seconds: float, clients: int = 16) -> Result:
    """The same request by some clients, again and again."""
    return asyncio.run(_steadily(port, request, seconds=seconds, clients=clients))


async def _at_once(port: int, requests: Sequence[Request]) -> Result:
    lines = [await asyncio.open_connection(HOST, port) for _ in requests]
    begun = time.perf_counter()
    pairs = zip(lines, requests, strict=True)
    answers = await asyncio.gather(*(_ask(r, w, q.raw(port)) for (r, w), q in pairs))
    taken = time.perf_counter() - begun
    for _, writer in lines:
        writer.close()
    return list(answers), taken


async def _on_one(port: int, requests: Sequence[Request]) -> Result:
    begun, answers = time.perf_counter(), []
    for request in requests:
        reader, writer = await asyncio.open_connection(HOST, port)
        answers.append(await _ask(reader, writer, request.raw(port)))
        writer.close()
    return answers, time.perf_counter() - begun


async def _steadily(port: int, request: Request, *, seconds: float, clients: int) -> Result:
    raw, begun = request.raw(port), time.perf_counter()

    async def client() -> list[Answer]:
        reader, writer = await asyncio.open_connection(HOST, port)
        answers = []
        while time.perf_counter() - begun < seconds:
            answers.append(await _ask(reader, writer, raw))
        writer.close()
        return answers

    found = await asyncio.gather(*(client() for _ in range(clients)))
    return [a for answers in found for a in answers], time.perf_counter() - begun


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, raw: bytes) -> Answer:
    begun = time.perf_counter()
    writer.write(raw)
    await writer.drain()
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    status = int(head.split(" ", 2)[1])
    fields = (line.partition(":") for line in head.split("\r\n")[1:])
    headers = {k.lower(): v.strip() for k, _, v in fields}
    if "content-length" in headers:
        await reader.readexactly(int(headers["content-length"]))
    elif headers.get("transfer-encoding") == "chunked":
        while (size := int(await reader.readline(), 16)) > 0:
            await reader.readexactly(size + 2)
        await reader.readline()
    return Answer(status, headers.get("location", ""), time.perf_counter() - begun)
