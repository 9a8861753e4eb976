"""Signing in by phone, and what is asked on the way."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from bole.problems import Problems
from bole.web.accounts import codes, held, signing_in
from bole.web.accounts.forms import CodeForm, PhoneForm
from bole.web.accounts.models import Code, masked
from bole.web.accounts.pages import locked, posted
from bole.web.accounts.throttle import Locked
from bole.web.common.forms import form_page
from bole.web.common.network import address_of
from bole.web.common.templatetags.components import say

_CODE = "sign_in_code"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Asks for the phone and sends a code to it; the answer is the same for every number."""
    to = next_of(request)
    if request.user.is_authenticated:
        return redirect(to or settings.LOGIN_REDIRECT_URL)
    form = PhoneForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            code = codes.send(
                form.cleaned_data["phone"], purpose=signing_in.PURPOSE,
                address=address_of(request), text=say(signing_in.TEXT),
            )  # fmt: skip
        except Locked as lock:
            return locked(request, until=lock.until, back=request.get_full_path())
        except Problems as found:
            form.tell(found, field="phone")
        else:
            request.session[_CODE] = str(code.pk)
            return redirect(with_next("sign_in_code", to))
    return form_page(request, "accounts/sign_in.html", _context(form, to))


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Takes the code, and lets its holder in."""
    to = next_of(request)
    if request.user.is_authenticated:
        return redirect(to or settings.LOGIN_REDIRECT_URL)
    waiting = codes.pending(request.session.get(_CODE, ""), purpose=signing_in.PURPOSE)
    if waiting is None:
        return redirect(with_next("account_login", to))
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            code = confirm(request, waiting, form.cleaned_data["code"])
        except Locked as lock:
            return locked(request, until=lock.until, back=request.get_full_path())
        except Problems as found:
            form.tell(found, field="code")
        else:
            del request.session[_CODE]
            return signing_in.enter(request, signing_in.user_of(code), method="code", to=to)
    context = _context(form, to) | code_context(waiting)
    return form_page(request, "accounts/code.html", context)


@never_cache
@require_http_methods(["GET", "HEAD"])
def held_form(request: HttpRequest) -> HttpResponse:
    """After signing in again: what had been typed, ready to be sent once more."""
    found = held.kept(request) if request.user.is_authenticated else None
    request.session.pop(held.KEY, None)
    if found is None:
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "accounts/held.html", {"held": found})


def confirm(request: HttpRequest, code: Code, digits: str) -> Code:
    """The code used up by these digits; raises Locked or Problems."""
    return codes.check(str(code.pk), digits, purpose=code.purpose, address=address_of(request))


def code_context(code: Code) -> dict[str, Any]:
    """What the page of a code shows: where it went, when another can be had."""
    return {
        "sent_to": masked(code.phone),
        "phone": code.phone,
        "again_seconds": int(codes.AGAIN_AFTER.total_seconds()),
    }


def next_of(request: HttpRequest) -> str:
    """Where to go on to, where that is a page of ours."""
    to = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        to, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return to if safe else ""


def with_next(name: str, to: str) -> str:
    """The address of a page, with where to go on to."""
    url = resolve_url(name)
    return f"{url}?{urlencode({'next': to})}" if to else url


def _context(form: Any, to: str) -> dict[str, Any]:
    return {
        "form": form,
        "next": to,
        "oidc": settings.BOLE_OIDC_NAME if settings.BOLE_OIDC_URL else "",
    }
