"""What the process asks about everything around a case, built from rows."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q, QuerySet

from bole import units
from bole.criteria.kernel import Formula, parts_of, walk
from bole.explain.model import TierView
from bole.explain.report import report
from bole.facts.identity import tidy_code
from bole.facts.model import Facts, State
from bole.facts.vocabulary import Vocabulary
from bole.judge.verdict import Plan, Verdict
from bole.levels import MEETS
from bole.policy.cycle import Cycle
from bole.policy.intake import SHANGHAI
from bole.policy.library import shared_workdays
from bole.policy.pack import Material
from bole.process.advance import World, most_of, slot_of
from bole.process.model import Limit, Slot
from bole.web.accounts.models import Consent
from bole.web.applications import models
from bole.web.applications.deadlines import Deadline, deadline
from bole.web.applications.handed_in import contents_of, is_live, last_of
from bole.web.applications.packs import Rules, rules_of
from bole.web.common.crypto import blind_index
from bole.web.cycles import queries as cycles
from bole.web.materials.checklist import Need, need_of, orders
from bole.web.materials.models import Explanation, Item
from bole.web.materials.order import Order
from bole.web.profiles import bridge
from bole.web.programmes.form import Form, form_of
from bole.web.programmes.judging import Checker, checker_of

#: The fact that says in which part of a team somebody is put forward.
ROLE: Final = "present_position"
#: The columns of a file that a submission keeps.
_OF_FILE: Final = ("folder_id", "file__sha256", "file__size", "file__pages")


@dataclass(frozen=True, slots=True)
class Room:
    """A limit as it stands for one case: places that others hold, and how many there are."""

    limit: Limit
    used: int
    most: int | None


class Situation:
    """A case at an instant: its rules and decisions, its facts, how they stand, what is taken.

    Everything is read when first asked for, and only once. `filed`: what was handed in counts, not
    what somebody has begun to complete.
    """

    def __init__(
        self, case: models.Case, *, at: dt.datetime, rules: Rules | None = None, filed: bool = False
    ) -> None:  # fmt: skip
        self.case, self.at, self.filed = case, at.astimezone(SHANGHAI), filed
        #: Which part of what was handed in is to be completed; read before a submission ends it.
        self.live, self.completes = is_live(case), case.open and not is_live(case)
        self.unlocked = tuple(case.unlocked)
        self.rules = rules or rules_of(case)
        self._places: dict[Slot, frozenset[int]] = {}

    @functools.cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of the pack."""
        return self.rules.pack.vocabulary

    @functools.cached_property
    def cycle(self) -> Cycle:
        """The pack under the office's decisions."""
        return self._decided[0]

    @functools.cached_property
    def _decided(self) -> tuple[Cycle, frozenset[str]]:
        return cycles.decided(self.rules.pack)

    @functools.cached_property
    def facts(self) -> Facts:
        """What was told of the person and for the case; handing in says that it is all."""
        return bridge.facts_of_contents(*self.contents, vocabulary=self.vocabulary, closed=True)

    @functools.cached_property
    def told(self) -> Facts:
        """The facts as told so far: before a draft is handed in, a list is open until called whole.

        Only lists that the form asks for: nobody can add to others.
        """
        if not self.case.draft:
            return self.facts
        asked = {records.family.id for records in self._form.records}
        others = {name: True for name in self.vocabulary.families if name not in asked}
        return bridge.facts_of_contents(
            {"closed": others}, *self.contents, vocabulary=self.vocabulary
        )

    @functools.cached_property
    def open_lists(self) -> frozenset[str]:
        """The families that the form asks for and that nobody has called whole; handing in does."""
        asked = (records.family.id for records in self._form.records)
        return frozenset(name for name in asked if not self.told.family(name).closed)

    @property
    def _form(self) -> Form:
        programme = self.rules.programme.id
        return form_of(self.rules.pack, programme=programme, track=self.case.track)

    @functools.cached_property
    def handed_in(self) -> dict[str, Any] | None:
        """What was handed in last; None where all of it is the owner's to change."""
        return None if self.live and not self.filed else last_of(self.case)

    @functools.cached_property
    def contents(self) -> tuple[Mapping[str, Any], ...]:
        """The raw contents: the person's and the case's."""
        if self.filed and self.handed_in is not None:
            return {}, self.handed_in
        return contents_of(self.case, last=self.handed_in)

    @functools.cached_property
    def claims(self) -> tuple[str, ...]:
        """The clauses claimed."""
        return bridge.claims_of(*self.contents)

    @functools.cached_property
    def checker(self) -> Checker:
        """The compiled pack."""
        return checker_of(self.rules.pack, cycle=self.cycle)

    @functools.cached_property
    def plan(self) -> Plan:
        """The conditions of the case's track, compiled."""
        return self.checker.alone(self.rules.programme.id, track=self.case.track)

    @property
    def as_of(self) -> int:
        """The day that is judged, as `yyyymmdd`."""
        return units.to_int(self.at.date())

    @functools.cached_property
    def verdict(self) -> Verdict:
        """How everything stands on that day."""
        with self.checker.turn:
            return self.plan.judge(self.facts, as_of=self.as_of, claims=self.claims)

    @functools.cached_property
    def lacking(self) -> list[tuple[Material, Need]]:
        """The materials that are needed and neither there nor explained."""
        listed = self.rules.programme.materials_of(self.case.track)
        open_ = [m for m in listed if m.number not in self.items]
        verdict = self.verdict
        with self.checker.turn:
            needs = [(m, need_of(m, verdict=verdict)) for m in open_]
        return [
            (m, need)
            for m, need in needs
            if need.state == "needed" and m.number not in self.explanations
        ]

    @functools.cached_property
    def items(self) -> dict[str, list[Item]]:
        """What lies in the folder, by material, both in the document's order."""
        rows = Item.objects.filter(folder=self.case.folder_id, removed_at=None)
        rows = rows.select_related("file").order_by("material", "position", "pk")
        found: dict[str, list[Item]] = {}
        for item in rows.only("uid", "material", "position", "name", "shows", *_OF_FILE):
            found.setdefault(item.material, []).append(item)
        order = {m.number: n for n, m in enumerate(self.rules.programme.materials)}
        return dict(sorted(found.items(), key=lambda pair: order.get(pair[0], len(order))))

    @functools.cached_property
    def orders(self) -> dict[str, Order]:
        """By material, the files beside what the form lists, where they follow its order."""
        return orders(
            self.rules.programme, track=self.case.track, facts=self.facts,
            vocabulary=self.vocabulary, items=self.items, ids=bridge.ids_of(*self.contents),
        )  # fmt: skip

    @functools.cached_property
    def explanations(self) -> dict[str, str]:
        """What was said of materials that are not there."""
        if not any(m.explain for m in self.rules.programme.materials):
            return {}
        rows = Explanation.objects.filter(folder=self.case.folder_id)
        return {row.material: row.text for row in rows}

    @functools.cached_property
    def consents(self) -> list[Consent]:
        """What was agreed to for this case by whoever files it, and by the filer for the account."""
        case = self.case
        rows = Consent.objects.filter(
            Q(about=case.about) | Q(about="", user=case.filer_id), withdrawn_at=None
        )
        return list(rows.order_by("kind", "version"))

    @functools.cached_property
    def switches(self) -> frozenset[str]:
        """The optional stages that the office switched on."""
        return self._decided[1]

    @functools.cached_property
    def view(self) -> TierView | None:
        """The tier applied for, explained by what was told so far; None while none is chosen."""
        with self.checker.turn:
            told = report(
                self.plan, self.told, as_of=self.as_of, programme=self.rules.programme.id,
                track=self.case.track, tier=self.case.tier, claims=self.claims,
            )  # fmt: skip
        return told.tiers[0] if told.tiers else None

    def level(self, formula: Formula) -> int:
        """The level of any formula of the pack."""
        verdict = self.verdict
        with self.checker.turn:
            return verdict.level(formula)

    def level_so_far(self, formula: Formula) -> int:
        """The same by what was told so far, where a list may still grow."""
        with self.checker.turn:
            verdict = self.plan.judge(self.told, as_of=self.as_of, claims=self.claims)
            return verdict.level(formula)

    @functools.cached_property
    def deadline(self) -> Deadline:
        """Where the case stands in time."""
        return deadline(self.case, self.at, rules=self.rules)

    @functools.cached_property
    def names(self) -> dict[str, str]:
        """The case's own values for the keys of limits; "" where not known."""
        case = self.case
        return {
            "person": self.person_index,
            "uscc": case.employer.uscc if case.employer else "",
            "employer": case.employer.uscc if case.employer else "",
            "programme": case.programme,
            "track": case.track,
            "tier": case.tier,
            "intake": case.intake,
            "round": case.round,
            "year": str(self.at.year),
            "channel": case.recommender.channel if case.recommender else "",
            "recommender": case.recommender.uscc if case.recommender else "",
            "item": self.item,
            "role": self.role,
        }

    @functools.cached_property
    def person_index(self) -> str:
        """What finds the person again, "" while there is no code."""
        value = self.facts.get("identity_code")
        return person_index(value.text if value.state is State.KNOWN else "")

    @functools.cached_property
    def item(self) -> str:
        """The item of a catalogue under which the case is filed, where limits ask for one.

        Of the limited items: the one claimed, in the order of claims, and of two halves of one
        clause the one that stands best; without a claim one that is met. "" where there is none.
        """
        wanted = {v for lim in self._limits for v in lim.where.get("item", ())}
        root = self.rules.programme.roots.get((self.case.track, self.case.tier))
        if not wanted or root is None:
            return ""
        found = {n.meta.id: n for n in walk(root) if n.meta.id in wanted}
        cites = _cites(root)
        levels = {id: self.level(node) for id, node in found.items()}
        for claim in self.claims:
            own = [id for id in found if cites[id] == claim]
            if own:
                return max(own, key=lambda id: levels[id])
        met = [id for id in found if levels[id] == MEETS]
        return met[0] if met and not self.claims else ""

    @property
    def _limits(self) -> tuple[Limit, ...]:
        return self.rules.programme.process.limits

    @functools.cached_property
    def world(self) -> World:
        """The world that the process asks."""
        return World(
            names=self.names,
            workdays=shared_workdays(),
            used=self.used,
            tables=self.tables,
            level=self.level,
            on=self.switches,
            counts={k: v for k, v in self.cycle.params.items() if v is not None},
            taken_at=lambda _: self.deadline.open and self.way_fits,
        )

    @functools.cached_property
    def tables(self) -> Mapping[str, Mapping[tuple[str, ...], int]]:
        """The quotas of the programme, where a limit asks for one."""
        if not any(limit.table for limit in self._limits):
            return {}
        return cycles.quotas(self.rules.pack, programme=self.rules.programme.id)

    @functools.cached_property
    def way_fits(self) -> bool:
        """True where the way in that was chosen (or, of several, any) is open to this person."""
        ways = [
            i
            for i in self.rules.programme.intake
            if not self.case.intake or i.id == self.case.intake
        ]
        return not ways or any(i.when is None or self.level(i.when) == MEETS for i in ways)

    def rooms(self, stage: str) -> list[Room]:
        """The limits whose places a stage takes, with what is left."""
        found = ((m, slot_of(m, world=self.world)) for m in self._limits if m.take == stage)
        return [
            Room(limit, self.used(slot), most_of(limit, slot, world=self.world))
            for limit, slot in found
            if slot is not None
        ]

    def used(self, slot: Slot) -> int:
        """How many places of a limit other cases hold."""
        return len(self.places(slot))

    def places(self, slot: Slot) -> frozenset[int]:
        """The places of a limit that other cases hold."""
        if slot not in self._places:
            rows = taken(self.case, slot).exclude(case=self.case)
            self._places[slot] = frozenset(rows.values_list("place", flat=True))
        return self._places[slot]

    @functools.cached_property
    def role(self) -> str:
        """The part in which the person is put forward, of those that limits count; "" if none."""
        held = self.facts.get(ROLE).choices
        wanted = [v for lim in self._limits for v in lim.where.get("role", ())]
        return next((v for v in wanted if v in held), "")


