"""What is typed on the pages of accounts, cleaned."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from bole.problems import Problems
from bole.web.accounts.phones import read_phone
from bole.web.common.forms import PlainForm, said


def phone_of(text: str) -> str:
    """E.164; raises ValidationError."""
    try:
        return read_phone(text)
    except Problems as found:
        raise forms.ValidationError(said(found.problems[0])) from found


class PhoneForm(PlainForm):
    """A phone that a code is to go to."""

    phone = forms.CharField(max_length=40, required=False)

    def clean_phone(self) -> str:
        """E.164."""
        return phone_of(self.cleaned_data["phone"])


class CodeForm(PlainForm):
    """The code that was sent; whether it is the right one is not the form's business."""

    code = forms.CharField(max_length=20, required=False)

    def clean_code(self) -> str:
        """What was typed, which must be something."""
        code = str(self.cleaned_data["code"]).strip()
        if not code:
            raise forms.ValidationError(_("写上短信里的 6 位数字"))
        return code


class NameForm(PlainForm):
    """How the person is called."""

    name = forms.CharField(max_length=60, required=False)


class PasswordForm(PlainForm):
    """A password of one's own, typed once and shown on request."""

    password = forms.CharField(max_length=128, required=False, strip=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Strong enough."""
        password = str(self.cleaned_data["password"])
        if not password:
            raise forms.ValidationError(_("设一个密码，至少 10 位"))
        validate_password(password, self.user)
        return password


class RecoveryForm(PlainForm):
    """Who asks to get back in, by what the account was and what it shall be."""

    old_login = forms.CharField(max_length=254, required=False)
    name = forms.CharField(max_length=60, required=False)
    new_phone = forms.CharField(max_length=40, required=False)
    grounds = forms.CharField(max_length=500, required=False)

    def clean_old_login(self) -> str:
        """A phone in E.164 form, or a mail address."""
        typed = str(self.cleaned_data["old_login"]).strip()
        if not typed:
            raise forms.ValidationError(_("写上原来的手机号或邮箱"))
        if "@" in typed:
            validate_email(typed)
            return typed.lower()
        return phone_of(typed)

    def clean_new_phone(self) -> str:
        """E.164."""
        return phone_of(self.cleaned_data["new_phone"])

    def clean_name(self) -> str:
        """Not empty."""
        return _told(self.cleaned_data["name"], _("写上你的姓名"))

    def clean_grounds(self) -> str:
        """Not empty."""
        return _told(self.cleaned_data["grounds"], _("写上为什么进不去，方便核实"))


class DecisionForm(PlainForm):
    """What is decided about a recovery, and why."""

    granted = forms.ChoiceField(choices=[("yes", ""), ("no", "")], required=False)
    reason = forms.CharField(max_length=300, required=False)
    without_second_factor = forms.BooleanField(required=False)

    def clean_granted(self) -> bool:
        """One of both."""
        if not self.cleaned_data["granted"]:
            raise forms.ValidationError(_("选一个：同意或不同意"))
        return bool(self.cleaned_data["granted"] == "yes")

    def clean_reason(self) -> str:
        """Not empty."""
        return _told(self.cleaned_data["reason"], _("写上核实了什么、为什么这样决定"))


def _told(value: Any, missing: str) -> str:
    text = str(value).strip()
    if not text:
        raise forms.ValidationError(missing)
    return text
