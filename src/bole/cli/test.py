"""`bole test PACK`: the pack's hand-derived cases, and mutants that no case notices."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any

import click

from bole.check.cases import CaseResult
from bole.check.mutants import run_mutants
from bole.cli import lang_option
from bole.cli.mutants_text import mutants_data, mutants_lines
from bole.cli.opening import opened, skip_broken_option
from bole.policy.cases import Case
from bole.policy.pack import Pack
from bole.problems import Problems, did_you_mean, problem
from bole.text import Lang, Text


@click.command()
@click.argument("pack")
@click.option("--case", "wanted", multiple=True, help="Only this case, or cases that begin so.")
@click.option(
    "--mutants", is_flag=True, help="Change the pack in small ways; some case must notice."
)
@click.option("--unit", default="", help="Only mutants of criteria whose id begins so.")
@skip_broken_option
@click.option("--json", "as_json", is_flag=True, help="Machine-readable answer.")
@lang_option
def command(
    *,
    pack: str,
    wanted: tuple[str, ...],
    mutants: bool,
    unit: str,
    skip_broken: bool,
    as_json: bool,
    lang: Lang,
) -> None:
    """Run the cases of PACK (an id, a unique part of one, or a folder).

    跑政策包的案例：每一条应是什么结论、实际是什么。Exit status: 0 all pass, 1 some differ, 2 unreadable.
    With --mutants, every mutant must fail a case or stand in mutants.yaml with a reason.
    """
    context = opened(pack, skip_broken=skip_broken, lang=lang)
    results = tuple(context.runner.run(c) for c in _wanted(context.cases, wanted=wanted))
    fates = run_mutants(context, unit=unit) if mutants else None
    if as_json:
        data = _data(context.pack, results, lang=lang)
        if fates is not None:
            data |= mutants_data(fates, lang=lang)
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        lines = [*_lines(results, lang=lang)]
        lines += mutants_lines(fates, lang=lang) if fates is not None else ()
        click.echo("\n".join(lines))
    good = all(r.passed for r in results)
    good = good and (fates is None or not (fates.survivors or fates.stale))
    sys.exit(0 if good else 1)


def _wanted(cases: tuple[Case, ...], *, wanted: tuple[str, ...]) -> tuple[Case, ...]:
    if not wanted:
        return cases
    found = tuple(c for c in cases if any(c.id == w or c.id.startswith(w) for w in wanted))
    if not found:
        word = wanted[0]
        hint = did_you_mean(word, among=[c.id for c in cases])
        zh, en = f"没有案例“{word}”", f"There is no case {word!r}"
        raise Problems([problem("case", zh, en, hint=hint)])
    return found


def _lines(results: Iterable[CaseResult], *, lang: Lang) -> Iterable[str]:
    total = failed = 0
    for result in results:
        total += 1
        if result.passed:
            continue
        failed += 1
        case = result.case
        yield f"✗ {case.id}  {case.where}"
        for difference in result.differences:
            yield f"    {difference.text.say(lang)}"
        yield f"    {Text('依据', 'Why').say(lang)} {case.cite}：{case.why.say(lang)}"
    if not total:
        yield Text("没有案例。", "There are no cases.").say(lang)
    elif failed:
        yield Text(f"{total} 个案例，{failed} 个不对。", f"{total} cases, {failed} differ.").say(
            lang
        )
    else:
        yield Text(f"{total} 个案例，全部通过。", f"{total} cases, all pass.").say(lang)


def _data(pack: Pack, results: Iterable[CaseResult], *, lang: Lang) -> dict[str, Any]:
    listed = [
        {
            "id": r.case.id,
            "passed": r.passed,
            "cite": r.case.cite,
            "differences": [d.text.say(lang) for d in r.differences],
        }
        for r in results
    ]
    return {"pack": pack.id, "passed": all(r.passed for r in results), "cases": listed}
