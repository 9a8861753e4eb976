"""`bole clauses`: the clause tree of an official text."""

from __future__ import annotations

import json
from pathlib import Path

import click

from bole.clauses import read_clauses, read_text, to_json
from bole.clauses.outline import outline
from bole.cli import lang_option


@click.command("clauses")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="条款树的 JSON，含每条指纹 / the tree as JSON, with hashes.",
)
@lang_option
def command(*, file: Path, as_json: bool, lang: str | None) -> None:
    """从政策原文读出条款树与条款地址。

    The clause tree of a numbered Chinese official text (UTF-8 or GBK), with the address, lines
    and first words of every clause.
    """
    root = read_clauses(read_text(file))
    if as_json:
        click.echo(json.dumps(to_json(root), ensure_ascii=False, indent=2))
        return
    for line in outline(root):
        click.echo(line)
