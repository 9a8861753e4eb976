"""`bole walk PACK [--case FILE]`: made-up cases through all stages of each programme."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from bole.check.stewardship_walk import StewardshipWalk, run_stewardship_walks
from bole.check.walk import Walk, no_walks, run_walks, walk_files
from bole.cli import lang_option
from bole.policy import library
from bole.process.due import say_due
from bole.process.kinds import registry
from bole.process.model import Process, Slot, State
from bole.text import Lang, Text

RESULTS = {
    "recognised": Text("认定（入选）", "recognised"),
    "declined": Text("不再往下办", "goes no further"),
    "withdrawn": Text("已撤回", "withdrawn"),
    "lapsed": Text("逾期失效", "lapsed"),
    "completed": Text("办结", "completed"),
    "stopped": Text("停止待遇", "benefits stopped"),
    "revoked": Text("取消资格", "revoked"),
}


@click.command()
@click.argument("pack")
@click.option("--case", "case", type=click.Path(path_type=Path), help="A walk file (YAML).")
@lang_option
def command(pack: str, case: Path | None, lang: Lang) -> None:
    """Play made-up cases through PACK's procedure: each state, who acts, due dates, limits.

    走一遍流程：每一步到哪、谁来办、什么时候到期、占了哪些名额。
    """
    found = library.find_pack(pack)
    files = [case] if case else list(walk_files(found.root))
    if not files:
        raise no_walks(found)
    wrong = 0
    for path in files:
        for walk in run_walks(path, pack=found):
            click.echo("\n".join(_told(walk, lang=lang)) + "\n")
            wrong += len(walk.wrong)
        for course in run_stewardship_walks(path, pack=found):
            click.echo("\n".join(_course(course, lang=lang)) + "\n")
            wrong += len(course.wrong)
    sys.exit(1 if wrong else 0)


def _told(walk: Walk, *, lang: Lang) -> Iterator[str]:
    yield f"{walk.programme.title.say(lang)} · {walk.id} — {walk.why.say(lang)}  §{walk.cite}"
    yield _state(walk.process, walk.begun, before=frozenset(), lang=lang)
    for step in walk.steps:
        kind = walk.process.stage(step.before.stage).kind if step.before.stage else ""
        words = registry()[kind].words if kind else {}
        outcome = words.get(step.event.outcome, Text(step.event.outcome, step.event.outcome))
        yield f"  {step.event.at:%Y-%m-%d %H:%M:%S}  {step.event.by}: {outcome.say(lang)}"
        for problem in step.refused:
            hint = f"（{problem.hint.say(lang)}）" if problem.hint else ""
            yield f"    ✕ {problem.message.say(lang)}{hint}"
        if step.after is not None:
            yield _state(walk.process, step.after, before=step.before.slots, lang=lang)
        if step.wrong is not None:
            yield f"    !! {step.wrong.say(lang)}"


def _course(walk: StewardshipWalk, *, lang: Lang) -> Iterator[str]:
    yield f"{walk.title.say(lang)} · {walk.id} — {walk.why.say(lang)}  §{walk.cite}"
    for step in walk.steps:
        yield f"  {step.act.at:%Y-%m-%d %H:%M}  {step.done.say(lang)}"
        for problem in step.refused:
            hint = f"（{problem.hint.say(lang)}）" if problem.hint else ""
            yield f"    ✕ {problem.message.say(lang)}{hint}"
        yield f"    {step.said.say(lang)}"
        if step.wrong is not None:
            yield f"    !! {step.wrong.say(lang)}"


def _state(process: Process, state: State, *, before: frozenset[Slot], lang: Lang) -> str:
    slots = _slots(process, state.slots, before=before, lang=lang)
    if state.ended:
        end = RESULTS.get(state.result, Text(state.result, state.result))
        return f"  ■ {end.say(lang)}{slots}"
    stage = process.stage(state.stage)
    who = f"{stage.actor.say(lang)} · {stage.by}" if stage.actor else stage.by
    until = Text("，到 {t}", ", until {t}").format(t=say_due(state.due)) if state.due else Text("")
    rounds = state.rounds.get(stage.id, 0)
    again = (
        Text("，第 {n} 轮补正", ", supplement round {n}").format(n=rounds) if rounds else Text("")
    )
    told = f"{who}{until.say(lang)}{again.say(lang)}"
    return f"  ○ {stage.label.say(lang)} §{stage.cite}（{told}）{slots}"


def _slots(process: Process, now: frozenset[Slot], *, before: frozenset[Slot], lang: Lang) -> str:
    """What the step took under the limits, and what it freed."""
    labels = {limit.id: limit.label for limit in process.limits}

    def named(slots: frozenset[Slot]) -> str:
        return "、".join(sorted(f"{labels[s.limit].say(lang)}[{'/'.join(s.key)}]" for s in slots))

    taken, freed = now - before, before - now
    text = Text("  占用 {s}", "  takes {s}").format(s=named(taken)).say(lang) if taken else ""
    if freed:
        text += Text("  放出 {s}", "  frees {s}").format(s=named(freed)).say(lang)
    return text
