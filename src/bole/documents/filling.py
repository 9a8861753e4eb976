"""From a programme and one person's facts to what fills a document: boxes, claims, promises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from bole.criteria.kernel import All, Formula
from bole.documents import telling
from bole.documents.kinds.application_form import Box, Written
from bole.documents.parts import Claim, Promise
from bole.facts.model import Facts
from bole.facts.vocabulary import Vocabulary
from bole.judge.plan import facts_read
from bole.policy.form import CITIZENSHIP
from bole.policy.pack import FormField, Material, Pack, Programme
from bole.text import Text, join

#: Who is asked for a person to call beside the seal; the office that decides is not.
CALLED: Final = ("employer", "department")
WRITTEN: Final[dict[str, Written]] = {"signature": "signature", "opinion": "opinion"}


def form_boxes(
    programme: Programme,
    *,
    facts: Facts,
    vocabulary: Vocabulary,
    tier: str = "",
    track: str = "",
    claims: Iterable[Claim] = (),
) -> tuple[Box, ...]:
    """The boxes of the official form in its order, filled; none where the programme has no form.

    Boxes that do not concern the person stay empty, as those of other citizenships do.
    """
    person = _Person(facts, vocabulary=vocabulary)
    given = {
        "tier": (programme.tier(tier).label,) if tier else (),
        "track": (programme.track(track).label,) if track else (),
        "claims": tuple(Text(f"§ {c.cite} {c.label.zh}", f"§ {c.cite} {c.label.say('en')}") for c in claims),
    }  # fmt: skip
    return tuple(
        Box(
            _heading(box),
            given.get(box.source) or person.lines(box, form=programme.form),
            WRITTEN.get(box.source, ""),
            contact=box.by in CALLED,
        )
        for box in programme.form
    )


def _heading(box: FormField) -> Text:
    """The box's name; what is to be written by hand is said where it is to be written."""
    if box.source not in WRITTEN:
        return box.label
    return Text(box.label.zh.partition("，")[0], box.label.en.partition(",")[0])


def claims_of(pack: Pack, *, addresses: Iterable[str]) -> tuple[Claim, ...]:
    """The claimed criteria in the pack's own words."""
    known = pack.clauses
    return tuple(Claim(a, known[a].label if a in known else Text("")) for a in addresses)


def promises(
    programme: Programme, *, material: Material, tier: str, track: str = ""
) -> tuple[Promise, ...]:
    """What a material declares: the general conditions on the facts it is evidence of.

    Only conditions on nothing else are declared, so that nobody signs for what others decide.
    """
    root = programme.roots.get((track, tier))
    shown = frozenset(material.evidences)
    if not isinstance(root, All) or not shown:
        return ()
    found = dict.fromkeys(p for part in root.parts[:-1] for p in _declared(part, shown=shown))
    return tuple(found)


def _declared(part: Formula, *, shown: frozenset[str]) -> Iterator[Promise]:
    reads = facts_read(part)
    if reads and reads <= shown and part.meta.label:
        yield Promise(part.meta.label, part.meta.cite)


class _Person:
    """One person's facts as the boxes of a form take them."""

    def __init__(self, facts: Facts, *, vocabulary: Vocabulary) -> None:
        self.facts, self.vocabulary = facts, vocabulary

    def lines(self, box: FormField, *, form: tuple[FormField, ...]) -> tuple[Text, ...]:
        """What fills the box; families without a field take a line for each record."""
        if not box.asked_of(self.facts.get(CITIZENSHIP).choices):
            return ()
        families = [name for name in box.facts if name in self.vocabulary.families]
        if families:
            return tuple(
                telling.record_line(r, family=self.vocabulary.families[name], vocabulary=self.vocabulary)
                for name in families
                for r in self.facts.family(name).records
            )  # fmt: skip
        values = [t for t in (self._value(name, box, form=form) for name in box.facts) if t]
        return (join(dict.fromkeys(values), zh="，", en=", "),) if values else ()

    def _value(self, name: str, box: FormField, *, form: tuple[FormField, ...]) -> Text:
        family, _, field = name.partition(".")
        if family not in self.vocabulary.families:
            fact = self.vocabulary.facts[name]
            return telling.value_text(fact, self.facts.get(name), vocabulary=self.vocabulary)
        records = self.facts.family(family).records
        order = telling.ordered_field(family, box=box, form=form, vocabulary=self.vocabulary)
        record = telling.leading(
            records, family=self.vocabulary.families[family], order=order,
            vocabulary=self.vocabulary,
        )  # fmt: skip
        if record is None:
            return Text("")
        definition = self.vocabulary.field(family, field)
        return telling.value_text(definition, record.get(field), vocabulary=self.vocabulary)
