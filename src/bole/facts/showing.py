"""Values in words, in both languages."""

from __future__ import annotations

from typing import Final

from bole.facts.definitions import FactDef
from bole.facts.model import State, Value
from bole.facts.quantities import amount_en, amount_zh, percent
from bole.facts.vocabulary import Vocabulary
from bole.text import Text, join
from bole.units import FIRST_DAY, LAST_DAY, DateRange, iso

STATES: Final = {
    State.UNKNOWN: Text("没填", "Not given"),
    State.ABSENT: Text("没有", "None"),
    State.DECLINED: Text("不愿提供", "Declined"),
}
_ONGOING: Final = Text("至今", "present")
_YES_NO: Final = (Text("否", "No"), Text("是", "Yes"))


def show_value(fact: FactDef, value: Value, *, vocabulary: Vocabulary) -> Text:
    """The value as people read it: `2019-03`, `500 万元`, `30%`, `硕士`, `没填`."""
    if not value.given:
        ongoing = fact.kind == "date" and fact.id == "end" and value.state is State.ABSENT
        return _ONGOING if ongoing else STATES[value.state]
    if fact.kind == "text":
        return Text(value.text)
    if fact.kind == "choice":
        return _choice(fact, value, vocabulary=vocabulary)
    if fact.kind == "bool":
        return _YES_NO[value.low] if value.low == value.high else STATES[State.UNKNOWN]
    if fact.kind == "date":
        return _date(value)
    if value.low == value.high:
        return _quantity(fact, value.low)
    low, high = _quantity(fact, value.low), _quantity(fact, value.high)
    return Text(f"{low.zh} 至 {high.zh}", f"{low.en} to {high.en}")


def _choice(fact: FactDef, value: Value, *, vocabulary: Vocabulary) -> Text:
    catalogue = vocabulary.catalogues.get(fact.catalogue)
    if catalogue is None:
        return Text(value.text)
    listed = [v for v in catalogue.values if v in value.choices]
    names = [Text(n.zh, n.say("en")) for n in map(catalogue.name, listed)]
    for other in sorted(value.choices - set(listed)):
        name = other.removeprefix("~")
        names.append(Text(f"{name}（目录外）", f"{name} (not listed)"))
    return join(names)


def _date(value: Value) -> Text:
    if value.low <= FIRST_DAY:
        return Text(f"{iso(value.high)} 及以前", f"until {iso(value.high)}")
    if value.high >= LAST_DAY:
        return Text(f"{iso(value.low)} 及以后", f"from {iso(value.low)}")
    shown = DateRange(value.low, value.high)
    if shown.precision == "range":
        return Text(
            f"{iso(value.low)} 至 {iso(value.high)}", f"{iso(value.low)} to {iso(value.high)}"
        )
    return Text(str(shown), str(shown))


def _quantity(fact: FactDef, number: int) -> Text:
    if fact.kind == "amount":
        return Text(amount_zh(number), amount_en(number))
    if fact.kind == "percent":
        return Text(percent(number), percent(number))
    unit = fact.unit
    if not unit:
        return Text(str(number), str(number))
    return Text(f"{number} {unit.zh}", f"{number} {unit.say('en')}")
