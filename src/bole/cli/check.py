"""`bole check [PACK …]`: what is wrong with a pack, and what is odd about its policy."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from bole.check.findings import findings_page
from bole.check.lint import Findings, check_pack
from bole.check.page import page
from bole.check.rules import registry
from bole.cli import lang_option
from bole.cli.opening import opened, skip_broken_option
from bole.policy import library
from bole.policy.pack import Pack
from bole.problems import Problem, Problems, did_you_mean, problem
from bole.text import Lang, Text

#: How many warnings of one kind are shown one by one.
FEW = 12
HEADS = {
    "errors": Text("要改的", "To fix"),
    "warnings": Text("提醒", "Warnings"),
    "policy": Text(
        "关于政策本身（包没有错，供制定部门参考）",
        "About the policy itself (nothing is wrong with the pack)",
    ),
}


@click.command()
@click.argument("packs", nargs=-1)
@click.option("--rules", is_flag=True, help="List the rules with their codes, and stop.")
@click.option(
    "--only", "codes", multiple=True, help="Only rules of this code (P001 …); repeatable."
)
@click.option("--policy", "policy", is_flag=True, help="Only what is odd about the policy itself.")
@click.option(
    "--markdown", is_flag=True, help="The same as a page for the policy's authors, with clauses."
)
@click.option("--about", default="", help="Only findings with this word in place or message.")
@skip_broken_option
@click.option("--json", "as_json", is_flag=True, help="Machine-readable answer.")
@lang_option
def command(
    *,
    packs: tuple[str, ...],
    rules: bool,
    codes: tuple[str, ...],
    policy: bool,
    markdown: bool,
    about: str,
    skip_broken: bool,
    as_json: bool,
    lang: Lang,
) -> None:
    """Check PACKS (ids, unique parts of ids, or folders); all packs where none is named.

    检查政策包：写法、依据、案例覆盖。Exit status: 0 nothing to fix, 1 something to fix, 2 unreadable.
    """
    if rules:
        click.echo(page(lang=lang), nl=False)
        return
    _known(codes)
    if markdown:
        names = packs or tuple(library.pack_folders())
        contexts = (opened(n, skip_broken=skip_broken, lang=lang) for n in names)
        click.echo(findings_page(contexts), nl=False)
        return
    if policy:
        codes = tuple(rule.code for rule in registry() if rule.about_policy)
    status, answers = 0, []
    for name in packs or tuple(library.pack_folders()):
        try:
            context = opened(name, skip_broken=skip_broken, lang=lang)
            findings = check_pack(context, codes=codes, about=about)
        except Problems as problems:
            status = 2
            answers.append(_unreadable(name, problems, lang=lang))
            if not as_json:
                click.echo(problems.render(lang=lang), err=True)
            continue
        status = max(status, 1 if findings.errors else 0)
        answers.append(_data(context.pack, findings, lang=lang))
        if not as_json:
            click.echo("\n".join(_lines(context.pack, findings, lang=lang)))
    if as_json:
        click.echo(json.dumps({"packs": answers}, ensure_ascii=False, indent=1))
    sys.exit(status)


def _known(codes: Iterable[str]) -> None:
    known = [rule.code for rule in registry()]
    unknown = [c for c in codes if c not in known]
    if unknown:
        listed = Text(f"现有：{'、'.join(known)}", f"There are: {', '.join(known)}")
        hint = did_you_mean(unknown[0], among=known, more=listed)
        zh, en = f"没有规则“{unknown[0]}”", f"There is no rule {unknown[0]!r}"
        raise Problems([problem("code", zh, en, hint=hint)])


def _lines(pack: Pack, findings: Findings, *, lang: Lang) -> Iterator[str]:
    for kind, head in HEADS.items():
        listed: tuple[Problem, ...] = getattr(findings, kind)
        if listed:
            yield f"{head.say(lang)} ({len(listed)})"
            yield from _listed(listed, all_of_them=kind == "errors", lang=lang)
    errors, warnings = len(findings.errors), len(findings.warnings)
    total = Text(
        f"{pack.id}：{errors} 处要改，{warnings} 处提醒。",
        f"{pack.id}: {errors} to fix, {warnings} warnings.",
    )
    yield (
        total.say(lang)
        if errors or warnings
        else f"{pack.id}: {Text('没有问题。', 'nothing to fix.').say(lang)}"
    )


def _listed(problems: tuple[Problem, ...], *, all_of_them: bool, lang: Lang) -> Iterator[str]:
    """The problems; of warnings of one code only the first few."""
    counts = Counter(p.code for p in problems)
    shown: Counter[str] = Counter()
    for found in problems:
        shown[found.code] += 1
        if all_of_them or shown[found.code] <= FEW or counts[found.code] == FEW + 1:
            yield _indented(found, lang=lang)
        elif shown[found.code] == FEW + 1:
            more = counts[found.code] - FEW
            said = Text(
                f"… 还有 {more} 处 {found.code}（--json 看全部）",
                f"… {more} more {found.code} (--json shows all)",
            )
            yield f"  {said.say(lang)}"


def _indented(found: Problem, *, lang: Lang) -> str:
    short = Problem(found.code, found.message, None, found.hint)
    place = f"  {_place(found)}" if found.where else ""
    return f"  {short.render(lang=lang)}{place}".replace("\n", "\n  ")


def _place(found: Problem) -> str:
    """The place as it is reached from here."""
    assert found.where is not None
    path = Path(found.where.file)
    if path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    return ":".join([str(path), *(str(n) for n in (found.where.line, found.where.column) if n)])


def _data(pack: Pack, findings: Findings, *, lang: Lang) -> dict[str, Any]:
    kinds = {k: [_problem(p, lang=lang) for p in getattr(findings, k)] for k in HEADS}
    return {"pack": pack.id, "readable": True, **kinds}


def _unreadable(name: str, problems: Problems, *, lang: Lang) -> dict[str, Any]:
    listed = [_problem(p, lang=lang) for p in problems.problems]
    return {"pack": name, "readable": False, "errors": listed, "warnings": [], "policy": []}


def _problem(found: Problem, *, lang: Lang) -> dict[str, Any]:
    where = found.where
    return {
        "code": found.code,
        "message": found.message.say(lang),
        "hint": found.hint.say(lang) if found.hint else None,
        "file": where.file if where else None,
        "line": where.line if where and where.line else None,
        "column": where.column if where and where.column else None,
    }
