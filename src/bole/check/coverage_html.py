"""The coverage report as one page: the document on the left, what carries it on the right.

The page needs no script and fetches nothing, so it can be mailed, printed and archived.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import Final

from bole.check.carriers import Carrier, kind_of
from bole.check.coverage_style import STYLE
from bole.check.covering import PARTS, WHOLE, Covered
from bole.check.report import KINDS, CoverageReport
from bole.check.traces import NAMES
from bole.text import Lang, Text

#: How many of one kind are named before the rest is only counted.
FEW: Final = 3
LANGS: Final = {"zh": "zh-CN", "en": "en"}
MARKS: Final = """<svg width="0" height="0" aria-hidden="true">
<symbol id="yes" viewBox="0 0 20 20"><circle cx="10" cy="10" r="9" fill="currentColor"/><path d="M5.5 10.3l3 3 6-6.4" fill="none" stroke="#fff" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/></symbol>
<symbol id="no" viewBox="0 0 20 20"><rect x="1.5" y="1.5" width="17" height="17" rx="2" fill="none" stroke="currentColor" stroke-width="2"/><path d="M6.5 6.5l7 7m0-7l-7 7" stroke="currentColor" stroke-width="2.2" stroke-linecap="round"/></symbol>
</svg>"""

TITLE: Final = Text("条款覆盖", "Clause coverage")
COUNT: Final = Text("{c} / {n} 条有着落", "{c} of {n} clauses covered")
HOW: Final = Text(
    "左边是文件，右边是政策包里落实它的部分；都从引用和案例的运行得出，没有人工填写。",
    "The document on the left, the parts of the pack that carry it on the right; all of it comes from citations and from running the cases, none of it is declared.",
)
HEADS: Final = (Text("文件", "Document"), Text("落实在", "Carried by"), Text("案例", "Cases"))
NOT: Final = Text("没有着落", "Not covered")
CARRIED: Final = Text("已落实", "Carried")
QUIET: Final = Text("不用落实", "Needs no carrier")
UNCOVERED: Final = Text("没有着落的条款", "Clauses not covered")
DIFFERS: Final = Text("与原文不同", "Differs from the official text")
MORE: Final = Text("还有 {n} 处", "{n} more")
BELOW: Final = Text("由下面 {n} 条落实", "by the {n} clauses below")
ABOVE: Final = Text("随上一级条款", "with the clause above")
NAMED: Final = Text("{n} 个说到它", "{n} name it")
REACHED: Final = Text("{n} 个走到它", "{n} reach it")


def coverage_html(report: CoverageReport, *, lang: Lang) -> str:
    """The page, complete with its style."""
    return "\n".join(_page(report, lang=lang)) + "\n"


def _page(report: CoverageReport, *, lang: Lang) -> Iterator[str]:
    title = report.pack.document.title.say(lang)
    yield f'<!doctype html>\n<html lang="{LANGS[lang]}">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{TITLE.say(lang)} · {escape(title)}</title>\n<style>\n{STYLE}\n</style>"
    yield f"</head>\n<body>\n{MARKS}\n<main>"
    yield f'<p class="s">{TITLE.say(lang)}</p><h1>{escape(title)}</h1>'
    yield from _counts(report, lang=lang)
    yield from _listed(report, lang=lang)
    yield from _table(report, lang=lang)
    pack = report.pack
    yield f'<footer class="c">{escape(pack.id)} · {escape(pack.version)} · {pack.fingerprint[:12]}</footer>'
    yield "</main>\n</body>\n</html>"


def _counts(report: CoverageReport, *, lang: Lang) -> Iterator[str]:
    covered = len(report.rows) - len(report.uncovered)
    said = COUNT.format(c=covered, n=len(report.rows)).say(lang)
    yield f'<div class="counts"><span class="big">{report.percent:g}%</span><span class="s">{said}</span></div>'
    yield '<ul class="counts s">'
    for kind, done, total in report.by_kind():
        tone = "" if done == total else ' class="no"'
        name = KINDS.get(kind, Text(kind)).say(lang)
        yield f"<li{tone}>{escape(name)} {done}/{total}</li>"
    yield f'</ul><p class="s">{HOW.say(lang)}</p>'


def _listed(report: CoverageReport, *, lang: Lang) -> Iterator[str]:
    numbers = {r.address: n for n, r in enumerate(report.rows)}
    if report.uncovered:
        yield f"<h2>{UNCOVERED.say(lang)}</h2><ul>"
        for row in report.uncovered:
            label = escape(row.clause.label.say(lang))
            yield f'<li><a href="#c{numbers[row.address]}">§ {escape(row.address)}</a> {label}</li>'
        yield "</ul>"
    if report.differences:
        yield f"<h2>{DIFFERS.say(lang)}</h2><ul>"
        yield from (f"<li>{escape(d.text.say(lang))}</li>" for d in report.differences)
        yield "</ul>"


def _table(report: CoverageReport, *, lang: Lang) -> Iterator[str]:
    yield '<table><colgroup><col class="doc"><col><col class="cases"></colgroup><thead><tr>'
    yield "".join(f'<th scope="col">{h.say(lang)}</th>' for h in HEADS) + "</tr></thead><tbody>"
    for n, row in enumerate(report.rows):
        tone = "un" if not row.covered else "head" if row.clause.kind == "heading" else ""
        yield f'<tr id="c{n}"{f" class={tone}" if tone else ""}>'
        depth = min(row.address.count("/"), 4)
        yield f'<th scope="row" class="d{depth}">{_document(row, report=report, lang=lang)}</th>'
        yield f"<td>{_carried(row, lang=lang)}</td><td>{_cases(row, lang=lang)}</td></tr>"
    yield "</tbody></table>"


def _document(row: Covered, *, report: CoverageReport, lang: Lang) -> str:
    kind = KINDS.get(row.clause.kind, Text(row.clause.kind)).say(lang)
    head = f'<span class="cite">{escape(row.address)}</span> <span class="c">{escape(kind)}</span>'
    label = escape(row.clause.label.say(lang))
    clause = report.text.get(row.address)
    if clause is None:
        return f"{head}<br><b>{label}</b>" if row.clause.kind == "heading" else f"{head}<br>{label}"
    title = f"<b>{escape(clause.number)}{escape(clause.title)}</b>"
    words = f'{title}<div class="pre">{escape(clause.text)}</div>' if clause.text else title
    return f'{head}<div lang="zh-CN">{words}</div><div class="c">{label}</div>'


def _carried(row: Covered, *, lang: Lang) -> str:
    if not row.covered:
        return _mark("no", NOT.say(lang))
    if row.why_not and not row.via:
        return f'<span class="mark quiet">{QUIET.say(lang)}</span> <span class="s">{escape(row.why_not.say(lang))}</span>'
    said = _mark("yes", CARRIED.say(lang))
    if row.via == PARTS:
        return f'{said} <span class="s">{BELOW.format(n=len(row.parts)).say(lang)}</span>'
    if row.via == WHOLE:
        said += f' <span class="s">{ABOVE.say(lang)}</span>'
    groups = groupby(row.carried_by, key=lambda c: c.kind)
    return f"{said}<ul>{''.join(_group(k, list(g), lang=lang) for k, g in groups)}</ul>"


def _group(kind: str, carriers: list[Carrier], *, lang: Lang) -> str:
    title = kind_of(kind).title.say(lang)
    shown = [_named(c, lang=lang) for c in carriers[:FEW]]
    rest = [escape(c.id) for c in carriers[FEW:]]
    more = ""
    if rest:
        said = MORE.format(n=len(rest)).say(lang)
        more = (
            f'<details><summary>{said}</summary><span class="c">{"、".join(rest)}</span></details>'
        )
    return f'<li><span class="kind s">{escape(title)}</span>{"<br>".join(shown)}{more}</li>'


def _named(carrier: Carrier, *, lang: Lang) -> str:
    return f'{escape(carrier.label.say(lang))} <span class="c">{escape(carrier.id)}</span>'


def _cases(row: Covered, *, lang: Lang) -> str:
    naming = [t for t in row.traces if t.how == NAMES]
    parts = []
    if naming:
        ids = "、".join(escape(t.id) for t in naming)
        said = NAMED.format(n=len(naming)).say(lang)
        parts.append(f'<details><summary>{said}</summary><span class="c">{ids}</span></details>')
    if len(row.traces) > len(naming):
        said = REACHED.format(n=len(row.traces) - len(naming)).say(lang)
        parts.append(f'<span class="s">{said}</span>')
    return "".join(parts)


def _mark(id: str, word: str) -> str:
    return f'<span class="mark {id}"><svg aria-hidden="true"><use href="#{id}"/></svg>{word}</span>'
