"""`bole backup`: everything the site stores, as one encrypted file."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from bole.cli import lang_option
from bole.problems import Problems, problem
from bole.text import Lang, Text

DONE = Text(
    "{path}：{tables} 张表 {rows} 行，{files} 个文件，{size:.1f} MB",
    "{path}: {rows} rows of {tables} tables, {files} files, {size:.1f} MB",
)


@click.command("backup")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@lang_option
def command(path: Path, lang: Lang) -> None:
    """Write all rows and stored files into one encrypted file.

    备份：全部数据和文件，加密成一个文件。

    The site goes on running: rows are of one moment, and files are there before rows name them.
    The key comes from BOLE_BACKUP_KEY (base64, 32 bytes), else from BOLE_BACKUP_PASSPHRASE, else
    it asks. Keep it, BOLE_KEYS and BOLE_INDEX_KEY elsewhere: they are not in the backup.
    """
    from bole.cli import site

    done = site.operations("backup").backup(path, secret=ask_secret(twice=True, lang=lang))
    said = DONE.format(
        path=path, tables=done.tables, rows=done.rows, files=done.files, size=done.size / 1e6
    )
    click.echo(said.say(lang))


def ask_secret(*, twice: bool, lang: Lang) -> Any:
    """The key or passphrase of the environment, else one that is typed in."""
    from bole.cli import site

    sealing = site.operations("sealing")
    if found := sealing.secret_from(os.environ):
        return found
    if not sys.stdin.isatty():
        zh, en = "没有备份的密钥", "There is no key for the backup"
        hint = Text(
            "设置 BOLE_BACKUP_KEY（openssl rand -base64 32）或 BOLE_BACKUP_PASSPHRASE",
            "Set BOLE_BACKUP_KEY (openssl rand -base64 32) or BOLE_BACKUP_PASSPHRASE",
        )
        raise Problems([problem("backup_key", zh, en, hint=hint)])
    prompt = Text("口令", "Passphrase").say(lang)
    return sealing.Secret(
        passphrase=click.prompt(prompt, hide_input=True, confirmation_prompt=twice)
    )
