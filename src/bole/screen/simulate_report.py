"""The effects of a changed rule in words, and as a page with charts."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from bole.facts.vocabulary import Vocabulary
from bole.screen.page import heading, legend, page, stacked, table
from bole.screen.simulate import (
    DIMENSION_WORDS,
    DIMENSIONS,
    FACTS,
    KINDS,
    UNKNOWN,
    WORDS,
    Effects,
)
from bole.screen.suppress import LEAST, Cell
from bole.text import Lang, Text

COLOURS: Final = {"gains": "#14653f", "loses": "#a3261c", "opens": "#7fb3e6", "closes": "#8b94a3"}
TITLE: Final = Text("假如这样改", "What if")
SMALL: Final = Text(
    "不足 {n} 人的不显示；为了不能倒推，有时多隐去几格。“·”就是隐去的。",
    "Counts below {n} are not shown, nor others from which they could be worked out: “·”.",
).format(n=LEAST)
NOBODY: Final = Text("没有人的结果会变。", "Nobody's result would change.")


def effects_text(effects: Effects, *, lang: Lang) -> str:
    """A line a tier."""
    lines = []
    for tier in effects.moved:
        told = "  ".join(f"{WORDS[k].say(lang)} {cell(effects.total(tier, k))}" for k in KINDS)
        lines.append(f"{effects.tiers[tier].say(lang)}  {told}")
    return "\n".join([*(lines or [NOBODY.say(lang)]), SMALL.say(lang)])


def effects_html(
    effects: Effects, *, lang: Lang, vocabulary: Vocabulary, said: str, persons: int
) -> str:
    """The page."""
    return page(
        f"{TITLE.say(lang)} · {said}",
        _body(effects, lang=lang, vocabulary=vocabulary, said=said, persons=persons),
        lang=lang,
    )


def _body(
    effects: Effects, *, lang: Lang, vocabulary: Vocabulary, said: str, persons: int
) -> Iterator[str]:
    yield f"<h1>{escape(TITLE.say(lang))} {escape(said)}</h1>"
    people = Text("{n:,} 人", "{n:,} persons").format(n=persons)
    yield f'<p class="big">{escape(people.say(lang))}</p><p class="s">{escape(SMALL.say(lang))}</p>'
    if not effects.moved:
        yield f"<p>{escape(NOBODY.say(lang))}</p>"
        return
    kinds = [(WORDS[k].say(lang), COLOURS[k]) for k in KINDS]
    yield legend(kinds)
    heads = [(Text("类别", "Tier").say(lang), False), ("", False), *((w, True) for w, _ in kinds)]
    most = max(_sum(effects, t) for t in effects.moved)
    yield table(
        heads,
        [
            [
                escape(effects.tiers[t].say(lang)),
                _bar([effects.total(t, k) for k in KINDS], most, lang),
                *(cell(effects.total(t, k)) for k in KINDS),
            ]
            for t in effects.moved
        ],
    )
    for tier in effects.moved:
        yield heading(effects.tiers[tier], lang)
        for dimension in DIMENSIONS:
            yield from _dimension(effects, tier, dimension, lang=lang, vocabulary=vocabulary)


def _dimension(
    effects: Effects, tier: str, dimension: str, *, lang: Lang, vocabulary: Vocabulary
) -> Iterator[str]:
    rows = list(effects.table(tier, dimension))
    most = max((sum(c or 0 for c in cells[1:]) for _, cells in rows), default=0)
    word = DIMENSION_WORDS[dimension].say(lang)
    heads = [(word, False), ("", False), (Text("人数", "Persons").say(lang), True)]
    heads += [(WORDS[k].say(lang), True) for k in KINDS]
    yield f"<details><summary>{escape(word)}</summary>"
    yield table(
        heads,
        [
            [
                escape(group_word(g, dimension, vocabulary=vocabulary).say(lang)),
                _bar(cells[1:], most, lang),
                *map(cell, cells),
            ]
            for g, cells in rows
        ],
    )
    yield "</details>"


def group_word(group: str, dimension: str, *, vocabulary: Vocabulary) -> Text:
    """What a group is called."""
    if group == UNKNOWN:
        return Text("不知道", "unknown")
    fact = vocabulary.facts.get(FACTS.get(dimension, ""))
    if fact is None:
        return Text(group)
    catalogue = vocabulary.catalogue(fact)
    return catalogue.name(group) if "|" not in group else Text("多项", "several")


def _bar(cells: list[Cell], most: int, lang: Lang) -> str:
    parts = [(WORDS[k].say(lang), c or 0, COLOURS[k]) for k, c in zip(KINDS, cells, strict=True)]
    return stacked(parts, whole=most)


def _sum(effects: Effects, tier: str) -> int:
    return sum(effects.total(tier, k) or 0 for k in KINDS)


def cell(value: Cell) -> str:
    """A count as it is shown."""
    return "·" if value is None else f"{value:,}"
