"""`bole coverage PACK`: every clause of the document, and what in the pack carries it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from bole.check.coverage_html import coverage_html
from bole.check.report import KINDS, CoverageReport, coverage_data, report_coverage
from bole.clauses import read_clauses, read_text
from bole.cli import lang_option
from bole.cli.opening import opened, skip_broken_option
from bole.problems import Problems, problem
from bole.text import Lang, Text

FILE = click.Path(path_type=Path)
TOTAL = Text("{p}：{n} 条，{c} 条有着落（{x:g}%）。", "{p}: {n} clauses, {c} covered ({x:g}%).")
NONE = Text(
    "{p}：没有列出条款，写 clauses.yaml（bole new --source 会列出每一条）。",
    "{p}: no clauses are listed; write clauses.yaml (bole new --source lists every one).",
)


@click.command()
@click.argument("pack")
@click.option("--source", type=FILE, help="The official text: compare clause by clause.")
@click.option("--html", type=FILE, help="Write the report as one page to this file.")
@skip_broken_option
@click.option("--json", "as_json", is_flag=True, help="Machine-readable answer.")
@lang_option
def command(
    *,
    pack: str,
    source: Path | None,
    html: Path | None,
    skip_broken: bool,
    as_json: bool,
    lang: Lang,
) -> None:
    """Show for every clause of PACK (an id, a unique part, or a folder) what carries it.

    逐条看：文件的每一条落实在政策包的哪里，哪些案例说到它，没有落实的为什么。Exit status: 0 every clause
    covered and the text the same, 1 not, 2 unreadable.
    """
    context = opened(pack, skip_broken=skip_broken, lang=lang)
    tree = read_clauses(read_text(source)) if source else None
    report = report_coverage(context, source=tree)
    if html:
        _write(html, coverage_html(report, lang=lang))
    if as_json:
        click.echo(json.dumps(coverage_data(report, lang=lang), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_lines(report, lang=lang)))
    sys.exit(0 if report.good else 1)


def _write(path: Path, page: str) -> None:
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        zh, en = f"写不了 {path}：{error.strerror}", f"Cannot write {path}: {error.strerror}"
        raise Problems([problem("html", zh, en)]) from error


def _lines(report: CoverageReport, *, lang: Lang) -> Iterator[str]:
    if not report.rows:
        yield NONE.format(p=report.pack.id).say(lang)
        return
    total = len(report.rows)
    covered = total - len(report.uncovered)
    yield TOTAL.format(p=report.pack.id, n=total, c=covered, x=report.percent).say(lang)
    for kind, done, n in report.by_kind():
        yield f"  {KINDS.get(kind, Text(kind)).say(lang)} {done}/{n}"
    if report.uncovered:
        yield Text("没有着落的：", "Not covered:").say(lang)
    for row in report.uncovered:
        word = KINDS.get(row.clause.kind, Text(row.clause.kind)).say(lang)
        yield f"  ✕ {row.address}  {row.clause.label.say(lang)}  [{word}]"
    if report.differences:
        yield Text("与原文不同的：", "Differs from the text:").say(lang)
    yield from (f"  ≠ {d.text.say(lang)}" for d in report.differences)
