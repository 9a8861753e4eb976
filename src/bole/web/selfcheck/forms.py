"""From what was posted to values, from values to what an input shows, and what is wrong.

The names of inputs are made of a place (`f:birth_date`, `r:0:grade`) and, where a value has
several inputs, a part (`.y`, `.m`, `.d`, `.none`, `.other`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils.translation import gettext as _

from bole import units
from bole.facts.vocabulary import FactDef, Vocabulary
from bole.text import Text
from bole.web.common.clock import now
from bole.web.selfcheck.answers import ABSENT, Raw, Row
from bole.web.selfcheck.questions import Ask, Screen

Posted = Mapping[str, Sequence[str]]

OTHER: Final = "~"
PRESENT: Final = "至今"
LONGEST_TEXT: Final = 200
MOST_ROWS: Final = 40
WAN: Final = "万元"
#: Everyone has one: to offer "there is none" would only confuse.
ALWAYS_THERE: Final = frozenset({"birth_date", "founded_on", "employer.founded_on"})
_DIGITS: Final = str.maketrans("０１２３４５６７８９．－", "0123456789.-")
_ROW: Final = re.compile(r"^r:(\d{1,3}):")


@dataclass(frozen=True, slots=True)
class Input:
    """One value to fill in, as the template draws it."""

    name: str
    kind: str
    label: Text
    help: Text
    unit: Text
    many: bool
    options: tuple[tuple[str, Text, bool], ...]
    #: What was written: by part, "" being the value itself.
    said: Mapping[str, str]
    none_label: str
    none_on: bool
    other: bool
    other_on: bool
    error: str

    @property
    def value(self) -> str:
        """What a single input shows."""
        return self.said.get("", "")


class Wrong(ValueError):
    """A value that cannot be; the message is for the person."""


def inputs(
    asks: Sequence[Ask],
    *,
    place: str,
    posted: Posted,
    vocabulary: Vocabulary,
    errors: Mapping[str, str],
) -> list[Input]:
    """The inputs for some asks, filled with what was posted."""
    return [
        _input(
            a, name=f"{place}{a.definition.id}", posted=posted, vocabulary=vocabulary, errors=errors
        )
        for a in asks
    ]


def read_facts(screen: Screen, *, posted: Posted) -> tuple[dict[str, Raw], dict[str, str]]:
    """Fact id → value for what was filled in; and input name → what is wrong."""
    return _read(screen.asks, place="f:", posted=posted)


def read_rows(screen: Screen, *, posted: Posted) -> tuple[list[Row], dict[str, str]]:
    """The records that were filled in, empty ones left out; and what is wrong."""
    rows: list[Row] = []
    errors: dict[str, str] = {}
    for index in row_numbers(posted):
        row, wrong = _read(screen.asks, place=f"r:{index}:", posted=posted)
        errors |= wrong
        if row:
            rows.append(row)
    return rows, errors


def read_checklist(screen: Screen, *, posted: Posted) -> list[Row]:
    """One record for every box that was ticked."""
    ask = screen.asks[0]
    ticked = posted.get(f"f:{ask.definition.id}", ())
    return [{ask.definition.id: v} for v in ask.options if v in ticked]


def row_numbers(posted: Posted) -> list[int]:
    """The numbers of the rows that were posted."""
    found = {int(m[1]) for name in posted if (m := _ROW.match(name))}
    return sorted(found)[:MOST_ROWS]


def posted_facts(screen: Screen, *, facts: Mapping[str, Raw]) -> dict[str, list[str]]:
    """What the inputs of a screen show for facts said earlier."""
    shown: dict[str, list[str]] = {}
    for ask in screen.asks:
        id = ask.definition.id
        if id in facts:
            shown |= _fill(ask, name=f"f:{id}", raw=facts[id])
    return shown


def posted_rows(screen: Screen, *, rows: Sequence[Row]) -> dict[str, list[str]]:
    """What the inputs of a screen show for records told earlier."""
    shown: dict[str, list[str]] = {}
    for index, row in enumerate(rows):
        shown[f"r:{index}:"] = [""]
        for ask in screen.asks:
            id = ask.definition.id
            if id in row:
                shown |= _fill(ask, name=f"r:{index}:{id}", raw=row[id])
    return shown


def without_row(posted: Posted, *, index: int) -> dict[str, list[str]]:
    """The same without one row; the others move up."""
    numbers = [n for n in row_numbers(posted) if n != index]
    place = {old: new for new, old in enumerate(numbers)}
    shown: dict[str, list[str]] = {}
    for name, values in posted.items():
        match = _ROW.match(name)
        if match and int(match[1]) in place:
            shown[f"r:{place[int(match[1])]}:{name[match.end() :]}"] = list(values)
    return shown


def _read(
    asks: Sequence[Ask], *, place: str, posted: Posted
) -> tuple[dict[str, Raw], dict[str, str]]:
    values: dict[str, Raw] = {}
    errors: dict[str, str] = {}
    for ask in asks:
        name = f"{place}{ask.definition.id}"
        try:
            value = _value(ask, name=name, posted=posted)
        except Wrong as wrong:
            errors[name] = str(wrong)
            continue
        if value is not None:
            values[ask.definition.id] = value
    return values, errors


def _value(ask: Ask, *, name: str, posted: Posted) -> Raw:
    definition = ask.definition
    if _one(posted, f"{name}.none"):
        return PRESENT if definition.id == "end" else ABSENT
    said = _one(posted, name)
    match definition.kind:
        case "date":
            day = _date(*(_one(posted, f"{name}.{part}") for part in "ymd"))
            if day is not None and definition.id == "birth_date":
                _born(day)
            return day
        case "bool":
            return {"yes": True, "no": False}.get(said)
        case "choice":
            return _choice(ask, name=name, posted=posted)
        case "number":
            return None if not said else _number(said, definition=definition)
        case "amount":
            return None if not said else f"{_decimal(said)}{WAN}"
        case "percent":
            return None if not said else f"{_decimal(said)}%"
        case _:
            return said[:LONGEST_TEXT] or None


def _date(year: str, month: str, day: str) -> str | None:
    if not (year or month or day):
        return None
    if not year:
        raise Wrong(_("请填年份，如 2019"))
    if day and not month:
        raise Wrong(_("填了日，也请填月"))
    text = "-".join(p.zfill(2) for p in (year, month, day) if p)
    try:
        units.read_date(text)
    except ValueError:
        raise Wrong(_("没有这一天，请看看年、月、日")) from None
    return text


def _born(day: str) -> None:
    if units.read_date(day).low > units.to_int(now().date()):
        raise Wrong(_("出生日期在今天以后，请看看年份"))


def _choice(ask: Ask, *, name: str, posted: Posted) -> Raw:
    ticked = [v for v in posted.get(name, ()) if v in ask.options]
    if not ticked and ABSENT in posted.get(name, ()):
        return ABSENT
    if OTHER in posted.get(name, ()) and ask.other:
        written = _one(posted, f"{name}.other")[:LONGEST_TEXT] or _("其他")
        ticked.append(f"{OTHER}{written}")
    if not ticked:
        return None
    return ticked if ask.definition.many else ticked[0]


def _number(said: str, *, definition: FactDef) -> int:
    try:
        value = int(said)
    except ValueError:
        raise Wrong(_("请填整数，如 3")) from None
    least = 0 if definition.least is None else definition.least
    if value < least or value > (10**9 if definition.most is None else definition.most):
        raise Wrong(_("这个数不合常理，请再看看"))
    return value


def _decimal(said: str) -> str:
    try:
        value = Decimal(said.replace(",", "").replace("，", ""))
    except InvalidOperation:
        raise Wrong(_("请填数字，如 50 或 12.5")) from None
    if not value.is_finite() or not 0 <= value < 10**9:
        raise Wrong(_("这个数不合常理，请再看看"))
    return format(value.normalize(), "f")


def _one(posted: Posted, name: str) -> str:
    values = posted.get(name) or ("",)
    return values[0].strip().translate(_DIGITS)


def _fill(ask: Ask, *, name: str, raw: Raw) -> dict[str, list[str]]:
    kind = ask.definition.kind
    if kind == "choice":
        return _fill_choice(name, raw=raw)
    if raw in (ABSENT, PRESENT):
        return {f"{name}.none": ["on"]}
    match kind:
        case "date":
            parts = [str(int(p)) for p in str(raw).split("-")]
            return {f"{name}.{part}": [said] for part, said in zip("ymd", parts, strict=False)}
        case "bool":
            return {name: ["yes" if raw else "no"]}
        case "amount":
            return {name: [str(raw).removesuffix(WAN)]}
        case "percent":
            return {name: [str(raw).removesuffix("%")]}
        case _:
            return {name: [str(raw)]}


def _fill_choice(name: str, *, raw: Raw) -> dict[str, list[str]]:
    values = raw if isinstance(raw, list) else [raw]
    shown = {name: [OTHER if v.startswith(OTHER) else v for v in values]}
    written = [v.removeprefix(OTHER) for v in values if v.startswith(OTHER)]
    return shown | ({f"{name}.other": written} if written else {})


def _input(
    ask: Ask,
    *,
    name: str,
    posted: Posted,
    vocabulary: Vocabulary,
    errors: Mapping[str, str],
) -> Input:
    definition = ask.definition
    of_record = name.startswith("r:")
    ticked = posted.get(name, ())
    options: list[tuple[str, Text, bool]] = []
    if definition.kind == "choice":
        catalogue = vocabulary.catalogue(definition)
        options = [(v, catalogue.name(v), v in ticked) for v in ask.options]
    return Input(
        name=name,
        kind=definition.kind,
        label=definition.label if of_record or not definition.ask else definition.ask,
        help=definition.help,
        unit=definition.unit,
        many=definition.many,
        options=tuple(options),
        said={p.lstrip("."): _one(posted, name + p) for p in ("", ".y", ".m", ".d", ".other")},
        none_label=_none_label(definition, of_record=of_record),
        none_on=ABSENT in ticked or bool(_one(posted, f"{name}.none")),
        other=ask.other,
        other_on=OTHER in ticked,
        error=errors.get(name, ""),
    )


def _none_label(definition: FactDef, *, of_record: bool) -> str:
    if of_record and definition.id == "end":
        return str(_("至今"))
    if definition.kind == "date" and not of_record and definition.id not in ALWAYS_THERE:
        return str(_("没有，或还没到"))
    if definition.kind == "choice":
        return str(_("以上都不是"))
    return ""


def as_posted(data: Any) -> dict[str, list[str]]:
    """A posted form as plain lists."""
    return {name: list(values) for name, values in data.lists()}
