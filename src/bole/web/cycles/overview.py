"""Everything an office can decide about a pack, with what stands and what was decided before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bole.facts.quantities import amount_en, amount_zh, percent
from bole.policy.cycle import Cycle
from bole.policy.pack import Pack, Parameter, Programme, ReadingOption, ReadingQuestion
from bole.process.model import Limit
from bole.text import Text
from bole.units import iso
from bole.web.cycles.ends import End, ends
from bole.web.cycles.models import Decision, Extension, Quota
from bole.web.cycles.queries import SEPARATOR, Switch, cycle_of, switches
from bole.web.organisations.models import Organisation
from bole.web.organisations.queries import recommenders

_NONE: Final = Text("还没定", "Not decided")
#: The names of a limit's key that stand for the programme itself.
_OWN: Final = "programme"


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """A parameter with its value in words and the decision that set it."""

    parameter: Parameter
    value: Text
    document: Text
    bounds: Text
    decision: Decision | None

    @property
    def open(self) -> bool:
        """True where nobody has decided and the document says nothing."""
        return self.decision is None and self.parameter.value is None


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A reading question with the option that was adopted."""

    question: ReadingQuestion
    adopted: ReadingOption | None
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class SwitchRow:
    """A switch and how it stands."""

    switch: Switch
    on: bool
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """One row of a quota table: whose it is, and how much; None: nothing decided, it blocks."""

    key: tuple[str, ...]
    organisation: Organisation | None
    most: int | None

    @property
    def name(self) -> str:
        """The input's name in a form."""
        return "q:" + "|".join(self.key)

    @property
    def label(self) -> str:
        """Whose row it is."""
        return self.organisation.name if self.organisation else "、".join(self.key)


@dataclass(frozen=True, slots=True)
class QuotaTable:
    """A quota table of a programme."""

    programme: Programme
    limit: Limit
    rows: tuple[QuotaRow, ...]

    @property
    def missing(self) -> int:
        """How many rows nobody has decided."""
        return sum(row.most is None for row in self.rows)


