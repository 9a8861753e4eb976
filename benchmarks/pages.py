"""The pages as the server sees them: its own time for each, through Django's test client."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import Any

from benchmarks.measuring import Row, timed, written

PROGRAMME = "beijing/xicheng-xirong/2025/xirong"
SELFCHECK = f"/selfcheck/{PROGRAMME}/"
TOKEN = re.compile(r'name="token" value="([^"]+)"')
ABOUT = "server time alone, through the test client; the goal is 50 ms a page of the self-check."


def run() -> None:
    """Measures, prints the table and writes it to results/."""
    client = _client()
    rows: list[Row] = [
        ("list of programmes", timed(lambda: client.get("/"), rounds=100)),
        ("programme", timed(lambda: client.get(f"/programmes/{PROGRAMME}/"), rounds=100)),
        ("clauses", timed(lambda: client.get(f"/programmes/{PROGRAMME}/clauses/"), rounds=30)),
    ]
    for name, track in (("one field", "finance"), ("find it for me", "")):
        rows += [(f"{name}: {what}", times) for what, times in _walk(client, track=track)]
    written("pages", title="Pages", about=ABOUT, rows=rows)


def _client() -> Any:
    """A client of the site, on a day within the round."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bole.web.config.settings")
    os.environ.setdefault(
        "DJANGO_SECRET_KEY", "only for measuring: nothing is ever kept under this key"
    )
    os.environ["DJANGO_ALLOWED_HOSTS"] = "testserver"
    os.environ["BOLE_NOW"] = "2025-05-20T10:00"
    import django
    from django.test import Client

    django.setup()
    return Client()


def _walk(client: Any, *, track: str) -> list[Row]:
    """Three pages of questions that are skipped, and the result, each measured."""
    page, rows = _posted(client, {"track": track or _any_track(), "go": "start"}), []
    for n in range(1, 4):
        data = {"token": _token(page), "go": "skip"}
        rows.append((f"question {n} answered", timed(_post(client, data), rounds=50)))
        page = _posted(client, data)
    data = {"token": _token(page), "go": "result"}
    rows.append(("result", timed(_post(client, data), rounds=50)))
    return rows


def _any_track() -> str:
    from bole.web.selfcheck.answers import ANY_TRACK

    return ANY_TRACK


def _token(page: str) -> str:
    """The sealed answers in the main form."""
    return str(TOKEN.findall(page)[-1])


def _post(client: Any, data: dict[str, str]) -> Callable[[], str]:
    return lambda: _posted(client, data)


def _posted(client: Any, data: dict[str, str]) -> str:
    """The page that answers."""
    response = client.post(SELFCHECK, data)
    if response.status_code != 200:
        raise SystemExit(f"{SELFCHECK} answers {response.status_code}")
    return str(response.content.decode())
