"""Where a request comes from, as far as the proxies in front of the site can be believed."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The network address of whoever asks; of IPv6 the /64, which one subscriber has.

    BOLE_PROXIES says how many proxies of ours add to X-Forwarded-For; what stands before them is
    anybody's invention. "unknown" where there is no address.
    """
    given = request.META.get("REMOTE_ADDR", "")
    proxies = settings.BOLE_PROXIES
    if proxies:
        chain = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",")]
        given = chain[-proxies] if len(chain) >= proxies else given
    try:
        address = ipaddress.ip_address(given)
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.IPv6Network((address, 64), strict=False).network_address)
    return str(address)
