"""Log lines without personal data: each one is cleaned as a whole, its traceback too."""

from __future__ import annotations

import contextvars
import logging
import re
from typing import Final

#: The number of the request at hand.
REQUEST: Final = contextvars.ContextVar("request", default="-")
_RULES: Final = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        # What a database says of a row: the values of the columns.
        (r"(?s)(DETAIL:\s+).*?(?=\n\S|\n\n|\Z)", r"\1…"),
        # What follows the question mark, and links that let somebody in.
        (r"\?[^\s'\"<>]*=[^\s'\"<>]*", "?…"),
        (r"(/(?:activate|as)/)[^/\s'\"]+", r"\1…"),
        (r"[^\s'\"<>(=:,]+@[\w-]+(?:\.[\w-]+)+", "…@…"),
        # Identity numbers, phone numbers, and other long rows of digits; credit codes.
        (r"(?<![0-9A-Fa-f-])[1-9]\d{16}[\dXx](?![0-9A-Fa-f])", "<id>"),
        (
            r"(?<![0-9A-Fa-f.-])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![0-9A-Fa-f])",
            "<phone>",
        ),
        # Whatever is written in Chinese between quotes: what a person typed.
        (r"(?<=['\"])[^'\"\n]*[\u3400-\u9fff\U00020000-\U0003ffff][^'\"\n]*(?=['\"])", "…"),
    )
)


class Clean(logging.Formatter):
    """Level, logger, request and message, cleaned; a traceback keeps its places, not its words."""

    def __init__(self) -> None:
        super().__init__("%(levelname)s %(name)s [%(request)s] %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The whole text of the record."""
        record.request = REQUEST.get()
        return cleaned(super().format(record))


def cleaned(text: str) -> str:
    """The text without what may say who somebody is."""
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    return text
