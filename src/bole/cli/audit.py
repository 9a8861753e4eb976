"""`bole audit verify` and `bole audit anchor`."""

from __future__ import annotations

import sys

import click

from bole.cli import lang_option
from bole.text import Lang, Text

HOLDS = Text(
    "审计完好：{chains} 条链，{entries} 条记录（{erased} 条说明已按期抹去），{anchors} 个存证",
    "The audit holds: {chains} chains, {entries} entries ({erased} erased in their time),"
    " {anchors} anchors",
)
ANCHORED = Text("{day}：{chains} 条链，根 {root}", "{day}: {chains} chains, root {root}")


@click.group("audit")
def command() -> None:
    """Verify the audit, and anchor it.

    核对审计链，每日存证。
    """


@command.command("verify")
@lang_option
def verify(lang: Lang) -> None:
    """Look through every chain and every anchor; exit status 1 where one does not hold."""
    from bole.cli import site

    found = site.feature("audit.verify").verify()
    for broken in found.broken:
        click.echo(f"✕ {broken.place}: {broken.what.say(lang)}", err=True)
    if not found.holds:
        sys.exit(1)
    counts = {name: getattr(found, name) for name in ("chains", "entries", "erased", "anchors")}
    click.echo(HOLDS.format(**counts).say(lang))


@command.command("anchor")
@lang_option
def anchor(lang: Lang) -> None:
    """Anchor everything up to the end of yesterday; a timer calls it every night."""
    import datetime as dt

    from bole.cli import site

    anchors = site.feature("audit.anchors")
    clock = site.feature("common.clock")
    made = anchors.anchor(clock.today() - dt.timedelta(days=1))
    click.echo(ANCHORED.format(day=made.day, chains=made.chains, root=made.root).say(lang))
