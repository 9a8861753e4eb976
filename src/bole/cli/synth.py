"""`bole synth N --seed S --out DIR`: an invented population as tables for `bole screen`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bole import units
from bole.cli import lang_option
from bole.cli.asking import read_day
from bole.policy import library
from bole.text import Lang, Text

#: Fixed, so that the same seed always makes the same people.
DAY = "2025-06-22"
SAID = Text("{n} 人，截至 {day}，种子 {seed}：{out}", "{n} persons as of {day}, seed {seed}: {out}")


@click.command()
@click.argument("size", type=click.IntRange(1))
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same people.")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder."
)
@click.option("--as-of", "as_of", default=DAY, show_default=True, help="Day the tables are made.")
@click.option(
    "--first", default=1, show_default=True, help="Id of the first person, to add a range."
)
@click.option("--distinct", is_flag=True, help="No record stands in a table twice.")
@click.option("--programme", help="Programme whose criteria people claim (default: no claims).")
@click.option("--memory", default="1GiB", show_default=True, help="Most memory of the engine.")
@lang_option
def command(
    *,
    size: int,
    seed: int,
    out: Path,
    as_of: str,
    first: int,
    distinct: bool,
    programme: str | None,
    memory: str,
    lang: Lang,
) -> None:
    """Make SIZE invented persons and their records, with gaps as registers have them.

    造一批虚构的人：年龄、任职、论文、奖项等，约一成的值缺失，日期有的只到年月，任职有重叠，个别记录重复。
    """
    from bole.screen.synth.wants import wants_of
    from bole.screen.synth.write import Population, write_population

    day = read_day(as_of)
    population = Population(size, seed, day, first=first, twice=not distinct)
    claims = library.find_programme(programme)[0] if programme else None
    wants = wants_of(library.packs(), as_of=day, claims=claims)
    with click.progressbar(length=size, file=sys.stderr) as bar:
        write_population(
            population,
            wants,
            out=out,
            memory=memory,
            done=lambda persons: bar.update(persons - bar.pos),
        )
    click.echo(SAID.say(lang).format(n=size, day=units.iso(day), seed=seed, out=out))
