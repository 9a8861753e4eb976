"""What the site refuses to start with: weak or missing secrets, and trial clocks in earnest."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Final

from django.core.exceptions import ImproperlyConfigured

from bole.web.common.crypto import read_key, read_ring

SHORTEST: Final = 50
FEWEST: Final = 10


def refuse(environment: Mapping[str, str], *, debug: bool, https: bool, demo: bool) -> None:
    """Raises ImproperlyConfigured with everything that is wrong, one line each."""
    found = [] if debug else [*_secrets(environment)]
    found += _trial(environment, debug=debug, https=https, demo=demo)
    if found:
        raise ImproperlyConfigured("\n".join(found))


def _secrets(environment: Mapping[str, str]) -> list[str]:
    """What is wrong with the secrets of a site that is not for development."""
    found = []
    secret = environment.get("DJANGO_SECRET_KEY", "")
    if not secret:
        found.append("DJANGO_SECRET_KEY is not set")
    elif len(secret) < SHORTEST or len(set(secret)) < FEWEST or secret.startswith("django-insec"):
        found.append(
            f"DJANGO_SECRET_KEY is weak: at least {SHORTEST} characters by chance"
            " (openssl rand -base64 48)"
        )
    keys, index = environment.get("BOLE_KEYS", ""), environment.get("BOLE_INDEX_KEY", "")
    found += [f"{name} is not set" for name, value in
              (("BOLE_KEYS", keys), ("BOLE_INDEX_KEY", index)) if not value]  # fmt: skip
    try:
        ring = read_ring(keys).keys.values() if keys else ()
        if index and read_key(index, setting="BOLE_INDEX_KEY") in ring:
            found.append("BOLE_INDEX_KEY is also one of BOLE_KEYS: it must be a key of its own")
    except ImproperlyConfigured as error:
        found.append(str(error))
    return found


def _trial(environment: Mapping[str, str], *, debug: bool, https: bool, demo: bool) -> list[str]:
    """Clocks that are not the true one, and sign-in without a secret, have no place in earnest."""
    names = [name for name in ("BOLE_DEMO", "BOLE_NOW") if environment.get(name)]
    earnest = https or environment.get("BOLE_URL", "").startswith("https:")
    found = [
        f"{name} is refused where BOLE_HTTPS or an https BOLE_URL is set"
        for name in names
        if earnest
    ]
    if debug and https:
        found.append("DJANGO_DEBUG is refused where BOLE_HTTPS is set")
    if not demo:
        return found
    sends = {"BOLE_SMS": "http", "BOLE_MAIL": "smtp"}
    found += [
        f"BOLE_DEMO is refused with {name}={value}: it would write to people"
        for name, value in sends.items()
        if environment.get(name) == value
    ]
    hosts = filter(None, environment.get("DJANGO_ALLOWED_HOSTS", "").split(","))
    found += [
        f"BOLE_DEMO is refused for the host {host}: anybody could sign in as anyone"
        for host in hosts
        if not _near(host.strip())
    ]
    return found


def _near(host: str) -> bool:
    """True for this machine's own names and for bare addresses, which no public site has."""
    if host in ("localhost", "testserver") or host.endswith(".localhost"):
        return True
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True
