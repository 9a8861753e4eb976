"""What all forms have in common: the look of their controls, and problems told beside fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from bole.problems import Problem, Problems
from bole.web.common.templatetags.components import say


class PlainForm(forms.Form):
    """A form whose controls have the site's look; browsers do not check it, the server does."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = gettext("请填写。")
            if not isinstance(field.widget, forms.CheckboxInput | forms.RadioSelect):
                field.widget.attrs.setdefault("class", "b-in")

    def tell(
        self, problems: Problems, *, beside: Mapping[str, str] | None = None, field: str = ""
    ) -> None:
        """Adds what a service refused: beside `field`, or where `beside` has a code or its start.

        What neither has a field for stands above the form.
        """
        for problem in problems.problems:
            name = _beside(problem.code, beside or {}) or field
            self.add_error(name if name in self.fields else None, said(problem))


def form_page(request: HttpRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """The page of `context["form"]` (None: there is nothing to fill in); 422 where it has errors."""
    form = context["form"]
    return render(request, template, dict(context), status=422 if form and form.errors else 200)


class DayInput(forms.DateInput):
    """A day, picked or typed."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def said(problem: Problem) -> str:
    """The message and the hint; Chinese sentences stand without a space between them."""
    parts = [say(text) for text in (problem.message, problem.hint) if text]
    return ("" if parts[0].endswith(("。", "！", "？")) else " ").join(parts)


def _beside(code: str, beside: Mapping[str, str]) -> str | None:
    return next((name for start, name in beside.items() if code.startswith(start)), None)
