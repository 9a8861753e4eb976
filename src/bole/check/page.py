"""The page of all rules, as docs/checks.md has it and `bole check --rules` prints it."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.rules import Rule, registry
from bole.text import Lang, Text

TITLE = Text("政策包检查", "Checks of a pack")
INTRO = Text(
    "`bole check PACK` 的规则。编号不会变。P 是包的问题，Q 是政策本身值得一看的地方（包没有错）。"
    "退出状态：0 没有要改的，1 有要改的，2 读不了。",
    "The rules of `bole check PACK`. Codes are stable. P is about the pack, Q about the policy itself "
    "(nothing is wrong with the pack). Exit status: 0 nothing to fix, 1 something to fix, 2 unreadable.",
)


def page(*, lang: Lang | None = None) -> str:
    """The page as Markdown, in one language or in both."""
    return "\n".join(_lines(lang)) + "\n"


def _lines(lang: Lang | None) -> Iterator[str]:
    yield f"# {_say(TITLE, lang, glue=' · ')}"
    yield ""
    yield _say(INTRO, lang, glue="\n\n")
    for rule in registry():
        yield from _rule(rule, lang)


def _rule(rule: Rule, lang: Lang | None) -> Iterator[str]:
    yield ""
    yield f"## {rule.code} {_say(rule.title, lang, glue=' · ')}"
    yield ""
    yield _say(rule.doc, lang, glue="\n\n")


def _say(text: Text, lang: Lang | None, *, glue: str) -> str:
    return text.say(lang) if lang else f"{text.zh}{glue}{text.say('en')}"
