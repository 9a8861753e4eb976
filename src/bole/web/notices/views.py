"""Pages of a person's notices."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from bole.web.common.paging import page_asked
from bole.web.notices import queries, services


@require_safe
@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """The notices, newest first, with what was read."""
    page = queries.notices_of(request.user, page=page_asked(request))
    return render(request, "notices/notices.html", {"page": page})


@require_POST
@login_required
def open_notice(request: HttpRequest, id: int) -> HttpResponse:
    """Reads a notice and goes where it leads."""
    notice = services.mark_read(request.user, notice=id)
    if notice is None:
        raise Http404
    follow = request.POST.get("go") == "follow" and url_has_allowed_host_and_scheme(
        notice.url, allowed_hosts=None
    )
    return redirect(notice.url if follow else "notices")


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    """Marks everything as read."""
    services.mark_all_read(request.user)
    return redirect("notices")


@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """Which optional notices go out by mail and SMS."""
    if request.method == "POST":
        chosen = (value.partition(":") for value in request.POST.getlist("wanted"))
        services.prefer(request.user, wanted=[(kind, channel) for kind, _, channel in chosen])
        messages.success(request, gettext("已保存。"))
        return redirect("notice_preferences")
    context = {"choices": queries.choices_of(request.user)}
    return render(request, "notices/preferences.html", context)
