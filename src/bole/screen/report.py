"""The report of a screening: one page with charts, and a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from bole import levels, units
from bole.problems import Problems, problem
from bole.screen.landing import land
from bole.screen.page import COLOURS, heading, legend, page, stacked, table
from bole.screen.summary import KIND_WORDS, SHOWN, Ask, Summary, write_json
from bole.screen.tally import KINDS
from bole.text import Lang, Text

TITLE: Final = Text("筛查报告", "Screening report")
NOT_A_DECISION: Final = Text(
    "这是按登记信息筛出的名单，不是认定结论；由人核实后再定。",
    "These are persons found from registered facts, not decisions; people check and decide.",
)
HEADS: Final = Text("类别", "Tier"), Text("分布", "Shares")
ASK: Final = Text("先问哪一项", "Ask this fact first")
ASK_NOTE: Final = Text(
    "“只差它”：待定的（人、类别）里，别的信息都不缺的有多少；要人定的部分仍要人定。",
    "“Only this missing”: how many open (person, tier) pairs lack no other fact; what people "
    "decide stays with them.",
)
NEAR: Final = Text("差一点的", "Near misses")
FAILS: Final = Text("最常见的不符合", "What fails most often")
CLAUSES: Final = Text("逐条", "Clause by clause")
MOST: Final = 15


def report_html(summary: Summary, *, lang: Lang) -> str:
    """The report as one page."""
    title = f"{TITLE.say(lang)} · {summary.programme.title.say(lang)}"
    return page(title, _body(summary, lang), lang=lang)


def _body(summary: Summary, lang: Lang) -> Iterator[str]:
    shown = [v for v in SHOWN if any(summary.count(o, v) for o in summary.tiers) or v >= 0]
    yield f"<h1>{escape(summary.programme.title.say(lang))}</h1>"
    day = Text("{r} · 截至 {d}", "{r} · as of {d}").format(r=TITLE, d=units.iso(summary.as_of))
    yield f'<p class="s">{escape(day.say(lang))}</p>'
    people = Text("{n:,} 人", "{n:,} persons").format(n=summary.tally.persons)
    yield f'<p class="big">{escape(people.say(lang))}</p><p>{escape(NOT_A_DECISION.say(lang))}</p>'
    yield heading(Text("各类别", "By tier"), lang)
    yield legend((levels.WORDS[v].say(lang), COLOURS[v]) for v in shown)
    heads = [(h.say(lang), False) for h in HEADS] + [(levels.WORDS[v].say(lang), True) for v in shown]  # fmt: skip
    yield table(heads, [_row(summary, o, shown, lang) for o in summary.tiers])
    yield from _ask(summary, lang)
    yield from _near(summary, lang)
    yield from _fails(summary, lang)
    yield f"<details><summary>{escape(CLAUSES.say(lang))}</summary>"
    heads[0] = (Text("条款", "Clause").say(lang), False)
    yield table(heads, [_row(summary, o, shown, lang) for o in summary.clauses])
    yield "</details>"


def _row(summary: Summary, output: Any, shown: list[int], lang: Lang) -> list[str]:
    parts = [(levels.WORDS[v].say(lang), summary.count(output, v), COLOURS[v]) for v in shown]
    bar = stacked(parts, whole=summary.tally.persons)
    label = escape(output.label.say(lang))
    if output.kind == "clause":
        label = f"{escape(output.formula.meta.cite)} {label}"
    return [label, bar, *(f"{n:,}" for _, n, _ in parts)]


def _ask(summary: Summary, lang: Lang) -> Iterator[str]:
    first: list[Ask] = summary.ask_first()[:MOST]
    if not first:
        return
    yield heading(ASK, lang, note=ASK_NOTE)
    most = max((a.settles for a in first), default=0) or 1
    words = (Text("事实", "Fact"), Text("只差它", "Only this missing"), Text("", ""), Text("涉及人数", "Persons"))  # fmt: skip
    heads = [(w.say(lang), n in (2, 3)) for n, w in enumerate(words)]
    heads = [heads[0], (heads[1][0], False), ("", True), heads[3]]
    rows = [
        [
            escape(a.label.say(lang)),
            stacked([(a.label.say(lang), a.settles, "#1f4b8f")], whole=most),
            f"{a.settles:,}",
            f"{a.persons:,}",
        ]
        for a in first
    ]
    yield table(heads, rows)


def _near(summary: Summary, lang: Lang) -> Iterator[str]:
    if not summary.tally.near:
        return
    yield heading(NEAR, lang)
    colours = {"one_fact": "#1f4b8f", "several_facts": "#f0c75e", "people": "#7fb3e6"}
    yield legend((KIND_WORDS[k].say(lang), colours[k]) for k in KINDS)
    heads = [(h.say(lang), False) for h in HEADS] + [(KIND_WORDS[k].say(lang), True) for k in KINDS]
    rows = []
    for output in summary.tiers:
        counts = [(KIND_WORDS[k].say(lang), summary.tally.near[output.name, k], colours[k]) for k in KINDS]  # fmt: skip
        whole = sum(n for _, n, _ in counts)
        rows.append([escape(output.label.say(lang)), stacked(counts, whole=whole), *(f"{n:,}" for _, n, _ in counts)])  # fmt: skip
    yield table(heads, rows)


def _fails(summary: Summary, lang: Lang) -> Iterator[str]:
    if not summary.tally.why:
        return
    yield heading(FAILS, lang)
    heads = [
        (Text("条件", "Condition").say(lang), False),
        (Text("人数", "Persons").say(lang), True),
    ]
    for output in summary.tiers:
        found = summary.failing(output.name)[:5]
        if not found:
            continue
        rows = [[escape(str(p.get(lang) or p.get("id") or "—")), f"{n:,}"] for p, n in found]
        yield f"<details><summary>{escape(output.label.say(lang))}</summary>{table(heads, rows)}</details>"


def workbook(summary: Summary, *, lang: Lang) -> bytes:
    """The summary as a workbook."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    bold = book.add_format({"bold": True, "text_wrap": True})
    kinds = [KIND_WORDS[k].say(lang) for k in KINDS]
    words = [levels.WORDS[v].say(lang) for v in SHOWN]
    tiers = [
        [
            o.label.say(lang),
            *(summary.count(o, v) for v in SHOWN),
            *(summary.tally.near[o.name, k] for k in KINDS),
        ]
        for o in summary.tiers
    ]
    clauses = [
        [o.formula.meta.cite, o.label.say(lang), *(summary.count(o, v) for v in SHOWN)]
        for o in summary.clauses
    ]
    ask = [[a.label.say(lang), a.fact, a.settles, a.persons] for a in summary.ask_first()]
    fails = [
        [o.label.say(lang), str(p.get("cite", "")), str(p.get(lang) or p.get("id") or ""), n]
        for o in summary.tiers
        for p, n in summary.failing(o.name)
    ]
    head = {
        Text("类别", "Tiers"): (["", *words, *kinds], tiers),
        Text("条款", "Clauses"): (["§", "", *words], clauses),
        Text("先问", "Ask first"): (
            [
                Text("事实", "Fact").say(lang),
                "id",
                Text("只差它", "Only this missing").say(lang),
                Text("涉及人数", "Persons").say(lang),
            ],
            ask,
        ),
        Text("不符合", "Not met"): (
            [
                Text("类别", "Tier").say(lang),
                "§",
                Text("条件", "Condition").say(lang),
                Text("人数", "Persons").say(lang),
            ],
            fails,
        ),
    }
    for name, (heads, rows) in head.items():
        sheet = book.add_worksheet(name.say(lang))
        sheet.write_row(0, 0, heads, bold)
        for n, row in enumerate(rows, 1):
            for c, value in enumerate(row):
                # Never a formula, whatever a label begins with.
                (sheet.write_string if isinstance(value, str) else sheet.write_number)(n, c, value)
        sheet.set_column(0, 2, 28)
        sheet.freeze_panes(1, 1)
    book.close()
    return data.getvalue()


def write_summary(summary: Summary, *, out: Path, lang: Lang) -> None:
    """Writes summary.json, reasons.json, summary.xlsx and report.html, each whole or not."""
    columns = {
        o.name: {
            "kind": o.kind,
            "zh": o.label.zh,
            "en": o.label.say("en"),
            "cite": o.formula.meta.cite,
        }
        for o in summary.outputs
    }
    try:
        write_json(out / "reasons.json", {"parts": summary.reasons, "columns": columns})
        write_json(out / "summary.json", summary.data())
        _put(out / "summary.xlsx", workbook(summary, lang=lang))
        _put(out / "report.html", report_html(summary, lang=lang).encode())
    except OSError as error:
        zh, en = f"写不了 {out}：{error.strerror}", f"Cannot write {out}: {error.strerror}"
        raise Problems([problem("screen.disk", zh, en)]) from error


def _put(path: Path, content: bytes) -> None:
    half = path.with_suffix(".half")
    half.write_bytes(content)
    land(half, path)
