"""Input about organisations, turned into clean values."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from bole.web.common.forms import DayInput, PlainForm
from bole.web.common.templatetags.components import say
from bole.web.organisations.channels import KINDS, ROLES, channel, channels
from bole.web.organisations.coverage import Handling
from bole.web.organisations.models import ROLES as ROLES_OF
from bole.web.organisations.models import Membership, Organisation
from bole.web.organisations.services import Details
from bole.web.organisations.services.members import Person

BESIDE: Final = {
    "uscc": "uscc",
    "organisations.taken": "uscc",
    "organisations.there": "uscc",
    "organisations.unknown": "uscc",
    "organisations.stopped": "uscc",
    "organisations.grounds": "grounds",
    "organisations.reason": "reason",
    "organisations.until": "until",
    "organisations.end": "ends_on",
    "organisations.person": "name",
    "organisations.role": "role",
    "accounts.phone": "phone",
    "accounts.invite": "phone",
}


class DetailsForm(PlainForm):
    """What an organisation says of itself."""

    name = forms.CharField(label=_("单位名称"), max_length=200, help_text=_("和执照上的一样。"))
    channel = forms.ChoiceField(label=_("推荐渠道"), required=False)
    district = forms.CharField(
        label=_("所在区"), max_length=60, required=False, help_text=_("如 西城区。")
    )
    address = forms.CharField(label=_("地址"), max_length=300, required=False)
    contact_name = forms.CharField(label=_("联系人"), max_length=60)
    contact_phone = forms.CharField(
        label=_("联系电话"), max_length=40, help_text=_("受理部门有事打这个电话。")
    )

    def __init__(self, *args: Any, kind: str = "employer", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind != "recommender":
            del self.fields["channel"]
        else:
            self.fields["channel"].required = True
            _offer(self, "channel", {id: say(words) for id, words in channels().items()})

    def details(self) -> Details:
        """The clean values."""
        data = self.cleaned_data
        names = ("name", "district", "address", "contact_name", "contact_phone")
        values = {name: str(data.get(name, "")).strip() for name in names}
        return Details(kind=self.kind, channel=str(data.get("channel", "")), **values)


class RegisterForm(DetailsForm):
    """A new registration."""

    uscc = forms.CharField(
        label=_("统一社会信用代码"), max_length=40, help_text=_("营业执照或法人证书上的 18 位。")
    )
    field_order = ("uscc", "name", "channel")


class RecoverForm(PlainForm):
    """A request to get back into an organisation."""

    uscc = forms.CharField(label=_("统一社会信用代码"), max_length=40)
    contact_name = forms.CharField(label=_("你的姓名"), max_length=60)
    grounds = forms.CharField(
        label=_("情况说明"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("谁离开了，为什么进不去。"),
    )  # fmt: skip


class InviteForm(PlainForm):
    """Whom to invite, as what, until when."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    phone = forms.CharField(label=_("手机号"), max_length=30, required=False)
    email = forms.EmailField(
        label=_("邮箱"), required=False, help_text=_("手机号、邮箱填一个就行。")
    )
    role = forms.ChoiceField(label=_("做什么"))
    manages = forms.BooleanField(
        label=_("也管理成员"), required=False, help_text=_("可以邀请和停用别人。")
    )
    ends_on = forms.DateField(label=_("做到哪天"), required=False, widget=DayInput())

    def __init__(self, *args: Any, organisation: Organisation, today: dt.date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _offer(self, "role", {id: say(ROLES[id]) for id in ROLES_OF[organisation.kind]})
        if organisation.kind == "employer":
            field = self.fields["ends_on"]
            field.initial = today + dt.timedelta(days=365)
            field.help_text = _ONE_YEAR

    def person(self) -> Person:
        """Whom."""
        data = self.cleaned_data
        return Person(data["name"].strip(), data["phone"], data["email"])


class FoundForm(DetailsForm):
    """An organisation that an office sets up, with its first manager."""

    uscc = forms.CharField(label=_("统一社会信用代码"), max_length=40)
    role = forms.ChoiceField(label=_("第一位成员做什么"))
    person_name = forms.CharField(label=_("第一位成员的姓名"), max_length=60)
    phone = forms.CharField(label=_("手机号"), max_length=30, required=False)
    email = forms.EmailField(
        label=_("邮箱"), required=False, help_text=_("手机号、邮箱填一个就行。")
    )
    field_order = ("uscc", "name", "channel")

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, kind=kind, **kwargs)
        for name in ("contact_name", "contact_phone"):
            del self.fields[name]
        _offer(self, "role", {id: say(ROLES[id]) for id in ROLES_OF[kind]})

    def person(self) -> Person:
        """The first manager."""
        data = self.cleaned_data
        return Person(data["person_name"].strip(), data["phone"], data["email"])


class EndForm(PlainForm):
    """Until when a member is appointed."""

    ends_on = forms.DateField(label=_("做到哪天"), required=False, widget=DayInput())


class HandOverForm(PlainForm):
    """To whom management goes."""

    to = forms.ChoiceField(label=_("交给谁"))
    keep = forms.BooleanField(label=_("我也继续管理"), required=False)

    def __init__(self, *args: Any, others: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {str(m.pk): m for m in others}
        _offer(self, "to", {id: m.user.shown for id, m in self.others.items()})


class DecisionForm(PlainForm):
    """An officer's decision on a request."""

    reason = forms.CharField(
        label=_("理由"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("不通过时必填，对方会看到。"),
    )  # fmt: skip
    until = forms.DateField(
        label=_("有效到哪天"), required=False, widget=DayInput(), help_text=_("空着就不到期。")
    )
    end_others = forms.BooleanField(label=_("停用原来的全部成员"), required=False, initial=True)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.initial.get("until"):
            self.fields["until"].help_text = _("空着按一年算，到期要更新登记。")
        del self.fields["until" if kind == "recover" else "end_others"]


class ReasonForm(PlainForm):
    """Why an organisation is stopped or resumed."""

    reason = forms.CharField(label=_("理由"), max_length=300)


class DeskForm(PlainForm):
    """Which office handles an actor of a programme, in which track and district."""

    actor = forms.ChoiceField(label=_("哪类事"))
    organisation = forms.ChoiceField(label=_("由哪个部门办"))
    track = forms.ChoiceField(label=_("领域"), required=False)
    district = forms.CharField(
        label=_("只办哪个区"), max_length=60, required=False, help_text=_("空着是全部。")
    )

    def __init__(
        self,
        *args: Any,
        handlings: list[Handling],
        offices: list[Organisation],
        tracks: dict[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "actor", {h.actor: say(h.label) for h in handlings})
        _offer(self, "organisation", {str(o.pk): o.name for o in offices})
        if tracks:
            _offer(self, "track", {"": str(_("全部领域"))} | tracks)
        else:
            del self.fields["track"]


def kinds_to_ask() -> dict[str, str]:
    """The kinds that people can register themselves."""
    return {id: say(KINDS[id]) for id in ("employer", "recommender")}


def words_of(organisation: Organisation) -> str:
    """The channel's words, "" where there is none."""
    return say(channel(organisation.channel)) if organisation.channel else ""


def _offer(form: forms.Form, name: str, choices: dict[str, str]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices.items())


_ONE_YEAR = _("不管理成员的，最长一年，到期可以再延。")
