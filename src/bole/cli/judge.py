"""`bole judge PROFILE`: one person against one programme, or against all of them."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from bole import units
from bole.cli import lang_option
from bole.documents.kinds.match import match
from bole.documents.render import Document, render
from bole.explain.model import Report
from bole.explain.plain import report_data
from bole.explain.report import report
from bole.explain.textual import report_text
from bole.facts.model import Assurance
from bole.facts.profile import Profile, read_profile
from bole.judge.rulings import read_rulings
from bole.judge.verdict import Plan, Verdict, judged_nodes
from bole.policy import library
from bole.policy.cycle import plain_cycle, read_cycle
from bole.policy.intake import SHANGHAI, day_to_judge
from bole.policy.pack import Pack, Programme
from bole.problems import Problem, Problems, did_you_mean, problem
from bole.text import Lang, Text

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("profile", type=FILE)
@click.option("--programme", help="Id of a programme, or any unique part of it.")
@click.option("--track", help="Only this field (领域).")
@click.option("--tier", help="Only this tier (类别).")
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
    chosen = [library.find_programme(programme)] if programme else list(library.programmes())
    if paper is not None and len(chosen) != 1:
        raise Problems([_one_programme([p.id for _, p in chosen])])
    judged = [
        _judged(
            pack,
            one,
            profile=profile,
            track=track,
            tier=tier,
            claims=claims,
            day=_day(as_of) if as_of else day_to_judge(one.intake, today=today),
            stage=stage,
            assurance=Assurance[assurance.upper()],
            rulings=rulings,
            decisions=decisions,
        )
        for pack, one in chosen
    ]
    reports = [one.report for one in judged]
    if paper is not None:
        _write(paper, render(judged[0].document(lang=lang)))
    click.echo(
        _json(reports, single=bool(programme), lang=lang)
        if as_json
        else _text(reports, lang=lang, whole=whole)
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
    pack: Pack,
    programme: Programme,
    *,
    profile: Path,
    track: str | None,
    tier: str | None,
    claims: tuple[str, ...],
    day: int,
    stage: str | None,
    assurance: Assurance,
    rulings: Path | None,
    decisions: Path | None,
) -> Judged:
    read: Profile = read_profile(profile, vocabulary=pack.vocabulary)
    cycle = read_cycle(decisions, pack=pack) if decisions else plain_cycle(pack)
    claims = (*read.claims, *claims)
    _check(pack, programme, track=track, tier=tier, stage=stage, claims=claims)
    plan = Plan(cycle, stage=stage or pack.default_stage, programme=programme.id)
    told = report(
        plan,
        read.facts,
        as_of=day,
        programme=programme.id,
        track=track,
        tier=tier,
        claims=claims,
        assurance=assurance,
        rulings=read_rulings(rulings, known=judged_nodes(pack)) if rulings else (),
    )
    verdict = plan.judge(read.facts, as_of=day, claims=claims, assurance=assurance)
    return Judged(pack, programme, read, told, verdict)


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        zh, en = f"写不了 {file}", f"Cannot write {file}"
        raise Problems([problem("file", zh, en, hint=Text(str(error.strerror)))]) from error


def _one_programme(ids: list[str]) -> Problem:
    return problem(
        "pdf",
        "--pdf 只写一个计划，请用 --programme 选一个",
        "--pdf writes one programme: choose it with --programme",
        hint=Text(f"现有：{'、'.join(ids)}", f"There are: {', '.join(ids)}"),
    )


def _check(
    pack: Pack,
    programme: Programme,
    *,
    track: str | None,
    tier: str | None,
    stage: str | None,
    claims: tuple[str, ...],
) -> None:
    found: list[Problem] = []
    _among(found, "track", Text("领域", "track"), track, [t.id for t in programme.tracks])
    _among(found, "tier", Text("类别", "tier"), tier, [t.id for t in programme.tiers])
    _among(found, "stage", Text("环节", "stage"), stage, [s.id for s in pack.stages])
    for claim in claims:
        _among(found, "claim", Text("条款", "clause"), claim, sorted(pack.claimable))
    if found:
        raise Problems(found)


def _among(found: list[Problem], code: str, what: Text, word: str | None, known: list[str]) -> None:
    if word is None or word in known:
        return
    listed = [k for k in known if k]
    more = Text(f"现有：{'、'.join(listed[:12])}", f"There are: {', '.join(listed[:12])}")
    hint = did_you_mean(word, among=listed, more=more)
    zh, en = f"没有{what.zh}“{word}”", f"There is no {what.say('en')} {word!r}"
    found.append(problem(code, zh, en, hint=hint))


def _day(raw: str) -> int:
    try:
        day = units.read_date(raw)
    except ValueError:
        day = units.DateRange(0, 1)
    if day.low != day.high:
        raise Problems(
            [problem("as_of", f"--as-of 要写到日，不是“{raw}”", f"--as-of is a day, not {raw!r}")]
        )
    return day.low


def _json(reports: list[Report], *, single: bool, lang: Lang) -> str:
    data: Any = [report_data(r, lang=lang) for r in reports]
    return json.dumps(data[0] if single else {"programmes": data}, ensure_ascii=False, indent=1)


def _text(reports: list[Report], *, lang: Lang, whole: bool) -> str:
    return "\n\n".join(report_text(r, lang=lang, whole=999 if whole else 1) for r in reports)
