"""Pages with answers in them, which neither browsers nor anybody between keep."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def unkept_page(
    section: str, request: HttpRequest, template: str, context: Mapping[str, Any], *,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The page `<section>/<template>.html` of a feature, to be stored nowhere."""
    shown = {"section": section, **context}
    response = render(request, f"{section}/{template}.html", shown, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
