"""`bole serve`: the site, on this machine."""

from __future__ import annotations

import os
import socket

import click

from bole.cli import lang_option
from bole.problems import Problems, problem
from bole.text import Lang, Text

READY = Text("网站在 {url}，按 Ctrl+C 停止", "The site is at {url}; Ctrl+C stops it")


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--workers", type=click.IntRange(1, 64), default=4, show_default=True)
@click.option("--web-only", is_flag=True, help="Neither a worker nor new tables: others do that.")
@lang_option
def command(port: int, host: str, workers: int, web_only: bool, lang: Lang) -> None:
    """Serve the site: programmes and the self-check.

    起动网站：计划和自测。
    """
    from bole.cli import site

    # A socket that systemd holds is served instead of a port.
    if "LISTEN_FDS" not in os.environ:
        must_be_free(host, port)
        click.echo(READY.format(url=f"http://{host}:{port}/").say(lang))
    site.serve(host=host, port=port, workers=workers, web_only=web_only)


def must_be_free(host: str, port: int) -> None:
    """Raises Problems where nothing can listen on the address: gunicorn would try for five seconds."""
    try:
        kind, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(kind, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        other = port + 1 if port < 65535 else 8000
        hint = Text(
            f"换一个端口：--port {other}。系统说：{error.strerror}",
            f"Take another port: --port {other}. The system says: {error.strerror}",
        )
        zh, en = f"在 {host}:{port} 开不了网站", f"Cannot serve on {host}:{port}"
        raise Problems([problem("address", zh, en, hint=hint)]) from error
