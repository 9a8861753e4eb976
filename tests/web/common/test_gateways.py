import hashlib
import hmac
import json
import urllib.error
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from pytest_django import Settings

from bole.web.common import gateways
from bole.web.common.gateways import GatewayError, Sms, send_mail, send_sms

TO = "+8613800000000"


@pytest.fixture
def http(settings: Settings) -> Settings:
    settings.BOLE_SMS, settings.BOLE_SMS_URL = "http", "https://sms.example/send"
    settings.BOLE_SMS_KEY_ID, settings.BOLE_SMS_SECRET = "k1", "secret"
    settings.BOLE_NOW = "2025-05-20T10:00"
    return settings


def answering(monkeypatch: pytest.MonkeyPatch, answer: Any) -> list[Any]:
    """The requests that are sent; each gets `answer`, or has it raised."""
    sent = []

    def opened(request: Any, timeout: float) -> BytesIO:
        sent.append((request, timeout))
        if isinstance(answer, Exception):
            raise answer
        return BytesIO(answer)

    monkeypatch.setattr(gateways, "_open", opened)
    return sent


def test_http_message_is_signed_over_moment_and_body(
    http: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = answering(monkeypatch, b'{"id": "m-7"}')
    assert send_sms(TO, "验证码 123456", key="login:7") == "m-7"
    request, timeout = sent[0]
    assert json.loads(request.data)["to"] == TO
    moment = request.get_header("X-timestamp")
    expected = hmac.new(b"secret", f"{moment}\n".encode() + request.data, hashlib.sha256)
    assert request.get_header("X-signature") == expected.hexdigest()
    assert "login:7" not in request.get_header("Idempotency-key")
    assert timeout == 5


def test_same_key_is_the_same_message(http: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = answering(monkeypatch, b'{"id": "m"}')
    for key in ("a", "a", "b"):
        send_sms(TO, "x", key=key)
    keys = [request.get_header("Idempotency-key") for request, _ in sent]
    assert keys[0] == keys[1] != keys[2]


@pytest.mark.parametrize(
    "answer",
    [
        b"not json",
        b"{}",
        b"[]",
        TimeoutError(),
        urllib.error.HTTPError("https://sms.example", 500, "", None, None),  # type: ignore[arg-type]
    ],
)
def test_whatever_goes_wrong_is_one_error(
    http: Settings, monkeypatch: pytest.MonkeyPatch, answer: Any
) -> None:
    answering(monkeypatch, answer)
    with pytest.raises(GatewayError):
        send_sms(TO, "x", key="a")


def test_http_gateway_without_tls_or_secret_sends_nothing(http: Settings) -> None:
    http.BOLE_SMS_URL = "http://sms.example/send"
    with pytest.raises(GatewayError, match="https"):
        gateways.signed_request(Sms(TO, "x", "a"), at=0)


def test_unknown_gateway_is_an_error(settings: Settings) -> None:
    settings.BOLE_SMS = "pigeon"
    with pytest.raises(GatewayError, match="pigeon"):
        send_sms(TO, "x", key="a")


def test_file_and_console_keep_what_they_were_given(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.BOLE_HOME, settings.BOLE_SMS = tmp_path, "file"
    send_sms(TO, "一", key="a")
    send_sms(TO, "二", key="b")
    lines = (tmp_path / "outbox" / "sms.jsonl").read_text().splitlines()
    assert [json.loads(line)["text"] for line in lines] == ["一", "二"]
    settings.BOLE_SMS = "console"
    send_sms(TO, "三", key="c")
    assert "三" in capsys.readouterr().err


def test_mail_of_the_same_key_has_the_same_number() -> None:
    first = send_mail("a@example.org", "题", "文", key="n:1")
    assert send_mail("a@example.org", "题", "文", key="n:1") == first
    assert mail.outbox[0].extra_headers["Message-ID"] == first
    assert mail.outbox[0].body == "文"


def test_mail_that_does_not_leave_is_an_error(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(GatewayError):
        send_mail("a@example.org", "题", "文", key="n:2")
