"""`bole new REGION/PROGRAMME/YEAR`: a pack to fill in, with every clause of the document listed."""

from __future__ import annotations

import os
from pathlib import Path

import click

from bole.clauses import read_clauses, read_text
from bole.cli import lang_option
from bole.policy import library
from bole.policy.skeleton import TEMPLATE, write_skeleton
from bole.problems import Problems, problem
from bole.text import Lang, Text


@click.command()
@click.argument("name", metavar="REGION/PROGRAMME/YEAR")
@click.option("--source", type=click.Path(path_type=Path), help="The official text (UTF-8 or GBK).")
@click.option("--into", type=click.Path(path_type=Path), help="Folder of packs (default: below).")
@lang_option
def command(*, name: str, source: Path | None, into: Path | None, lang: Lang) -> None:
    """Make a skeleton pack: what is still to write is marked, every clause is listed.

    新建政策包骨架。It goes into the first folder of BOLE_PACKS, or into policies/ of a checkout. The
    document's sentences are not copied: clauses.yaml holds addresses and hashes.
    """
    base = into or _base()
    tree = read_clauses(read_text(source)) if source else None
    written = write_skeleton(
        name.strip("/"), into=base, template=library.home() / TEMPLATE, source=tree
    )
    for path in written:
        click.echo(str(path))
    folder = base / name.strip("/")
    said = Text(
        f"接着：填好写着“待写”的地方，再跑 bole check {folder}",
        f"Next: fill in what says 待写, then run bole check {folder}",
    )
    click.echo(said.say(lang))


def _base() -> Path:
    """Where new packs go; raises Problems where there is no place of one's own."""
    own = [p for p in os.environ.get("BOLE_PACKS", "").split(os.pathsep) if p]
    if own:
        return Path(own[0])
    if (library.home().parent / "pyproject.toml").is_file():
        return library.home()
    zh, en = "不知道放在哪里", "There is no folder to put it in"
    hint = Text("设置 BOLE_PACKS，或写 --into 目录", "Set BOLE_PACKS, or give --into DIR")
    raise Problems([problem("into", zh, en, hint=hint)])
