"""Input of decisions, turned into clean values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from bole.policy.intake import read_instant
from bole.web.common.forms import DayInput, PlainForm
from bole.web.cycles.overview import QuotaRow
from bole.web.cycles.services import Made
from bole.web.organisations.permissions import Actor

BESIDE: Final = {
    "cycles.reason": "reason",
    "cycles.on": "on",
    "cycles.range": "value",
    "cycles.value": "value",
    "cycles.option": "value",
    "cycles.same": "value",
    "cycles.until": "until_day",
    "cycles.past": "until_day",
    "cycles.before": "before_day",
}


class MadeForm(PlainForm):
    """Under which date and why."""

    on = forms.DateField(
        label=_("决定的日期"), widget=DayInput(), help_text=_("文件或会议的日期。")
    )
    reason = forms.CharField(
        label=_("理由和依据"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("写明文号或会议；记录里一直看得到。"),
    )  # fmt: skip

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": today} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.order_fields([n for n in self.fields if n not in ("on", "reason")])

    def made(self, *, by: Actor) -> Made:
        """The clean values."""
        return Made(self.cleaned_data["on"], self.cleaned_data["reason"], by)


class ValueForm(MadeForm):
    """A parameter's new value, as people write it."""

    value = forms.CharField(label=_("定为"), max_length=80)

    def __init__(self, *args: Any, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].help_text = hint

    def clean_value(self) -> str:
        """Without spaces around."""
        return str(self.cleaned_data["value"]).strip()


class OptionForm(MadeForm):
    """An adopted reading, or a switch."""

    value = forms.ChoiceField(label=_("定为"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, options: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["value"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(options)


class QuotaForm(MadeForm):
    """The rows of a quota table; an empty row is no quota, and blocks."""

    def __init__(self, *args: Any, rows: Iterable[QuotaRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = tuple(rows)
        for row in self.rows:
            field = forms.IntegerField(
                label=row.label, required=False, min_value=0, max_value=100_000, initial=row.most
            )
            field.widget = forms.TextInput(attrs={"class": "b-in", "inputmode": "numeric"})
            self.fields[row.name] = field
        self.order_fields([row.name for row in self.rows])

    def quotas(self) -> dict[tuple[str, ...], int | None]:
        """The table as it is to be."""
        return {row.key: self.cleaned_data[row.name] for row in self.rows}

    def lines(self) -> list[tuple[QuotaRow, Any]]:
        """Each row with its input."""
        return [(row, self[row.name]) for row in self.rows]


class ExtendForm(MadeForm):
    """Until when, and for whom."""

    until_day = forms.DateField(label=_("延到哪天"), widget=DayInput())
    until_time = forms.CharField(
        label=_("几点"), max_length=8, initial="24:00", help_text=_("24:00 是当天结束。")
    )
    scope = forms.ChoiceField(
        label=_("给谁延"), widget=forms.RadioSelect, initial="all",
        choices=[("all", _("所有人")), ("drafts", _("只给在某个时刻之前开始填的草稿"))],
    )  # fmt: skip
    before_day = forms.DateField(label=_("草稿在哪天之前开始"), required=False, widget=DayInput())
    before_time = forms.CharField(label=_("几点之前"), max_length=8, required=False)

    def clean(self) -> dict[str, Any]:
        """The two moments."""
        data = super().clean() or {}
        data["until"] = self._moment("until_day", "until_time")
        drafts = data.get("scope") == "drafts"
        data["drafts_before"] = self._moment("before_day", "before_time") if drafts else None
        return data

    def _moment(self, day: str, time: str) -> dt.datetime | None:
        data = self.cleaned_data
        if data.get(day) is None:
            if day not in self.errors:
                self.add_error(day, _("请填日期。"))
            return None
        try:
            return read_instant(f"{data[day].isoformat()}T{data.get(time) or '00:00'}")
        except ValueError:
            self.add_error(time, _("写成 17:30 或 24:00。"))
            return None
