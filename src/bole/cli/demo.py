"""`bole demo`: an invented person judged in the terminal, then the site with a made-up world."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from bole import units
from bole.cli import lang_option
from bole.cli.judge import command as judge
from bole.cli.serve import READY, must_be_free
from bole.policy import library
from bole.text import Lang, Text

PACK = "beijing/xicheng-xirong/2025"
INTRO = Text(
    "示例：虚构的金融从业者，逐条核对西融计划 2025（bole judge {path} --programme xirong --track finance）",
    "Example: an invented finance professional against the Xirong Programme 2025, clause by clause"
    " (bole judge {path} --programme xirong --track finance)",
)
BUILDING = Text(
    "正在造一个虚构的世界：40 家单位、200 件申报", "Making up a world: 40 employers, 200 cases"
)
#: The register beside the world: how many people, and the day it is made.
PEOPLE, AS_OF = 2000, 20250622
REGISTER = Text(
    "名册（{n:,} 个虚构的人），另开一个终端筛一筛谁大概符合：{command}",
    "A register of {n:,} invented people; in another terminal, screen who probably qualifies: {command}",
)
WORLD = Text(
    "站内时间 {now}（{programme} 的最后一天）。换身份、拨时钟：{url}/demo/",
    "The site's time is {now} ({programme}, last day). Change who you are, move the clock: {url}/demo/",
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
@click.option("--fresh", is_flag=True, help="Make the world anew, and put the clock back.")
@lang_option
@click.pass_context
def command(ctx: click.Context, *, port: int, no_serve: bool, fresh: bool, lang: Lang) -> None:
    """Judge an invented person, then serve the site with a made-up world.

    演示：先在终端判断一个虚构的人，再打开网站：里面的人、单位、申报全是编的，时钟停在截止前十分钟。
    """
    example = library.find_folder(PACK)[1] / "example.yaml"
    click.echo(INTRO.format(path=example).say(lang) + "\n")
    ctx.invoke(judge, profile=example, programme=PACK, track="finance", lang=lang)
    if not no_serve:
        click.echo()
        _serve(port=port, fresh=fresh, lang=lang)


def _serve(*, port: int, fresh: bool, lang: Lang) -> None:
    """The site with its world, until it is stopped."""
    from bole.cli import site

    must_be_free("127.0.0.1", port)
    os.environ.setdefault("BOLE_HOME", str(_home()))
    os.environ["BOLE_DEMO"] = "1"
    site.serve(
        host="127.0.0.1", port=port, before=lambda: _world(port=port, fresh=fresh, lang=lang)
    )


def _world(*, port: int, fresh: bool, lang: Lang) -> None:
    """The made-up world, kept from one demonstration to the next; prints links that sign in."""
    from bole.cli import site

    site.feature("operations.migrate").migrate()
    world = site.feature("demo.world")
    if fresh or not world.built():
        world.clear()
        with click.progressbar(
            length=world.APPLICATIONS, label=BUILDING.say(lang), file=sys.stderr
        ) as bar:
            world.build(progress=lambda done: bar.update(done - bar.pos))
    moments, clock = site.feature("demo.moments"), site.feature("common.clock")
    clock.move_to(moments.opening())
    url = f"http://127.0.0.1:{port}"
    for role, name, link in site.feature("demo.links").links():
        click.echo(f"  {role.say(lang)}  {name}  {url}{link}")
    _register(lang=lang)
    now = f"{clock.now():%Y-%m-%d %H:%M:%S}"
    programme = moments.last_day().title.say(lang)
    click.echo(READY.format(url=f"{url}/").say(lang))
    click.echo(WORLD.format(now=now, programme=programme, url=url).say(lang))


def _register(*, lang: Lang) -> None:
    """A register of made-up people beside the world, to screen; says how."""
    from bole.screen.synth.wants import wants_of
    from bole.screen.synth.write import Population, write_population

    folder = _home() / "register"
    if not (folder / "manifest.yaml").is_file():
        wants = wants_of(library.packs(), as_of=AS_OF)
        write_population(Population(PEOPLE, 1, AS_OF), wants, out=folder)
    day = units.to_date(AS_OF).isoformat()
    asked = f"bole screen {folder} --programme xirong --as-of {day} --out {folder.parent}/screened"
    click.echo(REGISTER.format(n=PEOPLE, command=asked).say(lang))


def _home() -> Path:
    """Where the demonstration keeps its world."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "bole" / "demo"
