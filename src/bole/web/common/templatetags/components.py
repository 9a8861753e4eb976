"""The small components of every page, as tags that take plain values."""

from __future__ import annotations

import functools
from typing import Final
from urllib.parse import quote

from django import template
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bole import levels
from bole.text import Lang, Text

register = template.Library()

FACES: Final = {
    "meets": ("b-yes", "m-yes"),
    "not_met": ("b-no", "m-no"),
    "facts_missing": ("b-open", "m-missing"),
    "people_decide": ("b-open", "m-people"),
    "later": ("b-cap", "m-later"),
    "unclaimed": ("b-cap", "m-unclaimed"),
}
TONES: Final = {"meets": "is-yes", "not_met": "is-no"}
WORDS: Final = {levels.NAMES[level]: word for level, word in levels.WORDS.items()} | {
    "unclaimed": Text("没主张", "Not claimed")
}


def language() -> Lang:
    """The language of the page."""
    return "en" if translation.get_language() == "en" else "zh"


@register.filter
def say(text: Text | str | None) -> str:
    """A core text in the language of the page."""
    return text.say(language()) if isinstance(text, Text) else str(text or "")


@register.filter
def stopped(words: str) -> str:
    """The words with the full stop of the page's language, once."""
    return words.rstrip("。.") + ("." if language() == "en" else "。")


@register.filter
def tone(standing: str) -> str:
    """The class that tints a box by its standing."""
    return TONES.get(standing, "is-open")


@register.simple_tag
def icon(name: str) -> SafeString:
    """A decorative symbol; the word beside it says the same."""
    return format_html('<svg class="b-i" aria-hidden="true"><use href="#i-{}"/></svg>', name)


@register.simple_tag
def mark(standing: str, size: str = "") -> SafeString:
    """A standing as shape, colour and word."""
    return _mark(standing, size, language())


@functools.cache
def _mark(standing: str, size: str, lang: Lang) -> SafeString:
    colour, symbol = FACES[standing]
    large = " b-mark-l" if size == "large" else ""
    return format_html(
        '<span class="b-mark {}{}"><svg aria-hidden="true"><use href="#{}"/></svg>{}</span>',
        colour,
        large,
        symbol,
        WORDS[standing].say(lang),
    )


@register.simple_tag
def cite(address: str, url: str = "", new: bool = False) -> SafeString:
    """A clause's address; a link to it where `url` is the page of clauses."""
    if not address:
        return SafeString("")
    if not url:
        return format_html('<span class="b-cite">{}</span>', address)
    target = format_html(' target="_blank" rel="noopener"') if new else SafeString("")
    return format_html(
        '<a class="b-cite" href="{}#{}"{}>{}</a>', url, anchor(address), target, address
    )


@register.filter
def anchor(address: str) -> str:
    """The address as it stands in a link."""
    return quote(address)


@register.simple_tag
def share(part: int, whole: int) -> str:
    """`part` of `whole` in a bar that is 240 wide."""
    return f"{240 * part / whole:.0f}" if whole else "0"


NEEDS: Final = {
    word: text
    for text, words in (
        (Text("必备", "Required"), ("required", "must", "必备")),
        (Text("有则交", "If you have it"), ("if_any", "optional", "有则交")),
        (Text("对应填报", "For what you claim"), ("claimed", "for_claims", "对应填报")),
        (Text("符合情形才交", "If it applies"), ("if_applies", "conditional", "符合情形才交")),
    )
    for word in words
}


@register.filter
def need(code: str) -> str:
    """For whom a material is needed; a code without words stands as it is."""
    return say(NEEDS.get(code, Text(code)))
