"""An identity provider on this machine, and a site that signs in through it: `python -m …provider`.

Settings name a provider when the site starts, so that this runs in a process of its own.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

PERSON = {"sub": "p-1", "name": "林一诺", "email": "lin@unit.example", "email_verified": True}


class Provider(ThreadingHTTPServer):
    """Answers as `person`, and keeps what it was asked for tokens."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.person: dict[str, Any] = dict(PERSON)
        self.asked: list[dict[str, str]] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.server_port}"


class _Answers(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        url = self.server.url
        config = {
            "issuer": url, "authorization_endpoint": f"{url}/authorize",
            "token_endpoint": f"{url}/token", "userinfo_endpoint": f"{url}/userinfo",
            "jwks_uri": f"{url}/keys",
        }  # fmt: skip
        self._say(self.server.person if self.path == "/userinfo" else config)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.asked.append({k: v[0] for k, v in parse_qs(body).items()})
        self._say({"access_token": "t", "token_type": "Bearer"})

    def _say(self, words: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(words).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def trial(provider: Provider) -> dict[str, Any]:
    """What happens to a new person, the same again, with a second factor, and to a stranger."""
    from allauth.mfa.totp.internal import auth as totp
    from allauth.socialaccount.models import SocialAccount, SocialToken
    from django.test import Client

    from bole.web.accounts.models import User

    def enter(state: Callable[[str], str] = str) -> tuple[Client, Any, dict[str, str]]:
        browser = Client(headers={"host": "localhost"})
        away = browser.get("/account/oidc/oidc/login/?next=/me/consents/")
        sent = {k: v[0] for k, v in parse_qs(urlsplit(away["Location"]).query).items()}
        back = {"code": "c", "state": state(sent["state"])}
        return browser, browser.get("/account/oidc/oidc/login/callback/", back), sent

    browser, answer, sent = enter()
    told: dict[str, Any] = {
        "to": answer["Location"], "in": "_auth_user_id" in browser.session,
        "challenge": sent.get("code_challenge_method"), "verifier": provider.asked[-1].keys(),
        "page": browser.get("/me/").status_code,
    }  # fmt: skip
    told["verifier"] = "code_verifier" in told["verifier"]
    user = User.objects.get()
    told["user"] = [user.name, user.email, user.has_usable_password()]
    enter()
    told["accounts"] = User.objects.count()
    told["kept"] = [a.extra_data for a in SocialAccount.objects.all()]
    told["tokens"] = SocialToken.objects.count()
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    browser, answer, _ = enter()
    told["factor"] = [answer["Location"].split("?")[0], "_auth_user_id" in browser.session]
    held = json.dumps(dict(browser.session.items()), ensure_ascii=False)
    told["in_session"] = [word for word in (PERSON["name"], PERSON["email"]) if str(word) in held]
    moment = next(iter(totp.yield_hotp_counters_from_time()))
    code = totp.format_hotp_value(totp.hotp_value(secret, moment))
    browser.post(answer["Location"], {"code": code})
    told["with_code"] = browser.session.get("_auth_user_id") == str(user.pk)
    provider.person = PERSON | {"sub": "p-2"}
    browser, answer, _ = enter()
    told["same_mail"] = [User.objects.count(), "_auth_user_id" in browser.session]
    browser, answer, _ = enter(lambda _: "forged")
    told["forged"] = [answer.status_code, "_auth_user_id" in browser.session]
    return told


if __name__ == "__main__":
    import os

    provider = Provider()
    os.environ["BOLE_OIDC_URL"] = provider.url
    import django

    django.setup()
    from bole.web.operations.migrate import migrate

    migrate()
    sys.stdout.write(json.dumps(trial(provider), ensure_ascii=False) + "\n")
