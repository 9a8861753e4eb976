"""`bole restore`: a backup put into an empty database, or only tried."""

from __future__ import annotations

from pathlib import Path

import click

from bole.cli import lang_option
from bole.cli.backup import ask_secret
from bole.text import Lang, Text

DONE = Text(
    "已恢复 {at} 的备份，逐项比对一致：{rows} 行，{files} 个文件",
    "Restored the backup of {at}, everything compared: {rows} rows, {files} files",
)
SOUND = Text(
    "{at} 的备份完好：{rows} 行，{files} 个文件，哈希全部一致",
    "The backup of {at} is sound: {rows} rows, {files} files, every hash as it should be",
)


@click.command("restore")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--check", is_flag=True, help="Only read it and compare every hash.")
@lang_option
def command(path: Path, check: bool, lang: Lang) -> None:
    """Put a backup into an empty database and folder of files.

    恢复：只能恢复到空的数据库；逐行逐文件比对后才算完成。

    SQLite and PostgreSQL alike, whichever the backup is of. Where rows, or files with another
    content, are there already, nothing is changed. A backup of an older bole is brought up to date.
    """
    from bole.cli import site

    secret = ask_secret(twice=False, lang=lang)
    restoring = site.operations("restore")
    with path.open("rb") as source:
        done = (restoring.verify if check else restoring.restore)(source, secret=secret)
    said = (SOUND if check else DONE).format(at=done.at, rows=done.rows, files=len(done.files))
    click.echo(said.say(lang))
