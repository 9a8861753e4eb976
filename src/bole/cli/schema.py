"""`bole schema profile|pack`: JSON Schema for editors."""

from __future__ import annotations

import json

import click

from bole.facts.schema import profile_schema
from bole.policy import library


@click.command()
@click.argument("what", type=click.Choice(["profile", "pack"]))
@click.option("--pack", "pack", help="A profile with the words a pack adds: its id or part of it.")
def command(what: str, pack: str | None) -> None:
    """Print the JSON Schema of a profile or of a pack's files, so that editors complete them.

    打印档案或政策包的 JSON Schema，编辑器据此提示和补全。
    """
    if what == "profile":
        chosen = library.find_pack(pack).vocabulary if pack else library.shared_vocabulary()
        schema = profile_schema(chosen)
    else:
        from bole.policy.schema import pack_schema

        schema = pack_schema()
    click.echo(json.dumps(schema, ensure_ascii=False, indent=2))
