"""`bole screen DIR`: everyone in a register, by the criteria of one programme."""

from __future__ import annotations

import time
from pathlib import Path

import click

from bole.cli import lang_option
from bole.cli.asking import read_day
from bole.facts.model import Assurance
from bole.policy import library
from bole.policy.cycle import plain_cycle, read_cycle
from bole.problems import Problems, did_you_mean, problem
from bole.screen.report import write_summary
from bole.screen.run import Request, Screening
from bole.screen.summary import summarise
from bole.screen.tables import unread
from bole.text import Lang, Text

FOLDER = click.Path(path_type=Path)
#: GiB: Python and the smallest part of the largest pack.
LEAST = 0.5
DONE = Text(
    "{d}/{n} 段，已筛 {p:,} 人，用时 {s:.0f} 秒", "{d} of {n} parts, {p:,} persons, {s:.0f} s"
)


@click.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--programme", required=True, help="Id of a programme, or any unique part of it.")
@click.option("--track", help="Only this field (领域).")
@click.option("--tier", help="Only this tier (类别).")
@click.option("--as-of", "as_of", required=True, help="Day of the verdict, yyyy-mm-dd.")
@click.option("--out", type=FOLDER, required=True, help="Folder of the result.")
@click.option("--engine", type=click.Choice(["local", "spark"]), default="local")
@click.option("--master", default="local[2]", help="Spark: address of the cluster.")
@click.option("--rulings", type=FOLDER, help="What people decided (CSV or Parquet).")
@click.option("--cycle", "decisions", type=FOLDER, help="The office's dated decisions (YAML).")
@click.option("--stage", help="Stage at which the verdict is asked.")
@click.option("--assurance", type=click.Choice([a.name.lower() for a in Assurance]), default="claimed")  # fmt: skip
@click.option("--reasons", is_flag=True, help="Write the missing facts of every person too.")
@click.option("--fast", is_flag=True, help="Levels only: not why, nor which facts are missing.")
@click.option("--memory", default=4.0, help="GiB of memory (default 4).")
@click.option(
    "--chunk", default=0, type=click.IntRange(min=0), help="Persons a part (default: by memory)."
)
@lang_option
def command(
    folder: Path,
    programme: str,
    track: str | None,
    tier: str | None,
    as_of: str,
    out: Path,
    engine: str,
    master: str,
    rulings: Path | None,
    decisions: Path | None,
    stage: str | None,
    assurance: str,
    reasons: bool,
    fast: bool,
    memory: float,
    chunk: int,
    lang: Lang,
) -> None:
    """Screen everyone in DIR (tables of persons and records): who probably qualifies.

    筛查名册：谁大概符合，差一点的缺哪一项。结果是名单，不是结论。Interrupted, the same command goes on.
    """
    request = request_of(
        folder,
        out,
        programme=programme,
        track=track,
        tier=tier,
        as_of=as_of,
        decisions=decisions,
        stage=stage,
        assurance=assurance,
        rulings=rulings,
        reasons=reasons,
        fast=fast,
        memory=memory,
        chunk=chunk,
    )
    started = time.monotonic()

    def progress(done: int, parts: int, persons: int) -> None:
        said = DONE.format(d=done, n=parts, p=persons, s=time.monotonic() - started).say(lang)
        click.echo(said, err=True)

    screening = _on_spark(request, master=master) if engine == "spark" else Screening(request)
    for left_out in unread(screening.register):
        click.echo(left_out.render(lang=lang), err=True)
    screening.prepare()
    total = screening.run(progress)
    summary = summarise(screening, total)
    write_summary(summary, out=out, lang=lang)
    click.echo(summary.text(lang))


def _on_spark(request: Request, *, master: str) -> Screening:
    try:
        from bole.screen.spark import screening_on_spark
    except ImportError as error:
        zh, en = "没有装 Spark", "Spark is not installed"
        hint = Text("pip install 'bole[spark]'，还要 Java 17。", "pip install 'bole[spark]'; it needs Java 17.")  # fmt: skip
        raise Problems([problem("screen.spark", zh, en, hint=hint)]) from error
    return screening_on_spark(request, master=master)


def request_of(
    folder: Path,
    out: Path,
    *,
    programme: str,
    as_of: str,
    track: str | None = None,
    tier: str | None = None,
    decisions: Path | None = None,
    stage: str | None = None,
    assurance: str = "claimed",
    rulings: Path | None = None,
    reasons: bool = False,
    fast: bool = False,
    memory: float = 4.0,
    chunk: int = 0,
) -> Request:
    """What the options ask for; raises Problems with everything nobody knows."""
    pack, chosen = library.find_programme(programme)
    wrong = []
    for what, word, known in (
        (Text("领域", "track"), track, [t.id for t in chosen.tracks]),
        (Text("类别", "tier"), tier, [t.id for t in chosen.tiers]),
        (Text("环节", "stage"), stage, [s.id for s in pack.stages]),
    ):
        if word is not None and word not in known:
            hint = did_you_mean(word, among=known, more=Text("、".join(known), ", ".join(known)))
            zh, en = f"没有{what.zh}“{word}”", f"There is no {what.say('en')} {word!r}"
            wrong.append(problem(what.say("en"), zh, en, hint=hint))
    if rulings is not None and not rulings.is_file():
        wrong.append(problem("rulings", f"没有文件 {rulings}", f"There is no file {rulings}"))
    if memory < LEAST:
        wrong.append(problem("memory", f"--memory 至少 {LEAST}", f"--memory is {LEAST} at least"))
    if wrong:
        raise Problems(wrong)
    return Request(
        folder=folder,
        out=out,
        cycle=read_cycle(decisions, pack=pack) if decisions else plain_cycle(pack),
        programme=chosen.id,
        as_of=read_day(as_of),
        stage=stage or pack.default_stage,
        track=track,
        tier=tier,
        assurance=Assurance[assurance.upper()],
        rulings=rulings,
        reasons=reasons,
        fast=fast,
        memory_mib=int(memory * 1024),
        chunk=chunk,
    )
