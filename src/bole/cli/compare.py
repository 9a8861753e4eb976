"""`bole compare PROFILE`: which programme is nearest, tier by tier, and what each still lacks."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from bole import units
from bole.cli import lang_option, warn_of_unreadable
from bole.cli.asking import ask, read_day
from bole.explain.compare import Candidate, Comparison, ProgrammeRow, TierRow, compare
from bole.explain.plain import change_data
from bole.explain.textual import MARKS
from bole.judge.verdict import Plan
from bole.levels import ANSWERS, MEETS, WORDS
from bole.policy import library
from bole.policy.cycle import plain_cycle
from bole.policy.intake import SHANGHAI, day_to_judge
from bole.text import Lang, Text, join

HEAD = Text(
    "{day}，核对 {n} 个计划、{t} 个类别，近的在前。类别名称各计划不相通，只在本计划内比较。",
    "{day}: {n} programmes, {t} tiers, the nearest first. Tiers of the same name are not the same.",
)
LACKS = Text("差 {n} 项", "{n} short")
NO_WAY = Text("补不上", "cannot be made up")
BOTH = Text("{a}：{b}", "{a}: {b}")
MORE = Text("；还有 {n} 项", "; {n} more")
JUDGED = Text("判定日 {d}", "judged as of {d}")
FEW = 2


@click.command()
@click.argument("profile", type=click.Path(path_type=Path))
@click.option(
    "--claim", "claims", multiple=True, help="Clause address that is claimed; repeatable."
)
@click.option("--as-of", "as_of", help="Day of the comparison, yyyy-mm-dd (default: today).")
@click.option("--json", "as_json", is_flag=True, help="Machine-readable answer.")
@lang_option
def command(
    *, profile: Path, claims: tuple[str, ...], as_of: str | None, as_json: bool, lang: Lang
) -> None:
    """Compare PROFILE (YAML or JSON) with every programme: standing, nearest gap, round.

    比一比：哪个计划离得最近，每个类别差什么，什么时候能报。Without --as-of the conditions of a closed round
    are judged on its last day.
    """
    today = units.to_int(dt.datetime.now(SHANGHAI).date())
    warn_of_unreadable(lang=lang)
    asked = ask(profile, programmes=list(library.programmes()), today=today, claims=claims)
    day = read_day(as_of) if as_of else None
    candidates = [
        Candidate(
            Plan(plain_cycle(one.pack), programme=one.programme.id),
            one.programme,
            one.profile.facts,
            day or day_to_judge(one.programme.intake, today=today),
            one.claims,
        )
        for one in asked
    ]
    found = compare(candidates, today=day or today)
    if as_json:
        click.echo(json.dumps(_data(found, lang=lang), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_lines(found, lang=lang)))


def _lines(found: Comparison, *, lang: Lang) -> Iterator[str]:
    head = HEAD.format(day=units.iso(found.today), n=len(found.programmes), t=found.tiers)
    yield head.say(lang)
    for row in found.programmes:
        yield ""
        yield _head(row, today=found.today, lang=lang)
        for tier in row.tiers:
            yield f"  {_tier(tier, lang=lang)}"


def _head(row: ProgrammeRow, *, today: int, lang: Lang) -> str:
    names = [row.programme.title, row.pack.region, row.track.label]
    name = " · ".join(t.say(lang) for t in names if t)
    parts = [row.round.word, row.round.text]
    if row.day != today:
        parts.append(JUDGED.format(d=units.iso(row.day)))
    when = join([p for p in parts if p], zh="，", en=", ").say(lang)
    return f"{name} — {when}"


def _tier(row: TierRow, *, lang: Lang) -> str:
    level = row.view.level
    head = f"{MARKS[level]} {row.tier.label.say(lang)}  {WORDS[level].say(lang)}"
    if level == MEETS:
        return f"{head}  {row.reason.say(lang)}"
    lacks = NO_WAY if row.lacks is None else LACKS.format(n=row.lacks)
    why = join([c.text for c in row.gap[:FEW]], zh="；", en="; ") if row.gap else row.reason
    more = MORE.format(n=len(row.gap) - FEW).say(lang) if len(row.gap) > FEW else ""
    return f"{head}  {BOTH.format(a=lacks, b=why).say(lang)}{more}"


def _data(found: Comparison, *, lang: Lang) -> dict[str, Any]:
    return {
        "as_of": units.iso(found.today),
        "tiers": found.tiers,
        "programmes": [_programme(p, lang=lang) for p in found.programmes],
    }


def _programme(row: ProgrammeRow, *, lang: Lang) -> dict[str, Any]:
    state = row.round
    return {
        "pack": row.pack.id,
        "programme": row.programme.id,
        "title": row.programme.title.say(lang),
        "region": row.pack.region.say(lang),
        "track": row.track.id,
        "track_label": row.track.label.say(lang),
        "own_field": row.own,
        "judged_as_of": units.iso(row.day),
        "round": {
            "status": state.status,
            "word": state.word.say(lang),
            "opens": units.iso(state.opens) if state.opens else None,
            "closes": units.iso(state.closes) if state.closes else None,
            "days_left": state.days_left,
        },
        "tiers": [_tier_data(t, lang=lang) for t in row.tiers],
        "receipt": row.report.receipt.number,
    }


def _tier_data(row: TierRow, *, lang: Lang) -> dict[str, Any]:
    return {
        "tier": row.tier.id,
        "title": row.tier.label.say(lang),
        "direct": row.tier.direct,
        "standing": row.view.standing,
        "verdict": ANSWERS[row.view.level],
        "lacks": row.lacks,
        "gap": [change_data(c, lang=lang) for c in row.gap],
        "reason": row.reason.say(lang),
        "missing": [m.id for m in row.view.missing],
        "benefits": [b.headline.say(lang) or b.label.say(lang) for b in row.benefits],
    }
