"""`bole serve`: the site, on this machine."""

from __future__ import annotations

import click

from bole.cli import lang_option
from bole.text import Lang, Text

READY = Text("网站在 {url}，按 Ctrl+C 停止", "The site is at {url}; Ctrl+C stops it")


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True)
@lang_option
def command(port: int, host: str, workers: int, lang: Lang) -> None:
    """Serve the site: programmes and the self-check.

    起动网站：计划和自测。
    """
    from bole.cli import site

    click.echo(READY.format(url=f"http://{host}:{port}/").say(lang))
    site.serve(host=host, port=port, workers=workers)
