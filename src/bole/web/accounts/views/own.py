"""One's own account: name, phone, sessions, consents."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bole.problems import Problems
from bole.text import Text
from bole.web.accounts import codes, consents, queries, services, signing_in
from bole.web.accounts.forms import CodeForm, NameForm, PhoneForm
from bole.web.accounts.models import masked
from bole.web.accounts.pages import locked, posted, user_of
from bole.web.accounts.throttle import Locked
from bole.web.accounts.views.signing_in import code_context, confirm
from bole.web.common.forms import form_page
from bole.web.common.network import address_of
from bole.web.common.templatetags.components import say

_CODE = "change_phone_code"
_PURPOSE = "change_phone"
_TEXT = Text(
    "验证码 {code}，5 分钟内有效，用于更换登录手机号。",
    "{code} is your code to change the number you sign in with, good for 5 minutes.",
)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """How one signs in, and how one is called (which can be changed here)."""
    form = NameForm(posted(request), initial={"name": user_of(request).name})
    if request.method == "POST" and form.is_valid():
        services.set_name(user_of(request), form.cleaned_data["name"].strip())
        messages.success(request, _("姓名已保存"))
        return redirect("account")
    factors = queries.second_factor(user_of(request))
    context = {
        "section": "account",
        "form": form,
        "phone": masked(user_of(request).phone or "") if user_of(request).phone else "",
        "has_totp": "totp" in factors,
    }
    return render(request, "accounts/account.html", context)


@never_cache
@login_required
@reauthentication_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_phone(request: HttpRequest) -> HttpResponse:
    """Asks for the new number and sends a code to it."""
    form = PhoneForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            code = codes.send(
                form.cleaned_data["phone"], purpose=_PURPOSE, user=user_of(request),
                address=address_of(request), text=say(_TEXT),
            )  # fmt: skip
        except Locked as lock:
            return locked(request, until=lock.until, back=request.path)
        except Problems as found:
            form.tell(found, field="phone")
        else:
            request.session[_CODE] = str(code.pk)
            return redirect("change_phone_code")
    return form_page(request, "accounts/change_phone.html", {"form": form})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_phone_code(request: HttpRequest) -> HttpResponse:
    """Takes the code; afterwards every session ends and the person signs in anew."""
    waiting = codes.pending(request.session.get(_CODE, ""), purpose=_PURPOSE)
    if waiting is None or waiting.user_id != user_of(request).pk:
        return redirect("change_phone")
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            code = confirm(request, waiting, form.cleaned_data["code"])
            user = services.change_phone(user_of(request), code)
        except Locked as lock:
            return locked(request, until=lock.until, back=request.path)
        except Problems as found:
            form.tell(found, field="code")
        else:
            logout(request)
            messages.success(request, _("手机号已换，其他设备都已退出"))
            return signing_in.enter(request, user, method="code")
    context = {"form": form, "changing": True} | code_context(waiting)
    return form_page(request, "accounts/code.html", context)


@login_required
@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Signs out everywhere, here too."""
    services.end_sessions(user_of(request), by=user_of(request))
    logout(request)
    messages.success(request, _("所有设备都已退出"))
    return redirect("account_login")


@never_cache
@login_required
@require_safe
def my_consents(request: HttpRequest) -> HttpResponse:
    """What one agreed to, each with its text, and the way to take it back."""
    context = {
        "section": "account",
        "kinds": consents.KINDS,
        "agreements": queries.agreements(user_of(request)),
    }
    return render(request, "accounts/consents.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_consent(request: HttpRequest, kind: str) -> HttpResponse:
    """Asks once more, saying what happens; takes the agreement back on POST."""
    about = request.POST.get("about") or request.GET.get("about") or ""
    if kind not in consents.BY_ID:
        raise Http404
    if request.method == "POST":
        if consents.withdraw(user_of(request), kind, about=about):
            messages.success(request, _("已撤回"))
        return redirect("consents")
    context = {"kind": consents.BY_ID[kind], "about": about}
    return render(request, "accounts/withdraw.html", context)
