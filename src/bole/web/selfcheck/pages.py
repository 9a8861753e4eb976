"""What each page of the self-check shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bole import units
from bole.explain import summary
from bole.explain.evidence import Evidence
from bole.facts.values import show_value
from bole.policy.pack import Track
from bole.text import Text, join
from bole.web.common.templatetags.components import language
from bole.web.programmes.queries import Listed, tracks_with_rules
from bole.web.programmes.rounds import say_date
from bole.web.selfcheck import forms, results
from bole.web.selfcheck.answers import ABSENT, ANY_TRACK, RESULT, Answers
from bole.web.selfcheck.judging import Checked, check
from bole.web.selfcheck.profiles import value_of
from bole.web.selfcheck.questions import CLAIMS, Screen, screen_again
from bole.web.selfcheck.services import Turn
from bole.web.selfcheck.trees import Tree

NONE = Text("没有", "None")
SKIPPED = Text("跳过了", "Skipped")
EMPLOYER = Text("单位情况", "The employer")
TEAM = Text("团队情况", "The team")
#: So many screens are named under "what comes next".
COMING = 4


@dataclass(frozen=True, slots=True)
class Page:
    """A template with its context, and the answers to seal into it."""

    template: str
    context: dict[str, Any]
    answers: Answers


@dataclass(frozen=True, slots=True)
class Told:
    """A screen that was answered, and what was said."""

    key: str
    label: Text
    said: Text


def start(listed: Listed, *, track: str, unchosen: bool = False) -> dict[str, Any]:
    """The first page: which field."""
    tracks = [t for t in tracks_with_rules(listed.programme) if t.id]
    return {
        "listed": listed,
        "tracks": tracks,
        "chosen": track or ("" if tracks else ANY_TRACK),
        "unchosen": unchosen,
        "any_track": ANY_TRACK,
        "as_of": say_date(listed.round.as_of),
    }


def after(turn: Turn, *, listed: Listed) -> Page:
    """The page that follows a turn."""
    answers = turn.answers
    checked = check(answers, listed=listed)
    screen = None if answers.at == RESULT else _screen(answers, checked=checked)
    if screen is None:
        return _result(answers.showing(RESULT), checked=checked, listed=listed)
    answers = answers.showing(screen.key, ids=screen.ids)
    return _question(answers, screen=screen, turn=turn, checked=checked, listed=listed)


def _screen(answers: Answers, *, checked: Checked) -> Screen | None:
    """The screen asked for, or the one that decides most."""
    if answers.at:
        again = screen_again(answers.at, needs=checked.needs, ids=answers.at_ids)
        if again is not None:
            return again
    return next(iter(checked.coming), None)


def _question(
    answers: Answers, *, screen: Screen, turn: Turn, checked: Checked, listed: Listed
) -> Page:
    posted = _posted(answers, screen=screen) if turn.posted is None else turn.posted
    errors = dict(turn.errors)

    def draw(place: str) -> list[forms.Input]:
        return forms.inputs(
            screen.asks,
            place=place,
            posted=posted,
            vocabulary=listed.pack.vocabulary,
            errors=errors,
        )

    records = screen.kind == "records"
    numbers = (forms.row_numbers(posted) or [0]) if records else []
    rows = [(number, draw(f"r:{number}:")) for number in numbers]
    inputs = [] if records else draw("f:")
    every = [*inputs, *(i for _number, row in rows for i in row)]
    coming = [s for s in checked.coming if s.key != screen.key]
    answered = len(answers.asked)
    context = {
        "screen": screen,
        "heading": _heading(screen),
        "inputs": inputs,
        "rows": rows,
        "claimed": answers.claims,
        "error": errors.get("", ""),
        "wrong": [i for i in every if i.error],
        "coming": [(_label(s), s) for s in coming[:COMING]],
        "more_coming": max(len(coming) - COMING, 0),
        "answered": answered,
        "remaining": len(coming) + 1,
        "whole": answered + len(coming) + 1,
        "earlier": answers.before(screen.key),
        **_beside(answers, checked=checked, listed=listed),
    }
    return Page("question", context, answers)


def _result(answers: Answers, *, checked: Checked, listed: Listed) -> Page:
    programme = listed.programme
    several = answers.track == ANY_TRACK and len(programme.tracks) > 1
    evidence = Evidence(programme, vocabulary=listed.pack.vocabulary, level_of=checked.level)
    best = summary.best(checked.report, programme=programme)
    tree = None if several else Tree(evidence=evidence, lang=language())
    cards = results.cards(checked.report, programme=programme, tree=tree)
    context = {
        "title": summary.outcome(best, programme=programme, several=several),
        "several": several,
        "cards": [] if several else cards,
        "grid": results.grid(checked.report, programme=programme) if several else [],
        "best": best,
        "materials": results.to_prepare(programme, view=best, evidence=evidence),
        "receipt": checked.report.receipt,
        "as_of": units.iso(checked.report.receipt.as_of),
        "coming_count": len(checked.coming),
        "first_step": next((s for s in programme.steps if s.mine), None),
        **_beside(answers, checked=checked, listed=listed),
    }
    return Page("result", context, answers)


def _beside(answers: Answers, *, checked: Checked, listed: Listed) -> dict[str, Any]:
    """What every step shows beside the question."""
    programme = listed.programme
    several = answers.track == ANY_TRACK and len(programme.tracks) > 1
    return {
        "track": _track(answers, listed=listed),
        "tracks": [t for t in tracks_with_rules(programme) if t.id and t.id != answers.track],
        "any_track": ANY_TRACK,
        "standings": results.standings(checked.report, programme=programme, several=several),
        "indirect": [t for t in programme.tiers if not t.direct],
        "told": _told(answers, listed=listed),
    }


def _track(answers: Answers, *, listed: Listed) -> Track | None:
    return next((t for t in listed.programme.tracks if t.id and t.id == answers.track), None)


def _posted(answers: Answers, *, screen: Screen) -> dict[str, list[str]]:
    """What the screen's inputs show of earlier answers."""
    if screen.family is None:
        return forms.posted_facts(screen, facts=answers.facts)
    rows = answers.families.get(screen.family.id, ())
    if screen.kind == "checklist":
        name = screen.asks[0].definition.id
        return {f"f:{name}": [str(row[name]) for row in rows if name in row]}
    return forms.posted_rows(screen, rows=rows)


