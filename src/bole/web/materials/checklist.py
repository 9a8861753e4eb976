"""What one person has to hand in, why, and how far it is: pure, in the document's order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from bole.criteria.kernel import Claimed, Formula, OneOf, walk
from bole.explain.evidence import Evidence
from bole.facts.model import Facts
from bole.facts.vocabulary import Vocabulary
from bole.judge.plan import facts_read
from bole.judge.verdict import Verdict
from bole.levels import MEETS, NOT_MET
from bole.policy.pack import Material, Programme
from bole.text import Text
from bole.web.materials.order import Order, compared, listed_of

State = Literal["done", "needed", "to_explain", "optional", "not_needed"]
REQUIRED: Final = ("required", "must", "必备")
OPTIONAL: Final = ("optional", "if_any", "有则交")

ASKED: Final = Text("都要交", "Asked of everyone")
APPLIES: Final = Text("要交：{what}", "Needed: {what}")
APPLIES_NOT: Final = Text("不用交：不属于“{what}”", "Not needed: not “{what}”")
UNDECIDED: Final = Text(
    "要不要交还不知道，取决于“{what}”，请先填表",
    "Whether it is needed depends on “{what}”: fill in the form first",
)
TOLD: Final = Text("表里填了{what}，要有证明", "The form tells of {what}, which needs evidence")
IF_TOLD: Final = Text("填了相关内容才交", "Only where the form tells of something it shows")
FREELY: Final = Text("有就交", "If you have it")
BY_FORM: Final = Text("由填报的内容生成，不用传", "Made of what is filled in; nothing to upload")
ON_PAPER: Final = Text("以后交纸质，现在不用传", "Comes on paper later; nothing to upload now")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that a material serves."""

    cite: str
    label: Text


@dataclass(frozen=True, slots=True)
class Entry:
    """One material for one person; `hard` where nothing can be submitted without it."""

    material: Material
    state: State
    why: Text
    hard: bool
    shows_clauses: tuple[Clause, ...] = ()
    items: tuple[Any, ...] = ()
    explanation: str = ""
    #: The files beside what the form lists, where they must follow its order.
    order: Order | None = None
    #: True where it depends on something that was not told yet.
    undecided: bool = False

    @property
    def template(self) -> str:
        """The kind of document that fills it in, or ""."""
        return self.material.template

    @property
    def missing(self) -> bool:
        """True where something is still to come."""
        return self.state in ("needed", "to_explain")

    @property
    def pages(self) -> int:
        """The pages of all its files."""
        return sum(i.file.pages for i in self.items)


@dataclass(frozen=True, slots=True)
class Need:
    """Whether a material is asked of this person, before looking at what is there."""

    state: Literal["needed", "optional", "not_needed"]
    why: Text
    hard: bool = False
    undecided: bool = False


def checklist(
    programme: Programme,
    *,
    verdict: Verdict,
    track: str = "",
    tier: str = "",
    claims: Iterable[str] = (),
    items: Mapping[str, Sequence[Any]] | None = None,
    explanations: Mapping[str, str] | None = None,
    ids: Mapping[str, Sequence[str]] | None = None,
) -> list[Entry]:
    """Every material of the track, in the document's order; `ids` of records by their family."""
    vocabulary, facts = verdict.plan.pack.vocabulary, verdict.facts
    evidence = Evidence(programme, vocabulary=vocabulary, level_of=verdict.level)
    roots = [
        formula
        for (owner, of_track, of_tier), formula in verdict.plan.roots.items()
        if owner == programme.id and of_track == track and tier in ("", of_tier)
    ]
    order = orders(
        programme, track=track, facts=facts, vocabulary=vocabulary, items=items or {}, ids=ids or {}
    )
    served = _served(roots, claims=frozenset(claims), evidence=evidence)
    found = []
    for material in programme.materials_of(track):
        need = need_of(material, verdict=verdict)
        listed = tuple((items or {}).get(material.number, ()))
        said = (explanations or {}).get(material.number, "")
        found.append(
            Entry(
                material,
                _state(need, material=material, there=bool(listed), said=bool(said)),
                need.why,
                need.hard,
                served.get(material.number, ()),
                listed,
                said,
                order.get(material.number),
                need.undecided,
            )
        )
    return found


