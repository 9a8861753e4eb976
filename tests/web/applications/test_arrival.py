"""A request has arrived when the server, or the proxy before it, had it."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from bole.policy.intake import read_instant
from bole.web.applications.middleware import arrival

NOON = read_instant("2025-06-23T00:00:05")


def arrived(**headers: str) -> dt.datetime:
    """The moment that the middleware takes."""
    found: list[dt.datetime] = []

    def view(request: HttpRequest) -> HttpResponse:
        found.append(request.arrived)  # type: ignore[attr-defined]
        return HttpResponse()

    arrival(view)(RequestFactory().get("/", **headers))
    return found[0]


@pytest.mark.parametrize(("ago", "taken_off"), [(7.0, 7), (0.0, 0), (61.0, 0), (-30.0, 0)])
def test_the_queue_counts_for_nobody_where_the_proxy_stamps(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, ago: float, taken_off: int
) -> None:
    settings.BOLE_NOW, settings.BOLE_PROXY_STAMPS = "2025-06-23T00:00:05", True
    monkeypatch.setattr(time, "time", lambda: 1_750_000_000.0)
    stamp = f"t={1_750_000_000.0 - ago:.3f}"
    assert arrived(HTTP_X_REQUEST_START=stamp) == NOON - dt.timedelta(seconds=taken_off)


@pytest.mark.parametrize("stamp", ["t=1", "t=nonsense", "t=inf", "t=nan", ""])
def test_a_stamp_that_a_visitor_wrote_changes_nothing(settings: Settings, stamp: str) -> None:
    settings.BOLE_NOW, settings.BOLE_PROXY_STAMPS = "2025-06-23T00:00:05", False
    assert arrived(HTTP_X_REQUEST_START=stamp) == NOON
    settings.BOLE_PROXY_STAMPS = True
    assert arrived(HTTP_X_REQUEST_START=stamp) == NOON
