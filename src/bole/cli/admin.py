"""`bole admin`: who runs the system."""

from __future__ import annotations

import sys

import click

from bole.cli import lang_option
from bole.problems import Problems
from bole.text import Lang, Text

LINK = Text(
    "{link}\n打开链接设密码和第二步验证；72 小时内有效，只能用一次。",
    "{link}\nOpen it to set a password and a second factor; good for 72 hours and once.",
)
THERE = Text(
    "已是系统管理员，用原来的方式登录。", "Is a system administrator now, and signs in as before."
)


@click.command("admin")
@click.argument("email")
@click.option("--name", default="", help="How the person is called.")
@lang_option
def command(email: str, name: str, lang: Lang) -> None:
    """Appoint a system administrator, who sees no cases; prints a link for one use.

    任命系统管理员（看不到案件），打印一次性的激活链接。
    """
    from bole.cli import site

    services = site.feature("accounts.services")
    try:
        link = services.appoint_administrator(name=name, email=email)
    except Problems as error:
        click.echo(error.render(lang=lang), err=True)
        sys.exit(1)
    click.echo((LINK.format(link=link) if link else THERE).say(lang))
