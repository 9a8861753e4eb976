"""`bole erase`: files of the vault whose term is over."""

from __future__ import annotations

import click

from bole.cli import lang_option
from bole.text import Lang, Text

LINE = Text("{about} 材料 {material} {uid}：{why}", "{about} material {material} {uid}: {why}")
LISTED = Text(
    "到期 {n} 份，都还在；要抹去，加 --yes --reason 原因",
    "{n} are over their term, none was erased: add --yes --reason …",
)
DONE = Text("抹去了 {n} 份", "{n} erased")
WHY = Text("写上 --reason，它留在审计里", "Give a --reason, which the audit keeps")


@click.command("erase")
@click.option("--days", type=click.IntRange(0), help="The term, instead of BOLE_VAULT_DAYS.")
@click.option("--yes", is_flag=True, help="Erase what is listed, for good.")
@click.option("--reason", default="", help="Why; kept in the audit.")
@lang_option
def command(days: int | None, yes: bool, reason: str, lang: Lang) -> None:
    """List files of the vault whose term is over; erase them with --yes.

    保险柜里到期的文件：先列出，确认后才抹去。

    The term runs from the end of a case, from the last change of a draft, or from the day a file
    was taken away. What was handed in keeps its hash in the submission and the audit.
    """
    from bole.cli import site

    if yes and not reason.strip():
        raise click.UsageError(WHY.say(lang))
    retention = site.feature("materials.retention")
    found = retention.expired(days=days)
    for one in found:
        item = one.item
        line = LINE.format(
            about=item.folder.about, material=item.material or "-", uid=item.uid, why=one.why
        )
        click.echo(line.say(lang))
    if not yes:
        click.echo(LISTED.format(n=len(found)).say(lang))
        return
    count = retention.erase(found, by=None, reason=reason.strip())
    click.echo(DONE.format(n=count).say(lang))