@dataclass(frozen=True, slots=True)
class EndRow:
    """An end with the extensions that stand."""

    programme: Programme
    end: End
    extensions: tuple[Extension, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """A pack's cycle as its office sees it."""

    parameters: tuple[ParameterRow, ...]
    readings: tuple[ReadingRow, ...]
    switches: tuple[SwitchRow, ...]
    quotas: tuple[QuotaTable, ...]
    ends: tuple[EndRow, ...]

    @property
    def open(self) -> int:
        """How much is left to decide before everything can run."""
        return sum(row.open for row in self.parameters) + sum(bool(t.missing) for t in self.quotas)


def overview(pack: Pack) -> Overview:
    """What stands; a fixed number of queries."""
    rows = Decision.objects.filter(pack=pack.id, ended_at=None).select_related("by")
    made = {(row.kind, row.key): row for row in rows}
    cycle = cycle_of(pack)
    return Overview(
        tuple(
            _parameter(p, cycle=cycle, decision=made.get(("parameter", p.key)))
            for p in pack.parameters.values()
            if p.settable
        ),
        tuple(_reading(q, cycle=cycle, made=made) for q in pack.readings.values()),
        tuple(_switch(s, made=made) for s in switches(pack)),
        tuple(quota_tables(pack)),
        tuple(_ends(pack)),
    )


def quota_tables(pack: Pack) -> list[QuotaTable]:
    """The quota tables of all programmes, with a row for each recommending body."""
    limits = [(g, lim) for g in pack.programmes for lim in g.process.limits if lim.table]
    if not limits:
        return []
    most = {
        (q.programme, q.table, tuple(q.key.split(SEPARATOR))): q.most
        for q in Quota.objects.filter(pack=pack.id, ended_at=None)
    }
    listed = recommenders()
    return [_table(programme, limit, most=most, listed=listed) for programme, limit in limits]


def history(pack: Pack, *, most: int = 60) -> list[Decision | Quota | Extension]:
    """What was decided, newest first, with what has ended."""
    found: list[Decision | Quota | Extension] = []
    for model in (Decision, Quota, Extension):
        rows = model.objects.filter(pack=pack.id).select_related("by", "organisation", "ended_by")
        found += rows.order_by("-made_at")[:most]
    return sorted(found, key=lambda row: row.made_at, reverse=True)[:most]


def show(parameter: Parameter, value: int | None) -> Text:
    """A parameter's value in words."""
    if value is None:
        return _NONE
    match parameter.kind:
        case "date":
            return Text(iso(value), iso(value))
        case "amount":
            return Text(amount_zh(value), amount_en(value))
        case "percent":
            return Text(percent(value), percent(value))
        case "bool":
            return Text("是", "Yes") if value else Text("否", "No")
        case _:
            return Text(str(value), str(value))


def bounds(parameter: Parameter) -> Text:
    """How far an office may set it; empty where as far as it likes."""
    low, high = (show(parameter, v) for v in (parameter.minimum, parameter.maximum))
    if parameter.minimum is not None and parameter.maximum is not None:
        return Text(f"{low.zh} 至 {high.zh}", f"{low.say('en')} to {high.say('en')}")
    if parameter.minimum is not None:
        return Text(f"不低于 {low.zh}", f"at least {low.say('en')}")
    if parameter.maximum is not None:
        return Text(f"不超过 {high.zh}", f"at most {high.say('en')}")
    return Text("")


def _parameter(parameter: Parameter, *, cycle: Cycle, decision: Decision | None) -> ParameterRow:
    value = show(parameter, cycle.params.get(parameter.key))
    document = show(parameter, parameter.value) if parameter.value is not None else Text("")
    return ParameterRow(parameter, value, document, bounds(parameter), decision)


def _reading(
    question: ReadingQuestion, *, cycle: Cycle, made: Mapping[tuple[str, str], Decision]
) -> ReadingRow:
    chosen = cycle.adopted.get(question.key)
    adopted = next((o for o in question.options if o.id == chosen), None)
    return ReadingRow(question, adopted, made.get(("reading", question.key)))


def _switch(switch: Switch, *, made: Mapping[tuple[str, str], Decision]) -> SwitchRow:
    decision = made.get(("switch", switch.key))
    return SwitchRow(switch, decision is not None and decision.value == "on", decision)


def _table(
    programme: Programme,
    limit: Limit,
    *,
    most: Mapping[tuple[str, str, tuple[str, ...]], int],
    listed: Iterable[Organisation],
) -> QuotaTable:
    channels = limit.where.get("channel", ())
    rows = [
        QuotaRow(key, organisation, most.get((programme.id, limit.table, key)))
        for organisation in listed
        if not channels or organisation.channel in channels
        for key in [_key(limit, programme=programme, organisation=organisation)]
    ]
    known = {row.key for row in rows}
    for owner, table, key in most:
        if (owner, table) == (programme.id, limit.table) and key not in known:
            rows.append(QuotaRow(key, None, most[owner, table, key]))
    return QuotaTable(programme, limit, tuple(rows))


def _key(limit: Limit, *, programme: Programme, organisation: Organisation) -> tuple[str, ...]:
    names = {
        _OWN: programme.id, "recommender": organisation.uscc, "channel": organisation.channel,
    }  # fmt: skip
    return tuple(names.get(name, "") for name in limit.per)


def _ends(pack: Pack) -> Iterable[EndRow]:
    rows = Extension.objects.filter(pack=pack.id, ended_at=None).select_related("by")
    stand: dict[tuple[str, str], list[Extension]] = {}
    for row in rows.order_by("until"):
        stand.setdefault((row.programme, row.what), []).append(row)
    for programme in pack.programmes:
        for end in ends(programme):
            yield EndRow(programme, end, tuple(stand.get((programme.id, end.what), ())))
