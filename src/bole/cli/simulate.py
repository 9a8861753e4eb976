"""`bole simulate DIR`: what a changed rule would do to the persons of a register."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import click

from bole.cli import lang_option
from bole.cli.screen import request_of
from bole.policy import library
from bole.policy.cycle import plain_cycle
from bole.problems import Problems, problem
from bole.screen.run import Screening
from bole.screen.simulate import DIMENSIONS, simulate
from bole.screen.simulate_report import effects_html, effects_text
from bole.screen.whatif import changed
from bole.text import Lang, Text

FOLDER = click.Path(path_type=Path)


@click.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--programme", required=True, help="Id of a programme, or any unique part of it.")
@click.option("--set", "settings", multiple=True, metavar="KEY=VALUE", help="A parameter, or a condition's number; repeatable.")  # fmt: skip
@click.option("--against", help="Compare with another pack (an id or a folder).")
@click.option("--track", help="Only this field (领域).")
@click.option("--tier", help="Only this tier (类别).")
@click.option("--as-of", "as_of", required=True, help="Day of the verdict, yyyy-mm-dd.")
@click.option("--rulings", type=FOLDER, help="What people decided (CSV or Parquet).")
@click.option("--cycle", "decisions", type=FOLDER, help="The office's dated decisions (YAML).")
@click.option("--stage", help="Stage at which the verdict is asked.")
@click.option("--memory", default=4.0, help="GiB of memory (default 4).")
@click.option("--html", type=FOLDER, help="Write the report as one page to this file.")
@click.option("--json", "as_json", is_flag=True, help="Machine-readable answer.")
@lang_option
def command(
    folder: Path,
    programme: str,
    settings: tuple[str, ...],
    against: str | None,
    track: str | None,
    tier: str | None,
    as_of: str,
    rulings: Path | None,
    decisions: Path | None,
    stage: str | None,
    memory: float,
    html: Path | None,
    as_json: bool,
    lang: Lang,
) -> None:
    """Say who would gain, lose or become open under a changed number or another pack.

    假如改一个数或换一版文件：哪些人群的结果会变。只给人群的数，不给名单；不足 10 人的不显示。
    """
    if bool(settings) == bool(against):
        hint = Text("例如 --set leading.age=55。", "For example --set leading.age=55.")
        raise Problems([problem("simulate", "写 --set 或 --against", "Say --set or --against", hint=hint)])  # fmt: skip
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
            rulings=rulings,
            fast=True,
            memory=memory,
        )
        screening = Screening(request)
        if against:
            other = library.find_pack(against)
            cycle = plain_cycle(other)
            found = {k[1:]: f for k, f in (((p.id, t, r), f) for p, t, r, f in other.formulas())}
            roots = {k: found[k[1:]] for k in screening.plan.roots if k[1:] in found}
            if not roots:
                zh, en = f"{other.id} 里没有相同的类别", f"{other.id} has no tier in common"
                raise Problems([problem("simulate.against", zh, en)])
        else:
            cycle, roots = changed(request.cycle, screening.plan.roots, settings)
        effects = simulate(screening, cycle=cycle, roots=roots)
        screening.engine.close()
    said = "; ".join(settings) or str(against)
    if html is not None:
        persons = sum(n for (d, _), n in effects.sizes.items() if d == DIMENSIONS[0])
        text = effects_html(
            effects, lang=lang, vocabulary=request.cycle.pack.vocabulary, said=said, persons=persons
        )
        try:
            html.write_text(text, encoding="utf-8")
        except OSError as error:
            zh, en = f"写不了 {html}：{error.strerror}", f"Cannot write {html}: {error.strerror}"
            raise Problems([problem("html", zh, en)]) from error
    if as_json:
        click.echo(json.dumps(effects.data(), ensure_ascii=False, indent=1))
    else:
        click.echo(effects_text(effects, lang=lang))
