"""What a press of a button does to the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from bole.web.common.numbers import whole
from bole.web.selfcheck import forms
from bole.web.selfcheck.answers import RESULT, Answers, Row
from bole.web.selfcheck.questions import CLAIMS, Screen


@dataclass(frozen=True, slots=True)
class Turn:
    """The answers afterwards; `posted` and `errors` where the same screen is shown again."""

    answers: Answers
    posted: Mapping[str, list[str]] | None = None
    errors: Mapping[str, str] = field(default_factory=dict)


def take(
    answers: Answers,
    *,
    screen: Screen | None,
    posted: dict[str, list[str]],
    go: str,
    fields: Mapping[str, str],
) -> Turn:
    """The turn that the button `go` makes; an unknown one shows the same screen again.

    `fields` are the employer's fields by track.
    """
    verb, _colon, about = go.partition(":")
    match verb:
        case "edit":
            return Turn(answers.showing(about, ids=tuple(answers.asked.get(about, ()))))
        case "track":
            old, new = fields.get(answers.track, ""), fields.get(about, "")
            return Turn(answers.on_track(about).in_field(new, before=old))
        case "back":
            earlier = answers.before(answers.at)
            return Turn(answers.showing(earlier, ids=tuple(answers.asked.get(earlier, ()))))
        case "questions":
            return Turn(answers.showing(""))
        case _:
            return _answered(answers, screen=screen, posted=posted, verb=verb, about=about)


def _answered(
    answers: Answers,
    *,
    screen: Screen | None,
    posted: dict[str, list[str]],
    verb: str,
    about: str,
) -> Turn:
    """The turn of a button that says something about the screen at hand."""
    if screen is None:
        return Turn(answers.showing(RESULT) if verb == "result" else answers)
    match verb:
        case "next":
            return _next(answers, screen=screen, posted=posted)
        case "result":
            turn = _next(answers, screen=screen, posted=posted)
            kept = answers if turn.errors else turn.answers
            return Turn(kept.showing(RESULT))
        case "none":
            return Turn(_told(answers, screen=screen, rows=[]).after(screen.key, asked=screen.ids))
        case "skip":
            return Turn(_untold(answers, screen=screen).after(screen.key, asked=screen.ids))
        case "more":
            return Turn(answers, _with_row(posted))
        case "drop":
            return Turn(answers, forms.without_row(posted, index=whole(about, default=-1)))
        case _:
            return Turn(answers, posted)


def _next(answers: Answers, *, screen: Screen, posted: dict[str, list[str]]) -> Turn:
    match screen.kind:
        case "claims":
            claims = tuple(c.address for c in screen.claims if c.address in posted.get(CLAIMS, ()))
            return Turn(replace(answers, claims=claims).after(screen.key, asked=screen.ids))
        case "facts":
            return _next_facts(answers, screen=screen, posted=posted)
        case "checklist":
            rows = forms.read_checklist(screen, posted=posted)
            if not rows:
                return Turn(answers, posted, {"": _("请选出有过的情形；都没有，点“都没有”")})
        case "records":
            rows, errors = forms.read_rows(screen, posted=posted)
            if not errors and not rows:
                errors = {"": _("请填一条；没有，点“没有”")}
            if errors:
                return Turn(answers, posted, errors)
    return Turn(_told(answers, screen=screen, rows=rows).after(screen.key, asked=screen.ids))


def _next_facts(answers: Answers, *, screen: Screen, posted: dict[str, list[str]]) -> Turn:
    given, errors = forms.read_facts(screen, posted=posted)
    if not errors and not given:
        errors = {"": _("请先回答，或点“先跳过”")}
    if errors:
        return Turn(answers, posted, errors)
    told = answers.with_facts(given, cleared=screen.ids)
    return Turn(told.after(screen.key, asked=screen.ids))


def _told(answers: Answers, *, screen: Screen, rows: list[Row]) -> Answers:
    if screen.family is None:
        return replace(answers, claims=()) if screen.kind == "claims" else answers
    return answers.with_family(screen.family.id, rows=tuple(rows))


def _untold(answers: Answers, *, screen: Screen) -> Answers:
    if screen.family is not None:
        return answers.without_family(screen.family.id)
    if screen.kind == "claims":
        return replace(answers, claims=())
    return answers.with_facts({}, cleared=screen.ids)


def _with_row(posted: dict[str, list[str]]) -> dict[str, list[str]]:
    numbers = forms.row_numbers(posted)
    place = max(numbers, default=-1) + 1
    return {**posted, f"r:{place}:": [""]} if len(numbers) < forms.MOST_ROWS else posted
