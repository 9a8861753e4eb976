"""`bole diff PACK_A PACK_B`: what changed between two packs, in plain words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click

from bole.check.diff import Change, diff_packs, related
from bole.cli import lang_option
from bole.policy import library
from bole.policy.pack import Pack
from bole.text import Lang, Text

MARKS = {"added": "+", "removed": "-", "changed": "~", "moved": ">"}
SAME = Text("两个政策包内容相同。", "The two packs say the same.")
ONLY_WORDS = Text(
    "政策没有不同，只有我们自己的说明文字不同。",
    "The policy is the same; only our own words differ.",
)
APART = Text(
    "这是两份不同的文件：只按名称对照，条款号各是各的。",
    "These are two different documents: things are matched by name, clauses are each their own.",
)
TOTAL = Text("{n} 处不同。", "{n} differences.")


@click.command()
@click.argument("a", metavar="PACK_A")
@click.argument("b", metavar="PACK_B")
@click.option("--json", "as_json", is_flag=True, help="Machine-readable answer.")
@lang_option
def command(*, a: str, b: str, as_json: bool, lang: Lang) -> None:
    """Say in plain words what changed from PACK_A to PACK_B (ids, unique parts, or folders).

    两个政策包或两个版本有什么不同：类别、条件、参数、日期、材料、环节、限额、待遇。In the order of the document.
    """
    old, new = library.find_pack(a), library.find_pack(b)
    changes = diff_packs(old, new)
    if as_json:
        click.echo(json.dumps(_data(old, new, changes, lang=lang), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_lines(old, new, changes, lang=lang)))


def _lines(a: Pack, b: Pack, changes: tuple[Change, ...], *, lang: Lang) -> Iterator[str]:
    yield f"{a.id}（{a.version}） → {b.id}（{b.version}）"
    if not changes:
        yield (SAME if a.fingerprint == b.fingerprint else ONLY_WORDS).say(lang)
        return
    if not related(a, b):
        yield APART.say(lang)
    for change in changes:
        cite = f"§{change.cite} " if change.cite else ""
        yield f"{MARKS[change.what]} {cite}{change.sentence.say(lang)}"
    yield TOTAL.format(n=len(changes)).say(lang)


def _data(a: Pack, b: Pack, changes: tuple[Change, ...], *, lang: Lang) -> dict[str, Any]:
    return {
        "a": _pack(a),
        "b": _pack(b),
        "equal": not changes,
        "related": related(a, b),
        "identical": a.fingerprint == b.fingerprint,
        "changes": [_change(c, lang=lang) for c in changes],
    }


def _pack(pack: Pack) -> dict[str, str]:
    return {"id": pack.id, "version": pack.version, "sha256": pack.fingerprint}


def _change(change: Change, *, lang: Lang) -> dict[str, str]:
    return {
        "part": change.part,
        "what": change.what,
        "id": change.id,
        "cite": change.cite,
        "subject": change.subject.say(lang),
        "text": change.text.say(lang),
        "before": change.before.say(lang),
        "after": change.after.say(lang),
    }
