"""Links for one use: looking at one does nothing, posting it lets its holder in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from bole.problems import Problems
from bole.web.accounts import services, signing_in, throttle
from bole.web.accounts.forms import PasswordForm
from bole.web.accounts.models import Activation, masked
from bole.web.accounts.pages import locked, posted
from bole.web.common.forms import form_page
from bole.web.common.network import address_of


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def activate(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a link, and its use."""
    try:
        link = services.opened(token)
    except Problems as found:
        return _over(request, found)
    by_code = not _takes_password(link) and not _proves_phone(link)
    form = PasswordForm(posted(request), user=link.user) if _takes_password(link) else None
    if request.method == "POST" and by_code:
        return redirect("account_login")
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            user = services.activate(token, password=form.cleaned_data["password"] if form else "")
        except Problems as found:
            return _over(request, found)
        return signing_in.enter(request, user, method="activation")
    context = {
        "form": form,
        "link": link,
        "sent_to": masked(link.new_phone or link.user.phone or link.user.email or ""),
        "by_code": by_code,
    }
    return form_page(request, "accounts/activate.html", context)


def _over(request: HttpRequest, found: Problems) -> HttpResponse:
    """The link cannot be used; who tries many such links has to wait."""
    try:
        throttle.take(activate__address=address_of(request))
    except throttle.Locked as lock:
        return locked(request, until=lock.until)
    return render(request, "accounts/link_over.html", {"problems": found.problems}, status=410)


def _takes_password(link: Activation) -> bool:
    """A password is for those who have a mail address to sign in with."""
    return bool(link.user.email) and not link.new_phone


def _proves_phone(link: Activation) -> bool:
    """True where only the holder of the phone can have the link."""
    return bool(link.new_phone) or link.sent_by == "sms"
