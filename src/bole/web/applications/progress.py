"""How far drafts are: what of the form is told, which materials lie there, what is still missing."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bole import units
from bole.policy.cycle import Cycle
from bole.web.applications.context import ATTACH, CHECK, FILL
from bole.web.applications.models import Case
from bole.web.applications.packs import Rules, find
from bole.web.cycles import queries as cycles
from bole.web.materials import checklist
from bole.web.materials.models import Explanation, Item
from bole.web.profiles import bridge
from bole.web.profiles.completeness import filled
from bole.web.programmes.form import form_of
from bole.web.programmes.judging import checker_of

#: What lies in a folder, or is said of what does not: by material.
Folder = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Progress:
    """Questions told, of all; what must still be told; materials there, of all that must be."""

    told: int
    whole: int
    lacks: int
    there: int
    needed: int

    @property
    def materials(self) -> int:
        """How many materials must still come."""
        return self.needed - self.there

    @property
    def open(self) -> int:
        """How many things stand between the draft and its check, as far as one can see here."""
        return self.lacks + self.materials

    @property
    def step(self) -> int:
        """The step that is next."""
        return FILL if self.lacks else ATTACH if self.materials else CHECK


def progress_of(cases: Iterable[Case], *, now: dt.datetime) -> dict[uuid.UUID, Progress]:
    """Of every draft among the cases; four queries, however many there are."""
    wanted = [case.pk for case in cases if case.draft]
    if not wanted:
        return {}
    drafts = list(Case.objects.filter(pk__in=wanted).select_related("person_sheet", "sheet"))
    rules = {draft.pk: find(draft.pack, programme=draft.programme) for draft in drafts}
    decided = cycles.cycles_of({r.pack.id: r.pack for r in rules.values() if r}.values())
    folders = [draft.folder_id for draft in drafts]
    items, said = _in_folders(Item, folders), _in_folders(Explanation, folders)
    return {
        draft.pk: _progress(
            draft,
            rules=own,
            cycle=decided[own.pack.id],
            items=items.get(draft.folder_id, {}),
            said=said.get(draft.folder_id, {}),
            as_of=units.to_int(now.date()),
        )
        for draft in drafts
        if (own := rules[draft.pk]) is not None
    }


def _progress(
    draft: Case, *, rules: Rules, cycle: Cycle, items: Folder, said: Folder, as_of: int
) -> Progress:
    pack, programme = rules.pack, rules.programme
    contents = draft.person_sheet.content or {}, draft.sheet.content or {}
    form = form_of(pack, programme=programme.id, track=draft.track)
    sections = filled(form, *contents, vocabulary=pack.vocabulary)
    checker = checker_of(pack, cycle=cycle)
    facts = bridge.facts_of_contents(*contents, vocabulary=pack.vocabulary, closed=True)
    with checker.turn:
        plan = checker.alone(programme.id, track=draft.track)
        verdict = plan.judge(facts, as_of=as_of, claims=bridge.claims_of(*contents))
        needs = [
            (material, checklist.need_of(material, verdict=verdict))
            for material in programme.materials_of(draft.track)
        ]
    hard = [material.number for material, need in needs if need.hard]
    return Progress(
        told=sum(section.told for section in sections),
        whole=sum(section.whole for section in sections),
        lacks=sum(len(section.lacks) for section in sections),
        there=sum(number in items or number in said for number in hard),
        needed=len(hard),
    )


def _in_folders(model: Any, folders: list[int]) -> dict[int, dict[str, bool]]:
    """Folder → the materials of which there is a row."""
    rows = model.objects.filter(folder__in=folders)
    if model is Item:
        rows = rows.filter(removed_at=None)
    found: dict[int, dict[str, bool]] = {}
    for folder, material in rows.values_list("folder_id", "material").distinct():
        found.setdefault(folder, {})[material] = True
    return found
