"""SMS and mail: one way out of the site for codes, links and notices.

`send_sms` and `send_mail` return the gateway's own number for the message and raise GatewayError.
BOLE_SMS chooses how a text leaves: `console` and `file` for development, `memory` for tests,
`http` for production (docs/tasks/gateways.md has the shape). Mail goes by Django's EMAIL_BACKEND.
The same `key` again is the same message: whoever tries again gives the key of the first try.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import smtplib
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Protocol

from django.conf import settings
from django.core.mail import EmailMessage

from bole.web.common import clock


class GatewayError(Exception):
    """The message did not leave; trying again with the same key does no harm."""


@dataclass(frozen=True, slots=True)
class Sms:
    """A short message to a number in E.164 form."""

    to: str
    text: str
    key: str


class Gateway(Protocol):
    """Sends one message and returns the gateway's number for it; raises GatewayError."""

    def __call__(self, message: Sms, /) -> str:
        """The number of the message."""


#: What `memory` was given, for tests.
outbox: Final[list[Sms]] = []


def send_sms(to: str, text: str, *, key: str) -> str:
    """Sends a short message to a number (+86…); the gateway's number for it."""
    chosen = settings.BOLE_SMS
    if chosen not in _GATEWAYS:
        raise GatewayError(f"BOLE_SMS: no gateway {chosen!r}")
    return _GATEWAYS[chosen](Sms(to, text, key))


def send_mail(to: str, subject: str, text: str, *, key: str) -> str:
    """Sends a mail of plain text; its Message-ID, which is the same for the same key."""
    message_id = f"<{_digest(key)}@{settings.BOLE_MAIL_FROM.rpartition('@')[2].rstrip('>')}>"
    mail = EmailMessage(
        subject, text, settings.BOLE_MAIL_FROM, [to], headers={"Message-ID": message_id}
    )
    try:
        mail.send()
    except (OSError, smtplib.SMTPException) as error:
        raise GatewayError(type(error).__name__) from error
    return message_id


def _console(message: Sms) -> str:
    print(f"[sms] {message.to}: {message.text}", file=sys.stderr, flush=True)  # noqa: T201
    return _digest(message.key)


def _file(message: Sms) -> str:
    path = Path(settings.BOLE_HOME) / "outbox" / "sms.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps(asdict(message), ensure_ascii=False)
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    return _digest(message.key)


def _memory(message: Sms) -> str:
    outbox.append(message)
    return _digest(message.key)


class _Stay(urllib.request.HTTPRedirectHandler):
    """A signed message goes where it was meant to go, or nowhere."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        """Never another address."""


_open: Callable[..., object] = urllib.request.build_opener(_Stay).open


def _http(message: Sms) -> str:
    request = signed_request(message, at=int(clock.now().timestamp()))
    try:
        with _open(request, timeout=settings.BOLE_SMS_TIMEOUT) as answer:  # type: ignore[attr-defined]
            said = json.loads(answer.read(64 * 1024))
    except urllib.error.HTTPError as error:
        raise GatewayError(f"HTTP {error.code}") from error
    except (OSError, ValueError) as error:
        raise GatewayError(type(error).__name__) from error
    number = said.get("id") if isinstance(said, dict) else None
    if not number:
        raise GatewayError("no id in the answer")
    return str(number)[:200]


def signed_request(message: Sms, *, at: int) -> urllib.request.Request:
    """The request of the HTTP gateway: JSON, signed over moment and body; raises GatewayError."""
    url = settings.BOLE_SMS_URL
    if not url.startswith("https://") or not settings.BOLE_SMS_SECRET:
        raise GatewayError("BOLE_SMS_URL must be https and BOLE_SMS_SECRET set")
    body = json.dumps(
        {"to": message.to, "text": message.text, "sign": settings.BOLE_SMS_SIGN},
        ensure_ascii=False, separators=(",", ":"),
    ).encode()  # fmt: skip
    signature = hmac.new(settings.BOLE_SMS_SECRET.encode(), f"{at}\n".encode() + body, "sha256")
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": _digest(message.key),
        "X-Key-Id": settings.BOLE_SMS_KEY_ID,
        "X-Timestamp": str(at),
        "X-Signature": signature.hexdigest(),
    }
    return urllib.request.Request(url, data=body, headers=headers, method="POST")


def _digest(key: str) -> str:
    """What stands for a key outside: keys may name accounts."""
    return hashlib.sha256(f"bole/gateway\0{key}".encode()).hexdigest()[:40]


_GATEWAYS: Final[dict[str, Gateway]] = {
    "console": _console,
    "file": _file,
    "memory": _memory,
    "http": _http,
}
