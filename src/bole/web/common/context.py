"""What every template knows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import translation


def site(request: HttpRequest) -> dict[str, Any]:
    """The language to offer, and the path to come back to."""
    english = translation.get_language() == "en"
    return {
        "html_lang": "en" if english else "zh-CN",
        "other_language": ("zh-hans", "中文") if english else ("en", "English"),
        "here": request.get_full_path(),
    }
