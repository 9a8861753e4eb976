"""A report as text for a terminal: an indented tree, the gaps under their clauses."""

from __future__ import annotations

from collections.abc import Iterator

from bole.explain.model import Line, Report, TierView
from bole.explain.report import headline
from bole.levels import WORDS
from bole.text import Lang, Text
from bole.units import iso

MARKS = {3: "●", 2: "◐", 1: "○", 0: "✕", -1: "…"}
KINDS = {
    "all": Text("全部", "all of"),
    "any": Text("任一", "any of"),
    "one_of": Text("任一", "any of"),
    "at_least": Text("若干", "some of"),
    "readings": Text("几种读法", "readings"),
    "soft": Text("可放宽", "can be relaxed"),
    "not": Text("排除", "excluded"),
}
HERE = Text("核对 {n} 个类别，判定日 {day}。符合条件不等于认定，结果由评审和会议决定。",
            "Tiers checked: {n}, as of {day}. Meeting the conditions is not recognition: people decide.")  # fmt: skip


def report_text(report: Report, *, lang: Lang = "zh", whole: int = 1) -> str:
    """The report as text; the first `whole` tiers with their trees, the others in a line."""
    lines = [HERE.format(n=len(report.tiers), day=iso(report.receipt.as_of)).say(lang), ""]
    for n, view in enumerate(report.tiers):
        lines += _tier(view, lang=lang, tree=n < whole)
    if report.missing:
        lines += [
            "",
            Text("先补这些，最能定下来：", "Tell these first, they decide most:").say(lang),
        ]
        settles = Text("能定 {n} 条", "clauses it bears on: {n}")
        for item in report.missing[:6]:
            lines.append(
                f"  - {item.label.say(lang)}  ({settles.format(n=item.settles).say(lang)})"
            )
    receipt = report.receipt
    rule = Text("规则 {p} 第 {v} 版 · 凭据号 {n}", "Rules {p} version {v} · receipt {n}")
    said = rule.format(p=receipt.pack, v=receipt.pack_version, n=receipt.number).say(lang)
    return "\n".join([*lines, "", said])


def _tier(view: TierView, *, lang: Lang, tree: bool) -> Iterator[str]:
    yield f"{MARKS[view.level]} {headline(view).say(lang)}"
    if not tree:
        return
    if view.timing is not None and view.timing.level != 3:
        yield from _line(view.timing, lang=lang, depth=1)
    for child in view.root.children:
        yield from _line(child, lang=lang, depth=1)
    yield ""


def _line(line: Line, *, lang: Lang, depth: int, settled: bool = False) -> Iterator[str]:
    """The line and those below; under a settled line nothing is left to do."""
    pad = "  " * depth
    kind = KINDS.get(line.kind)
    chip = f"[{kind.say(lang)}] " if kind else ""
    cite = f" §{line.cite}" if line.cite else ""
    yield f"{pad}{MARKS[line.level]} {chip}{line.label.say(lang)}{cite} — {WORDS[line.level].say(lang)}"
    settled = settled or line.level == 3
    yield from _below(line, lang=lang, pad=f"{pad}    ", settled=settled)
    for child in line.children:
        yield from _line(child, lang=lang, depth=depth + 1, settled=settled)


def _below(line: Line, *, lang: Lang, pad: str, settled: bool) -> Iterator[str]:
    if line.needed and not line.children:
        words = Text("要求 {need}；你有 {have}", "needed {need}; found {have}")
        have = line.found or Text("—")
        yield pad + words.format(need=line.needed, have=have).say(lang)
    if line.note:
        yield pad + line.note.say(lang)
    if not line.children and not settled:
        yield from (f"{pad}→ {change.text.say(lang)}" for change in line.gap)
        if line.materials and line.gap:
            shown = Text("材料 {n}", "materials {n}").format(n="、".join(line.materials))
            yield f"{pad}  {shown.say(lang)}"