def _heading(screen: Screen) -> Text:
    if screen.kind == "claims":
        return Text("这些要由人认可，你主张哪几条？", "People decide on these: which do you claim?")
    if screen.family is not None:
        return screen.family.ask
    if len(screen.asks) == 1:
        return screen.asks[0].definition.ask
    if screen.asks[0].definition.of == "team":
        return Text("你的团队怎么样？", "About your team")
    return Text("你的单位怎么样？", "About your employer")


def _label(screen: Screen) -> Text:
    if screen.kind == "claims":
        return Text("要由人认可的条款", "Clauses that people decide on")
    if screen.family is not None:
        return screen.family.label
    if len(screen.asks) == 1:
        return screen.asks[0].definition.label
    who = TEAM if screen.asks[0].definition.of == "team" else EMPLOYER
    count = len(screen.asks)
    return Text(f"{who.zh}（{count} 项）", f"{who.en} ({count} questions)")


def _told(answers: Answers, *, listed: Listed) -> list[Told]:
    vocabulary = listed.pack.vocabulary
    told = []
    for key, ids in answers.asked.items():
        kind, _, subject = key.partition(":")
        if key == CLAIMS:
            said = join([Text(c) for c in answers.claims]) if answers.claims else NONE
            told.append(Told(key, Text("主张的条款", "Claimed"), said))
        elif kind == "family" and subject in vocabulary.families:
            rows = answers.families.get(subject)
            count = SKIPPED if rows is None else NONE if not rows else _count(len(rows))
            told.append(Told(key, vocabulary.family(subject).label, count))
        elif kind == "facts":
            told += [
                Told(key, vocabulary.fact(id).label, _said(answers, id, listed=listed))
                for id in ids
                if id in vocabulary.facts
            ]
    return told


def _count(number: int) -> Text:
    return Text(f"{number} 项", f"{number} item" + ("s" if number > 1 else ""))


def _said(answers: Answers, id: str, *, listed: Listed) -> Text:
    if id not in answers.facts:
        return SKIPPED
    raw, vocabulary = answers.facts[id], listed.pack.vocabulary
    if raw == ABSENT:
        return NONE
    definition = vocabulary.fact(id)
    value = value_of(definition, raw, vocabulary=vocabulary)
    return show_value(definition, value, vocabulary=vocabulary)