def plain_world(rules: Rules) -> World:
    """A world without the case: working days, decided lengths, and stages switched on."""
    cycle, on = cycles.decided(rules.pack)
    return World(
        names={},
        workdays=shared_workdays(),
        counts={key: value for key, value in cycle.params.items() if value is not None},
        on=on,
    )


def taken(case: models.Case, slot: Slot) -> QuerySet[models.Slot]:
    """The rows of a limit's places under the slot's key, in the case's round."""
    return models.Slot.objects.filter(
        pack=case.pack, round=case.round, limit=slot.limit, key=slot_key(slot)
    )


def slot_key(slot: Slot) -> str:
    """The key as it is stored: no person or employer can be read from it."""
    return blind_index(cycles.SEPARATOR.join(slot.key), purpose="slot")


def person_index(code: str) -> str:
    """What finds a person's cases again by the identity code, "" where there is none."""
    tidied = tidy_code(code)
    return blind_index(tidied, purpose="identity") if tidied else ""


def _cites(root: Formula) -> dict[str, str]:
    """The clause of every named node; a node without one of its own has that of what is around."""
    found: dict[str, str] = {}

    def note(node: Formula, around: str) -> None:
        cite = node.meta.cite or around
        if node.meta.id:
            found.setdefault(node.meta.id, cite)
        for part in parts_of(node):
            note(part, cite)

    note(root, "")
    return found
