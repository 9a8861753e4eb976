"""`bole migrate`: the database brought up to date."""

from __future__ import annotations

import click

from bole.cli import lang_option
from bole.text import Lang, Text

DONE = Text(
    "数据库已是最新：应用了 {n} 个迁移", "The database is up to date: {n} migrations applied"
)


@click.command("migrate")
@lang_option
def command(lang: Lang) -> None:
    """Bring the database to the tables of this version.

    升级数据库：建表、改表；没有可做的就什么也不做。

    DATABASE_URL names the database; without it SQLite in BOLE_HOME. Run it at every upgrade, before
    the site starts, after a `bole backup`.
    """
    from bole.cli import site

    click.echo(DONE.format(n=site.operations("migrate").migrate()).say(lang))
