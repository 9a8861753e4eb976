"""`bole keys new`, `bole keys check` and `bole keys rotate`."""

from __future__ import annotations

import base64
import secrets
import sys
from collections import Counter
from typing import Any

import click

from bole.cli import lang_option
from bole.text import Lang, Text

CHANGED = Text("{name}：改用新密钥 {n} 处", "{name}: {n} encrypted anew")
LOST = Text("✕ {name}：{n} 处解不开（{some}）", "✕ {name}: {n} cannot be decrypted ({some})")
UNDER = Text("密钥 {key}：{n} 处", "key {key}: {n}")
ROTATED = Text(
    "全部都在密钥 {key} 之下。其他密钥可以从 BOLE_KEYS 去掉了；老备份还要用它们，请留存。",
    "Everything lies under the key {key}. The others can leave BOLE_KEYS; backups made before"
    " still need them: keep a copy.",
)
AGAIN = Text(
    "还有 {n} 处在别的密钥之下：有进程还在用旧设置。重启后再运行一次。",
    "{n} still lie under other keys: a process runs with the old settings. Restart it, run again.",
)
SHOWN = 5


@click.group("keys")
def command() -> None:
    """Make, check and rotate the keys that encrypt at rest.

    静态加密的密钥：生成、检查、轮换。
    """


@command.command("new")
@click.argument("name")
def new(name: str) -> None:
    """Print a new key for the front of BOLE_KEYS; it is kept nowhere."""
    if not (name.isascii() and name.isalnum() and len(name) <= 40):
        raise click.BadParameter("letters and digits, such as 2026a", param_hint="NAME")
    click.echo(f"{name}:{base64.b64encode(secrets.token_bytes(32)).decode()}")


@command.command("check")
@lang_option
def check(lang: Lang) -> None:
    """Try every encrypted value; exit status 1 where one cannot be decrypted."""
    from bole.cli import site

    under, lost = Counter[str](), 0
    for found in site.operations("keys").check():
        under += found.under
        lost += _say_lost(found, lang=lang)
    for key, n in sorted(under.items()):
        click.echo(UNDER.format(key=key, n=n).say(lang))
    sys.exit(1 if lost else 0)


@command.command("rotate")
@lang_option
def rotate(lang: Lang) -> None:
    """Encrypt everything anew under the first key of BOLE_KEYS; the site goes on running.

    Put the new key in front, restart the site and the worker, then run this. It may be stopped and
    run again. Exit status 1 where something lies under another key still.
    """
    from bole.cli import site

    keys, lost = site.operations("keys"), 0
    for found in keys.rotate():
        lost += _say_lost(found, lang=lang)
        if found.changed:
            click.echo(CHANGED.format(name=found.name, n=found.changed).say(lang))
    current = site.feature("common.crypto").key_ring().current
    under = sum((found.under for found in keys.check()), Counter[str]())
    left = under.total() - under[current]
    click.echo((AGAIN if left else ROTATED).format(key=current, n=left).say(lang), err=bool(left))
    sys.exit(1 if lost or left else 0)


def _say_lost(found: Any, *, lang: Lang) -> int:
    """How many values of a column do not open, said on stderr."""
    lost: list[str] = found.unreadable
    if lost:
        some = ", ".join(lost[:SHOWN]) + ("…" if len(lost) > SHOWN else "")
        click.echo(LOST.format(name=found.name, n=len(lost), some=some).say(lang), err=True)
    return len(lost)
