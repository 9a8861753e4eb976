"""What somebody did, what a reducer asks about everything around, and refusals in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bole.criteria.kernel import Formula
from bole.problems import Problem, did_you_mean
from bole.stewardship.model import Actor, Field, Item
from bole.text import Text, join
from bole.units import read_date
from bole.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Finding:
    """What one evaluator found on one indicator; a number never stands without its reason."""

    indicator: str
    by: str
    words: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """One thing done: `do` says what, `item` which rule, move, filing or assessment.

    `about` names the member or the year it concerns, `words` are the reasons given.
    """

    at: dt.datetime
    by: str
    do: str
    item: str = ""
    about: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    words: str = ""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What is decided around: working days, parameters, adopted readings, how a guard is judged.

    `names` are the actors' names by id.
    """

    workdays: Workdays
    params: Mapping[str, int] = field(default_factory=dict)
    adopted: Mapping[str, str] = field(default_factory=dict)
    level: Callable[[Formula], int] = lambda formula: 3
    names: Mapping[str, Text] = field(default_factory=dict)

    def who(self, ids: Iterable[str]) -> Text:
        """The actors by name."""
        return join([self.names.get(id, Text(id)) for id in ids])


def named(actor: Actor, *, on: int, params: Mapping[str, int]) -> Text:
    """What the actor is called on a day (`yyyymmdd`)."""
    since = params.get(actor.since)
    return actor.later if since is not None and on >= since and actor.later else actor.label


def refusal(item: Item, code: str, zh: str, en: str, **values: object) -> Problem:
    """A refusal that says which clause it rests on."""
    cite = "、".join(item.cite)
    hint = Text(f"依据：{cite}", f"See {', '.join(item.cite)}") if cite else None
    return Problem(code, Text(zh, en).format(**values), hint=hint)


def not_yours(item: Item, by: Iterable[str], *, act: Act, setting: Setting) -> Iterator[Problem]:
    """A refusal where the act is not by one of those."""
    allowed = tuple(by)
    if act.by not in allowed:
        who = setting.who(allowed)
        yield refusal(item, "actor", "这一步由{by}办", "This belongs to {by}", by=who)


def too_early(item: Item, history: tuple[Act, ...], *, act: Act) -> Iterator[Problem]:
    """A refusal where the act is older than the last one: history is only added to."""
    if history and act.at < history[-1].at:
        yield refusal(item, "earlier", "比上一次登记还早", "Earlier than what was recorded last")


def no_such(item: Item, word: str, *, among: Iterable[str]) -> Problem:
    """A refusal where nothing of that name is there."""
    known = list(among)
    listed = Text("只有：{l}", "There are: {l}").format(l=join([Text(k) for k in known]))
    text = Text(f"{item.label.zh}没有“{word}”", f"{item.label.say('en')} has no {word!r}")
    return Problem("unknown", text, hint=did_you_mean(word, among=known, more=listed))


def wrong_values(
    owner: Item, fields: tuple[Field, ...], values: Mapping[str, str], *, needs: Iterable[str] = ()
) -> Iterator[Problem]:
    """Refusals of unknown fields, missing ones and values that are none of their kind."""
    known = {f.id: f for f in fields}
    for id in values.keys() - known.keys():
        yield no_such(owner, id, among=known)
    for id in dict.fromkeys(needs):
        if not values.get(id):
            yield refusal(known[id], "missing", "还缺：{f}", "Missing: {f}", f=known[id].label)
    for id, value in values.items():
        if id in known and not _fits(known[id], value):
            yield refusal(
                known[id], "value", "{f}：读不懂“{v}”", "{f}: cannot read {v}",
                f=known[id].label, v=value,
            )  # fmt: skip


def _fits(field: Field, value: str) -> bool:
    match field.kind:
        case "choice":
            return value in field.options
        case "number" | "money":
            return value.isdecimal()
        case "bool":
            return value in ("true", "false")
        case "date":
            try:
                read_date(value)
            except ValueError:
                return False
            return True
        case _:
            return True
