"""Headers of every answer, limits before a body is read, log lines, pages for what went wrong."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from pytest_django import Settings

from bole.web.common.limits import MINUTE, Window
from bole.web.common.logs import Clean, cleaned
from bole.web.config.urls import urlpatterns as real
from tests.web import factories

pytestmark = pytest.mark.django_db
SECRET = "李一诺 13812345678 11010519491231002X someone@example.org"


def breaks(request: HttpRequest) -> HttpResponse:
    raise IntegrityError(f"duplicate key\nDETAIL:  Key (email)=({SECRET}) already exists.\n")


def reads(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(len(request.body)))


handler404 = "bole.web.common.views.not_found"
handler500 = "bole.web.common.views.broken"
urlpatterns = [*real, path("breaks/", breaks), path("reads/", reads)]


@pytest.fixture
def own(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.web.safety.test_answers"


def test_every_answer_has_the_headers(client: Client) -> None:
    for url in ("/", "/nothing/", "/healthz", "/account/login/"):
        answer = client.get(url)
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "camera=()" in answer["Permissions-Policy"]
        assert len(answer["X-Request-ID"]) == 12


def test_pages_of_somebody_signed_in_are_stored_nowhere(client: Client) -> None:
    assert client.get("/")["Cache-Control"] == "no-cache"
    assert client.get("/account/login/")["Cache-Control"] == "no-store, private"
    someone = factories.client_of(factories.user())
    for url in ("/", "/cases/", "/nothing/"):
        assert someone.get(url)["Cache-Control"] == "no-store, private"


def test_every_request_has_a_number_of_its_own(client: Client) -> None:
    assert client.get("/healthz")["X-Request-ID"] != client.get("/healthz")["X-Request-ID"]


def unread(path: str, *, size: int, kind: str, client: Client) -> Any:
    """The answer to a request whose body cannot be read."""

    class Body:
        def read(self, *args: Any) -> bytes:
            raise AssertionError("the body was read")

        readline = read

    told = {"CONTENT_LENGTH": str(size), "CONTENT_TYPE": kind, "wsgi.input": Body()}
    return client.generic("POST", path, **told)


def test_a_body_that_is_too_large_is_not_read(client: Client, settings: Settings) -> None:
    form, files = "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"
    answer = unread("/language/", size=2_000_000, kind=form, client=client)
    assert answer.status_code == 413
    assert "太大" in answer.content.decode()
    assert unread("/language/", size=2_000_000, kind=files, client=client).status_code == 413
    someone = factories.client_of(factories.user())
    over = settings.BOLE_LARGEST + 10_000_000
    answer = unread("/cases/", size=over, kind=files, client=someone)
    assert answer.status_code == 413
    assert "52 MB" in answer.content.decode()
    assert unread("/cases/", size=2_000_000, kind=form, client=someone).status_code == 413


def test_a_body_without_a_size_is_refused(client: Client) -> None:
    answer = client.post("/language/", {}, headers={"transfer-encoding": "chunked"})
    assert answer.status_code == 411


def test_too_many_posts_are_refused_by_account_else_by_address(
    client: Client, settings: Settings
) -> None:
    settings.BOLE_POSTS_ADDRESS, settings.BOLE_POSTS_USER = 3, 5
    here, there = {"REMOTE_ADDR": "10.0.0.1"}, {"REMOTE_ADDR": "10.0.0.2"}
    statuses = [client.post("/language/", **here).status_code for _ in range(5)]
    assert statuses == [302, 302, 302, 429, 429]
    assert client.post("/language/", **there).status_code == 302
    someone = factories.client_of(factories.user())
    statuses = [someone.post("/language/", **here).status_code for _ in range(6)]
    assert statuses == [302] * 5 + [429]
    answer = client.post("/language/", **here)
    assert answer["Retry-After"] == "60"
    assert client.get("/", **here).status_code == 200


def test_a_window_counts_anew_every_minute_and_never_too_low() -> None:
    moment = 0.0
    window = Window(clock=lambda: moment)
    assert [window.add("a") for _ in range(3)] == [1, 2, 3]
    for n in range(5000):
        window.add(f"key {n}")
    assert window.add("a") >= 4
    moment = MINUTE + 1.0
    assert window.add("a") == 1


@pytest.mark.usefixtures("own")
def test_a_fault_shows_and_logs_nothing_of_a_person(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(Clean())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    client = Client(raise_request_exception=False)
    try:
        answer = client.get("/breaks/")
    finally:
        logger.removeHandler(handler)
    page, said = answer.content.decode(), capsys.readouterr().err
    assert answer.status_code == 500
    assert answer["X-Request-ID"] in page
    assert answer["X-Request-ID"] in said
    assert "IntegrityError" in said
    for text in (page, said):
        for part in [*SECRET.split(), "DETAIL:  Key"]:
            assert part not in text
    assert "Traceback" not in page


@pytest.mark.parametrize(
    "text",
    [
        "Not Found: /activate/abcdef0123456789/",
        "GET /cases/?q=abcdef0123456789&page=2",
        "mail to abcdef0123456789@example.org",
        "x 13812345678, +8613812345678, 138 1234 5678",
        "x 11010519491231002X y",
        "KeyError: '林一诺的博士论文'",
        "DETAIL:  Failing row contains (1, 林一诺, 1990).\nCONTEXT: x",
    ],
)
def test_log_lines_are_cleaned(text: str) -> None:
    said = cleaned(text)
    for part in ("abcdef0123456789", "1234", "林一诺", "1990", "19491231"):
        assert part not in said


def test_numbers_that_say_nothing_of_a_person_stay() -> None:
    text = "case 0b5e7a52-1138-4f13-9133-80013812345f took 13.8 s, 4 of 20250620"
    assert cleaned(text) == text


def test_settings_log_through_the_cleaner(settings: Settings) -> None:
    handlers = settings.LOGGING["handlers"].values()
    assert {h["formatter"] for h in handlers} == {"clean"}
    assert settings.LOGGING["formatters"]["clean"]["()"] == f"{Clean.__module__}.Clean"


def test_hosts_that_are_not_ours_are_refused(settings: Settings) -> None:
    assert (
        Client(raise_request_exception=False).get("/", headers={"host": "x.org"}).status_code == 400
    )
    assert RequestFactory().get("/").get_host() == "testserver"
