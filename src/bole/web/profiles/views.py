"""One's own profile: what stands, what changed when, import and export."""

from __future__ import annotations

from typing import Any

import yaml
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bole.policy.library import shared_vocabulary
from bole.problems import Problem, Problems
from bole.web.common.clock import today
from bole.web.common.numbers import whole
from bole.web.profiles import importing, preview, queries, services
from bole.web.profiles.bridge import CLOSED, sheet_for
from bole.web.profiles.models import Change
from bole.web.profiles.raw import profile_of
from bole.web.programmes.needed import needed


@login_required
@require_safe
def profile(request: HttpRequest) -> HttpResponse:
    """What stands, and the history of changes."""
    sheet, vocabulary = queries.sheet_of(request.user), shared_vocabulary()
    page = max(1, whole(request.GET.get("page", "")))
    saves, more = queries.saves(sheet, vocabulary=vocabulary, page=page)
    context = {
        "section": "me",
        "told": queries.told(sheet, vocabulary=vocabulary),
        "saves": saves,
        "page": page,
        "more": more,
        "sources": {
            "form": _("填表"), "import": _("导入"), "restore": _("恢复"),
            "employer": _("单位填"), "officer": _("经办人改"),
        },
    }  # fmt: skip
    return render(request, "profiles/profile.html", context)


@login_required
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The own profile as a YAML file that `bole judge` reads."""
    sheet = queries.sheet_of(request.user)
    data = profile_of(services.content_of(sheet), vocabulary=shared_vocabulary())
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)
    name = f"profile-{today().isoformat()}.yaml"
    return HttpResponse(
        text,
        content_type="application/yaml; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_over(request: HttpRequest) -> HttpResponse:
    """Import from a file: read, shown, and saved as far as it was ticked."""
    if request.method != "POST":
        return _start(request)
    sheet, vocabulary = queries.sheet_of(request.user), shared_vocabulary()
    about = f"sheet:{sheet.pk}"
    try:
        if request.POST.get("sealed"):
            values, base = preview.chosen(request, about=about, allowed=_own)
            saved = services.save(sheet, values, base=base, by=request.user, source="import")
            return _done(request, saved=saved)
        told = preview.read_posted(request, vocabulary=vocabulary)
    except Problems as problems:
        return _start(request, problems=problems.problems)
    content = services.content_of(sheet)
    comes = importing.as_needed(told, needed=needed())
    keys = importing.keys_in(comes)
    unneeded = set(importing.keys_in(told)) - set(keys)
    listed = importing.offered(comes, stands=content, keys=[k for k in keys if _own(k)])
    context = {
        "section": "me",
        "lines": [
            line
            for line in preview.lines(listed, vocabulary=vocabulary)
            if not line.key.startswith(CLOSED)
        ],
        "left_out": len([k for k in keys if not _own(k) and not k.startswith(CLOSED)]),
        "unneeded": len([k for k in unneeded if not k.startswith(CLOSED)]),
        "sealed": preview.seal(
            listed, base=services.versions_in(content, [o.key for o in listed]), about=about
        ),
        "here_url": request.path,
    }
    return render(request, "profiles/preview.html", context)


@login_required
@require_POST
def restore(request: HttpRequest) -> HttpResponse:
    """Puts back what stood before a save, one key of it or all."""
    sheet = queries.sheet_of(request.user)
    version = whole(request.POST.get("version", ""))
    change = get_object_or_404(Change, sheet=sheet, version=version)
    key = request.POST.get("key", "")
    services.restore(sheet, version=change.version, by=request.user, keys=[key] if key else [])
    messages.success(request, _("已恢复"))
    return HttpResponseRedirect(reverse("profile"))


def _start(
    request: HttpRequest, *, problems: tuple[Problem, ...] | list[Problem] = ()
) -> HttpResponse:
    context: dict[str, Any] = {
        "section": "me", "problems": list(problems), "text": request.POST.get("text", ""),
        "here_url": request.path,
    }  # fmt: skip
    return render(request, "profiles/import.html", context, status=422 if problems else 200)


def _done(request: HttpRequest, *, saved: services.Saved) -> HttpResponse:
    if saved.conflicts:
        messages.warning(request, _("有几项刚才在别处改过，没有导入；请再导入一次看看"))
    else:
        count = len([k for k in saved.changed if not k.startswith(CLOSED)])
        messages.success(request, _("已导入 {count} 项").format(count=count))
    return HttpResponseRedirect(reverse("profile"))


def _own(key: str) -> bool:
    return sheet_for(key, vocabulary=shared_vocabulary()) == "person"
