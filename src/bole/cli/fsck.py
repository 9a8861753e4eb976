"""`bole fsck`: whether rows, files, hashes and chains agree."""

from __future__ import annotations

import sys

import click

from bole.cli import lang_option
from bole.text import Lang, Text

FINE = Text("{label}：一致", "{label}: in order")
FOUND = Text("{label}：{n} 处不一致", "{label}: {n} that do not agree")
LEFT = Text("{label}：一致；{n} 个遗留", "{label}: in order; {n} left over")
LINE = Text("  {about}：{message}（{code}）", "  {about}: {message} ({code})")
DONE = Text("  处理了 {n} 个", "  {n} put right")
SHOWN = 50


@click.command("fsck")
@click.option("--repair", is_flag=True, help="Put right what can lose nothing: orphans go aside.")
@lang_option
def command(repair: bool, lang: Lang) -> None:
    """Check that rows, files, hashes, slots and audit chains agree.

    一致性检查：登记与文件、哈希、名额、提交、审计链。

    Ends with 1 where something does not agree. Files that no row has named for a day are left
    over: they are no fault, and --repair moves them to aside/. Nothing is ever deleted.
    """
    from bole.cli import site

    checking, wrong = site.operations("fsck"), 0
    for checked in checking.fsck():
        wrong += checked.wrong
        head = FOUND if checked.wrong else LEFT if checked.findings else FINE
        count = checked.wrong or len(checked.findings)
        click.echo(head.format(label=checked.label, n=count).say(lang))
        for one in checked.findings[:SHOWN]:
            said = LINE.format(about=one.about, message=one.message, code=one.code)
            click.echo(said.say(lang))
        if len(checked.findings) > SHOWN:
            click.echo("  …")
        if repair and (done := checking.repair(checked)):
            click.echo(DONE.format(n=done).say(lang))
    sys.exit(1 if wrong else 0)
