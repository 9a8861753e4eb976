"""A pack under the decisions that stand: parameters, readings, switches, quotas, deadlines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count

from bole.policy.cycle import Cycle, decide
from bole.policy.pack import Pack
from bole.policy.part import Part
from bole.problems import Problem, Problems
from bole.process.model import Stage
from bole.web.cycles.models import Decision, Extension, Quota
from bole.yamlfile import Document

#: Between the values of a quota's key.
SEPARATOR = "\x1f"


def cycle_of(pack: Pack) -> Cycle:
    """The pack under the parameters and readings that were decided; one query."""
    return decided(pack)[0]


def cycles_of(packs: Iterable[Pack]) -> dict[str, Cycle]:
    """`cycle_of` for several packs, by their ids; one query."""
    listed = list(packs)
    rows = Decision.objects.filter(pack__in=[pack.id for pack in listed], ended_at=None)
    kept = list(rows.exclude(kind="switch").order_by("on", "pk"))
    return {pack.id: _cycle(pack, [r for r in kept if r.pack == pack.id]) for pack in listed}


def decided(pack: Pack) -> tuple[Cycle, frozenset[str]]:
    """`cycle_of` and `switched_on` at once; one query."""
    rows = list(Decision.objects.filter(pack=pack.id, ended_at=None).order_by("on", "pk"))
    on = frozenset(r.key for r in rows if r.kind == "switch" and r.value == "on")
    return _cycle(pack, [r for r in rows if r.kind != "switch"]), on


def _cycle(pack: Pack, rows: Iterable[Decision]) -> Cycle:
    data = {
        "decisions": [
            {
                "key": r.key, "value": r.value, "on": r.on.isoformat(), "by": str(r.by_id),
                "reason": r.reason,
            }
            for r in rows
        ]
    }  # fmt: skip
    problems: list[Problem] = []
    cycle = decide(Part(Document("", "", data), (), data, problems), pack=pack)
    if problems:
        raise Problems(problems)
    return cycle


@dataclass(frozen=True, slots=True)
class Switch:
    """An optional stage that an office can switch on; the same switch may stand at several."""

    key: str
    stages: tuple[Stage, ...]


def switches(pack: Pack) -> list[Switch]:
    """The switches of the pack's procedures, in their order."""
    found: dict[str, dict[str, Stage]] = {}
    for programme in pack.programmes:
        for process in (programme.process, *programme.processes.values()):
            for stage in process.stages:
                if stage.off and stage.switch:
                    found.setdefault(stage.switch, {}).setdefault(stage.id, stage)
    return [Switch(key, tuple(stages.values())) for key, stages in found.items()]


def switched_on(pack: Pack) -> frozenset[str]:
    """The optional stages that the office switched on."""
    rows = Decision.objects.filter(pack=pack.id, ended_at=None, kind="switch", value="on")
    return frozenset(rows.values_list("key", flat=True))


def quotas(pack: Pack, *, programme: str) -> Mapping[str, Mapping[tuple[str, ...], int]]:
    """Table → key → the most there can be."""
    found: dict[str, dict[tuple[str, ...], int]] = {}
    for row in Quota.objects.filter(pack=pack.id, programme=programme, ended_at=None):
        found.setdefault(row.table, {})[tuple(row.key.split(SEPARATOR))] = row.most
    return found


def quota_version(pack: Pack, *, programme: str, table: str) -> int:
    """How often a row of the table was set or ended; one query."""
    rows = Quota.objects.filter(pack=pack.id, programme=programme, table=table)
    found = rows.aggregate(made=Count("pk"), ended=Count("ended_at"))
    return int(found["made"] + found["ended"])


def extended(
    pack: Pack, *, programme: str, what: str, draft_from: dt.datetime | None
) -> dt.datetime | None:
    """The latest moment to which `what` was extended for a draft begun then; None where not."""
    rows = Extension.objects.filter(
        pack=pack.id, programme=programme, what=what, ended_at=None
    ).order_by("-until")
    return _latest(rows, draft_from=draft_from)


@dataclass(frozen=True, slots=True)
class Extended:
    """`extended` for lists: the same answers from rows that were read at once."""

    rows: Mapping[tuple[str, str, str], list[Extension]]

    def __call__(
        self, pack: Pack, *, programme: str, what: str, draft_from: dt.datetime | None
    ) -> dt.datetime | None:
        return _latest(self.rows.get((pack.id, programme, what), ()), draft_from=draft_from)

    def moments(self, pack: str, *, programme: str) -> list[dt.datetime]:
        """The moments before which a draft had to have begun for some extension, in order."""
        own = (r for key, rows in self.rows.items() if key[:2] == (pack, programme) for r in rows)
        return sorted({r.drafts_before for r in own if r.drafts_before is not None})


def all_extended(packs: Iterable[str]) -> Extended:
    """`extended` over some packs, by their ids; one query."""
    found: dict[tuple[str, str, str], list[Extension]] = {}
    for row in Extension.objects.filter(pack__in=set(packs), ended_at=None).order_by("-until"):
        found.setdefault((row.pack, row.programme, row.what), []).append(row)
    return Extended(found)


def _latest(rows: Iterable[Extension], *, draft_from: dt.datetime | None) -> dt.datetime | None:
    for row in rows:
        if row.drafts_before is None or (draft_from and draft_from < row.drafts_before):
            return row.until
    return None
