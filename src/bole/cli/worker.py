"""`bole worker`: tasks and duties beside the site."""

from __future__ import annotations

import click

from bole.cli import lang_option
from bole.text import Lang, Text

READY = Text("工作进程已起动，按 Ctrl+C 停止", "The worker is running; Ctrl+C stops it")


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what is due, then end.")
@click.option(
    "--interval",
    type=click.FloatRange(0.05, 60),
    default=1.0,
    show_default=True,
    help="Seconds between two looks at an empty queue.",
)
@lang_option
def command(once: bool, interval: float, lang: Lang) -> None:
    """Do the work beside requests: messages, scans, thumbnails, daily anchors.

    后台工作：发通知、查毒、缩略图、每日存证等。

    Several may run, on several machines. SIGTERM ends one after the task at hand; what a killed
    one leaves is taken up by the next.
    """
    from bole.cli import site

    worker = site.operations("worker")
    if not once:
        click.echo(READY.say(lang))
    worker.work(once=once, interval=interval)
