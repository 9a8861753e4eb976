"""Getting back in after the phone has changed: the request, and the desk that decides it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from bole.problems import Problems
from bole.web.accounts import queries, services, throttle
from bole.web.accounts.forms import DecisionForm, RecoveryForm
from bole.web.accounts.models import Recovery
from bole.web.accounts.pages import locked, posted, user_of
from bole.web.accounts.permissions import recovery_role
from bole.web.audit import services as audit
from bole.web.common.forms import form_page
from bole.web.common.network import address_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Takes a request to get back in; the answer does not tell whether there is an account."""
    form = RecoveryForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            throttle.take(recover__address=address_of(request))
        except throttle.Locked as lock:
            return locked(request, until=lock.until, back=request.path)
        services.ask_recovery(**form.cleaned_data)
        return redirect("recovery_sent")
    return form_page(request, "accounts/recover.html", {"form": form})


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """What happens next."""
    return render(request, "accounts/recover_sent.html")


@never_cache
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The requests that wait for a decision, and those decided."""
    recovery_role(request)
    state = request.GET.get("state", "asked")
    state = state if state in ("asked", "granted", "refused") else "asked"
    context = {"section": "desk", "state": state, "recoveries": queries.recoveries(state=state)}
    return render(request, "accounts/recoveries.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, id: int) -> HttpResponse:
    """One request with what it says of itself and of the account, and its decision."""
    role = recovery_role(request)
    asked = get_object_or_404(Recovery.objects.select_related("user", "decided_by"), pk=id)
    form = DecisionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        removing = role == "system_admin" and form.cleaned_data["without_second_factor"]
        try:
            services.decide_recovery(
                asked, granted=form.cleaned_data["granted"], reason=form.cleaned_data["reason"],
                by=user_of(request), role=role, site=settings.BOLE_URL or request.build_absolute_uri("/"),
                without_second_factor=removing,
            )  # fmt: skip
        except Problems as found:
            form.tell(found)
        else:
            messages.success(request, _("已办，结果已发给申请人"))
            return redirect("recoveries")
    elif request.method == "GET":
        audit.read(
            f"recovery:{asked.pk}", reader=request.user, role=role,
            what="recovery", reason=_("办理账号找回"),
        )  # fmt: skip
    context = {
        "section": "desk",
        "asked": asked,
        "form": form,
        "may_remove_factor": role == "system_admin",
        "has_factor": bool(asked.user and queries.with_second_factor([asked.user])),
    }
    return form_page(request, "accounts/recovery.html", context)
