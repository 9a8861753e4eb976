"""`bole explain DIR --person ID`: the whole explanation of one row of a screening."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import click

from bole.cli import lang_option
from bole.cli.screen import request_of
from bole.explain.plain import report_data
from bole.explain.report import report
from bole.explain.textual import report_text
from bole.facts.model import Assurance
from bole.screen.person import known_of
from bole.screen.run import Screening
from bole.text import Lang

FOLDER = click.Path(path_type=Path)


@click.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--person", required=True, help="The person's id in the register.")
@click.option("--programme", required=True, help="Id of a programme, or any unique part of it.")
@click.option("--track", help="Only this field (领域).")
@click.option("--tier", help="Only this tier (类别).")
@click.option("--as-of", "as_of", required=True, help="Day of the verdict, yyyy-mm-dd.")
@click.option("--rulings", type=FOLDER, help="What people decided (CSV or Parquet).")
@click.option("--cycle", "decisions", type=FOLDER, help="The office's dated decisions (YAML).")
@click.option("--stage", help="Stage at which the verdict is asked.")
@click.option("--assurance", type=click.Choice([a.name.lower() for a in Assurance]), default="claimed")  # fmt: skip
@click.option("--all", "whole", is_flag=True, help="Show every tier's tree, not only the best.")
@click.option("--json", "as_json", is_flag=True, help="Machine-readable answer.")
@lang_option
def command(
    folder: Path,
    person: str,
    programme: str,
    track: str | None,
    tier: str | None,
    as_of: str,
    rulings: Path | None,
    decisions: Path | None,
    stage: str | None,
    assurance: str,
    whole: bool,
    as_json: bool,
    lang: Lang,
) -> None:
    """Explain one person of a register clause by clause, as `bole judge` would.

    名册里的一个人：每一条的结论、依据、差多少，和筛查结果一致。
    """
    with tempfile.TemporaryDirectory(prefix="bole-") as work:
        request = request_of(
            folder,
            Path(work),
            programme=programme,
            track=track,
            tier=tier,
            as_of=as_of,
            decisions=decisions,
            stage=stage,
            assurance=assurance,
            rulings=rulings,
            fast=True,
        )
        screening = Screening(request)
        screening.prepare()
        known = known_of(screening, person)
        screening.engine.close()
    told = report(
        screening.plan,
        known.facts,
        as_of=request.as_of,
        programme=request.programme,
        track=track,
        tier=tier,
        claims=known.claims,
        assurance=request.assurance,
        rulings=known.rulings,
    )
    click.echo(
        json.dumps(report_data(told, lang=lang), ensure_ascii=False, indent=1)
        if as_json
        else report_text(told, lang=lang, whole=999 if whole else 1)
    )
