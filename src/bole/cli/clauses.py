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
    help="The tree as JSON, with a hash of every clause.",
)
@lang_option
def command(*, file: Path, as_json: bool, lang: str | None) -> None:
    """Read FILE, a numbered Chinese official text (UTF-8 or GBK), as a tree of clauses.

    从政策原文读出条款树：每一条的地址、行号和开头几个字。
    """
    root = read_clauses(read_text(file))
    if as_json:
        click.echo(json.dumps(to_json(root), ensure_ascii=False, indent=2))
        return
    for line in outline(root):
        click.echo(line)