def need_of(material: Material, *, verdict: Verdict) -> Need:
    """Whether it is asked of this person, and why."""
    if material.via != "upload":
        return Need("not_needed", BY_FORM if material.via == "form" else ON_PAPER)
    hard = material.by != "recommender"
    level = None if material.when is None else verdict.level(material.when)
    what = material.when.meta.label if material.when is not None else Text("")
    if level == NOT_MET:
        return Need("not_needed", APPLIES_NOT.format(what=what))
    if material.need in OPTIONAL:
        return Need("optional", FREELY)
    if level == MEETS:
        return Need("needed", APPLIES.format(what=what), hard)
    if level is not None:
        return Need("optional", UNDECIDED.format(what=what), undecided=True)
    if material.need in REQUIRED:
        return Need("needed", ASKED, hard)
    told = _told(material, facts=verdict.facts, vocabulary=verdict.plan.pack.vocabulary)
    return Need("needed", TOLD.format(what=told)) if told else Need("optional", IF_TOLD)


def progress(entries: Iterable[Entry]) -> tuple[int, int]:
    """How many of the materials without which nothing is submitted are there, of how many."""
    needed = [e for e in entries if e.hard]
    return sum(not e.missing for e in needed), len(needed)


def parts(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """The entries by who brings them, in the document's order."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.material.by, []).append(entry)
    return found


def orders(
    programme: Programme,
    *,
    track: str,
    facts: Facts,
    vocabulary: Vocabulary,
    items: Mapping[str, Sequence[Any]],
    ids: Mapping[str, Sequence[str]],
) -> dict[str, Order]:
    """By number, the materials whose files have to follow the order of the form."""
    found: dict[str, Order] = {}
    for material in programme.materials_of(track):
        if material.ordered:
            listed = listed_of(material, facts=facts, vocabulary=vocabulary, ids=ids)
            found[material.number] = compared(listed, items.get(material.number, ()))
    return found


def _state(need: Need, *, material: Material, there: bool, said: bool) -> State:
    if there or (said and need.state == "needed"):
        return "done"
    if need.state == "needed" and material.explain:
        return "to_explain"
    return need.state


def _told(material: Material, *, facts: Facts, vocabulary: Vocabulary) -> Text | None:
    """The first thing told that the material would show."""
    for id in material.evidences:
        if id in vocabulary.families:
            if facts.family(id).records:
                return vocabulary.family(id).label
        elif id in vocabulary.facts:
            value = facts.get(id)
            if value.given and value.high != 0:
                return vocabulary.fact(id).label
    return None


def _served(
    roots: Iterable[Formula], *, claims: frozenset[str], evidence: Evidence
) -> dict[str, tuple[Clause, ...]]:
    """Material → the claimed clauses whose facts it shows."""
    found: dict[str, dict[str, Clause]] = {}
    for address, node in _claimed(roots, claims=claims):
        clause = Clause(node.meta.cite or address, node.meta.label)
        for number in evidence.numbers(frozenset(facts_read(node))):
            found.setdefault(number, {}).setdefault(clause.cite, clause)
    return {number: tuple(clauses.values()) for number, clauses in found.items()}


def _claimed(roots: Iterable[Formula], *, claims: frozenset[str]) -> Iterator[tuple[str, Formula]]:
    for root in roots:
        for node in walk(root):
            if isinstance(node, Claimed) and node.address in claims:
                yield node.address, node.part
            elif isinstance(node, OneOf) and node.claim in claims and node.claim:
                yield node.claim, node
            elif node.meta.numbered and node.meta.cite in claims:
                yield node.meta.cite, node
