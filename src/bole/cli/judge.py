"""`bole judge PROFILE`: one person against one programme, or against all of them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from bole import units
from bole.cli import lang_option, warn_of_unreadable
from bole.cli.asking import Asked, ask, named, read_day
from bole.documents.kinds.match import match
from bole.documents.render import Document, render
from bole.explain.model import Report
from bole.explain.plain import report_data
from bole.explain.report import report
from bole.explain.rounds import round_of
from bole.explain.textual import report_text
from bole.facts.model import Assurance
from bole.facts.profile import Profile
from bole.judge.rulings import Ruling, in_force, read_rulings
from bole.judge.verdict import Plan, Verdict, judged_nodes
from bole.policy import library
from bole.policy.cycle import plain_cycle, read_cycle
from bole.policy.intake import SHANGHAI, day_to_judge
from bole.policy.pack import Pack, Programme
from bole.problems import Problem, Problems, problem
from bole.text import Lang, Text, join

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("profile", type=FILE)
@click.option("--programme", help="Id of a programme, or any unique part of it or of its title.")
@click.option("--track", help="Only this field (领域), by id or name.")
@click.option("--tier", help="Only this tier (类别), by id or name.")
@click.option(
    "--claim", "claims", multiple=True, help="Clause address that is claimed; repeatable."
)
@click.option(
    "--as-of", "as_of", help="Day of the verdict, yyyy-mm-dd (default: today in the round)."
)
@click.option("--stage", help="Stage at which the verdict is asked.")
@click.option(
    "--assurance",
    type=click.Choice([a.name.lower() for a in Assurance]),
    default="claimed",
    help="How well facts must be backed.",
)
@click.option("--rulings", type=FILE, help="What people decided (YAML).")
@click.option("--cycle", "decisions", type=FILE, help="The office's dated decisions (YAML).")
@click.option("--all", "whole", is_flag=True, help="Show every tier's tree, not only the best.")
@click.option("--pdf", "paper", type=FILE, help="Write the match with one programme as a PDF.")
@click.option("--json", "as_json", is_flag=True, help="Machine-readable answer.")
@lang_option
def command(
    profile: Path,
    programme: str | None,
    track: str | None,
    tier: str | None,
    claims: tuple[str, ...],
    as_of: str | None,
    stage: str | None,
    assurance: str,
    rulings: Path | None,
    decisions: Path | None,
    whole: bool,
    paper: Path | None,
    as_json: bool,
    lang: Lang,
) -> None:
    """Judge PROFILE (YAML or JSON) clause by clause: standing, citation, gap.

    判断一个人：每一条的结论、依据、差多少。
    """
    today = units.to_int(dt.datetime.now(SHANGHAI).date())
    if not programme:
        warn_of_unreadable(lang=lang)
    chosen = [library.find_programme(programme)] if programme else list(library.programmes())
    if paper is not None and len(chosen) != 1:
        raise Problems([_one_programme([p.id for _, p in chosen], option="--pdf")])
    if decisions is not None and len(chosen) != 1:
        raise Problems([_one_programme([p.id for _, p in chosen], option="--cycle")])
    track = named(track, (t for _, p in chosen for t in p.tracks))
    tier = named(tier, (t for _, p in chosen for t in p.tiers))
    asked = ask(
        profile,
        programmes=chosen,
        today=today,
        claims=claims,
        track=track,
        tier=tier,
        stage=stage,
    )
    known = frozenset[str]().union(*(judged_nodes(a.pack) for a in asked))
    ruled = read_rulings(rulings, known=known) if rulings else ()
    judged = [
        _judged(
            one,
            track=track,
            tier=tier,
            day=read_day(as_of) if as_of else day_to_judge(one.programme.intake, today=today),
            stage=stage,
            assurance=Assurance[assurance.upper()],
            rulings=ruled,
            decisions=decisions,
        )
        for one in asked
    ]
    if paper is not None:
        _write(paper, render(judged[0].document(lang=lang)))
    click.echo(
        _json(judged, single=bool(programme), lang=lang)
        if as_json
        else _text(judged, single=bool(programme), whole=whole, today=today, lang=lang)
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """One programme's answer, and what its document needs beside it."""

    pack: Pack
    programme: Programme
    profile: Profile
    report: Report
    verdict: Verdict

    def document(self, *, lang: Lang) -> Document:
        """The match as a document."""
        name = self.profile.facts.get("name")
        return match(
            self.report,
            pack=self.pack,
            programme=self.programme,
            lang=lang,
            name=name.text,
            level_of=self.verdict.level,
        )


def _judged(
    asked: Asked,
    *,
    track: str | None,
    tier: str | None,
    day: int,
    stage: str | None,
    assurance: Assurance,
    rulings: Iterable[Ruling],
    decisions: Path | None,
) -> Judged:
    pack, programme, facts = asked.pack, asked.programme, asked.profile.facts
    cycle = read_cycle(decisions, pack=pack) if decisions else plain_cycle(pack)
    plan = Plan(cycle, stage=stage or pack.default_stage, programme=programme.id)
    own = judged_nodes(pack)
    rulings = [r for r in rulings if r.node in own]
    told = report(
        plan,
        facts,
        as_of=day,
        programme=programme.id,
        track=track,
        tier=tier,
        claims=asked.claims,
        assurance=assurance,
        rulings=rulings,
    )
    verdict = plan.judge(
        facts,
        as_of=day,
        claims=asked.claims,
        assurance=assurance,
        rulings=in_force(rulings, quorums=plan.quorums, as_of=day),
    )
    return Judged(pack, programme, asked.profile, told, verdict)


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        zh, en = f"写不了 {file}", f"Cannot write {file}"
        raise Problems([problem("file", zh, en, hint=Text(str(error.strerror)))]) from error


def _one_programme(ids: list[str], *, option: str) -> Problem:
    return problem(
        option.strip("-"),
        f"{option} 只对一个计划，请用 --programme 选一个",
        f"{option} is for one programme: choose it with --programme",
        hint=Text(f"现有：{'、'.join(ids)}", f"There are: {', '.join(ids)}"),
    )


def _json(judged: list[Judged], *, single: bool, lang: Lang) -> str:
    data: Any = [report_data(one.report, lang=lang) for one in judged]
    return json.dumps(data[0] if single else {"programmes": data}, ensure_ascii=False, indent=1)


def _text(judged: list[Judged], *, single: bool, whole: bool, today: int, lang: Lang) -> str:
    told = []
    for one in judged:
        head = [f"== {one.programme.title.say(lang)} · {one.pack.region.say(lang)} =="]
        text = report_text(one.report, lang=lang, whole=999 if whole else 1)
        told.append("\n".join([*(head if not single else []), _round(one, today, lang), text]))
    return "\n\n".join(told)


def _round(one: Judged, today: int, lang: Lang) -> str:
    """Where the applications stand today, whatever day is judged."""
    found = round_of(
        one.programme.intake, today=today, level=one.verdict.level, issued=one.pack.document.issued
    )
    return join([t for t in (found.word, found.text) if t], zh="，", en=", ").say(lang)
