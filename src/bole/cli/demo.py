"""`bole demo`: an invented person judged in the terminal, then the site on 127.0.0.1:8000."""

from __future__ import annotations

import click

from bole.cli import lang_option
from bole.cli.judge import command as judge
from bole.cli.serve import command as serve
from bole.policy import library
from bole.text import Lang, Text

PACK = "beijing/xicheng-xirong/2025"
INTRO = Text(
    "示例：虚构的金融从业者，逐条核对西融计划 2025（bole judge {path} --programme xirong --track finance）",
    "Example: an invented finance professional against the Xirong Programme 2025, clause by clause"
    " (bole judge {path} --programme xirong --track finance)",
)


@click.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="Port on 127.0.0.1.",
)
@click.option("--no-serve", is_flag=True, help="Only print the example.")
@lang_option
@click.pass_context
def command(ctx: click.Context, *, port: int, no_serve: bool, lang: Lang) -> None:
    """Judge an invented person, then serve the site.

    演示：先在终端判断一个虚构的人，再打开网站。
    """
    example = library.find_folder(PACK)[1] / "example.yaml"
    click.echo(INTRO.format(path=example).say(lang) + "\n")
    ctx.invoke(judge, profile=example, programme=PACK, track="finance", lang=lang)
    if not no_serve:
        click.echo()
        ctx.invoke(serve, port=port, lang=lang)
