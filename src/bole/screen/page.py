"""Pages that stand alone: no script, nothing fetched; bars as SVG with their numbers beside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from bole.text import Lang, Text

LANGS: Final = {"zh": "zh-CN", "en": "en"}
STYLE: Final = """
:root { --ink: #17202c; --ink-2: #465263; --line: #d9dfe7; --paper: #fff; --ground: #f4f6f9; --accent: #1f4b8f; }
*, ::before, ::after { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: var(--paper); line-height: 1.6; font-feature-settings: "tnum" 1; overflow-wrap: anywhere;
  font-family: "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif; }
main { max-width: 1100px; margin-inline: auto; padding: 2rem 1.5rem 3rem; }
h1, h2, h3 { font-weight: 600; line-height: 1.35; margin: 0; } h1 { font-size: 1.75rem; } h2 { font-size: 1.375rem; margin: 2.5rem 0 0.5rem; }
p { margin: 0 0 0.75rem; } .s { font-size: 0.875rem; color: var(--ink-2); } .big { font-size: 2.25rem; line-height: 1.3; font-weight: 600; }
.wide { overflow-x: auto; } table { width: 100%; border-collapse: collapse; font-size: 0.9375rem; }
th, td { text-align: left; vertical-align: middle; padding: 0.4rem 0.6rem; border-bottom: 1px solid var(--line); }
td.n, th.n { text-align: right; white-space: nowrap; } thead th { font-size: 0.8125rem; color: var(--ink-2); font-weight: 600; border-bottom-width: 2px; }
tbody th { font-weight: 400; } td.bar { min-width: 12rem; width: 34%; } svg { display: block; width: 100%; height: 1.1rem; }
ul.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; padding: 0; margin: 0.5rem 0; font-size: 0.875rem; }
ul.legend i { display: inline-block; width: 0.9em; height: 0.9em; margin-right: 0.4em; vertical-align: -0.1em; border: 1px solid rgb(0 0 0 / .25); }
details { margin: 0.5rem 0; } summary { cursor: pointer; color: var(--accent); } summary:focus-visible { outline: 3px solid #f0b429; outline-offset: 2px; }
@media print { main { max-width: none; padding: 0; } details { display: block; } }
"""
#: Meets, people decide, facts missing, not met, later: apart in lightness too.
COLOURS: Final = {3: "#14653f", 2: "#7fb3e6", 1: "#f0c75e", 0: "#d9dfe7", -1: "#8b94a3"}


def page(title: str, body: Iterable[str], *, lang: Lang) -> str:
    """A whole page."""
    return (
        f'<!doctype html>\n<html lang="{LANGS[lang]}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(body)
        + "\n</main>\n</body>\n</html>\n"
    )


def table(heads: Sequence[tuple[str, bool]], rows: Iterable[Sequence[str]]) -> str:
    """A table; heads say whether their column holds numbers; cells are HTML."""
    head = "".join(f'<th scope="col"{_n(n)}>{escape(h)}</th>' for h, n in heads)
    lines = []
    for row in rows:
        cells = [f'<th scope="row">{row[0]}</th>']
        cells += [
            f"<td{_n(n)}{' class=bar' if c.startswith('<svg') else ''}>{c}</td>"
            for (_, n), c in zip(heads[1:], row[1:], strict=True)
        ]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{"".join(lines)}</tbody></table></div>'


def _n(number: bool) -> str:
    return " class=n" if number else ""


def stacked(parts: Sequence[tuple[str, int, str]], *, whole: int) -> str:
    """A bar of parts (word, number, colour), together at most `whole`."""
    x, drawn, said = 0.0, [], []
    for word, number, colour in parts:
        width = 100 * number / whole if whole else 0
        if number:
            drawn.append(f'<rect x="{x:.3f}" width="{width:.3f}" height="10" fill="{colour}"><title>{escape(word)} {number:,}</title></rect>')  # fmt: skip
            said.append(f"{word} {number:,}")
        x += width
    label = escape(", ".join(said))
    return f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{label}"><rect width="100" height="10" fill="#f4f6f9"/>{"".join(drawn)}</svg>'


def legend(words: Iterable[tuple[str, str]]) -> str:
    """What colours mean."""
    items = "".join(f'<li><i style="background:{c}"></i>{escape(w)}</li>' for w, c in words)
    return f'<ul class="legend">{items}</ul>'


def heading(text: Text, lang: Lang, *, note: Text | None = None) -> str:
    """A second heading, with a sentence below where there is one."""
    below = f'<p class="s">{escape(note.say(lang))}</p>' if note else ""
    return f"<h2>{escape(text.say(lang))}</h2>{below}"
