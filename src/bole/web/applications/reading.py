"""What was filed, to be read by others: sections of facts, files, and how each clause stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from bole.documents.telling import record_line
from bole.explain.model import Line, TierView
from bole.explain.report import report
from bole.facts.definitions import FactDef, FamilyDef
from bole.facts.model import Facts, Record
from bole.facts.showing import show_value
from bole.facts.vocabulary import Vocabulary
from bole.text import Text
from bole.web.applications.freezing import frozen
from bole.web.applications.models import Case, Submission, Verified
from bole.web.applications.packs import Rules
from bole.web.applications.services.verifying import verified_of
from bole.web.applications.world import Situation
from bole.web.cycles import queries as cycles
from bole.web.profiles import bridge
from bole.web.programmes.form import Section, form_of
from bole.web.programmes.judging import checker_of

#: Said of a value that the reader's role need not know.
HIDDEN: Final = Text("已填，不显示", "Given, not shown")


@dataclass(frozen=True, slots=True)
class Told:
    """One line: what, and what was said; who held it against the original.

    `key` is that of the fact, or of all records of a family at the first of them; "" where hidden.
    """

    label: Text
    value: Text
    changed: bool = False
    key: str = ""
    verified: Verified | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the form as it was filed."""

    id: str
    title: Text
    lines: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was filed, with the item that holds it."""

    material: str
    label: Text
    name: str
    pages: int
    sha256: str
    item: str = ""


def filed(case: Case) -> Submission | None:
    """The latest submission."""
    return case.submissions.order_by("-round").first()


def drafted(case: Case, *, at: dt.datetime) -> Submission:
    """The draft in the shape of a submission, to be read by its owner; round 0, never saved."""
    return Submission(case=case, round=0, at=at, content=frozen(Situation(case, at=at), number=""))


def facts_in(content: Mapping[str, Any], *, vocabulary: Vocabulary) -> Facts:
    """The facts of a submission, all that there is."""
    return bridge.facts_of_contents(content, vocabulary=vocabulary, closed=True)


def parts(
    submission: Submission, *, rules: Rules, sensitive: bool, before: Submission | None = None
) -> list[Part]:
    """The sections; what changed since the submission `before` is marked."""
    vocabulary, content = rules.pack.vocabulary, submission.content
    form = form_of(rules.pack, programme=rules.programme.id, track=content["track"])
    reader = _Reader(vocabulary, submission, sensitive=sensitive, before=before)
    told = (Part(s.id, s.title, tuple(reader.lines(s))) for s in form.sections)
    return [part for part in told if part.lines]


def files(submission: Submission, *, rules: Rules, party: str = "") -> list[File]:
    """The files in the order of attachments; with `party`, of the materials that it brings."""
    own = [m for m in rules.programme.materials if not party or m.by == party]
    labels = {m.number: m.label for m in own}
    return [
        File(
            f["material"], labels.get(f["material"], Text("")), f["name"], f["pages"], f["sha256"],
            f.get("item", ""),
        )
        for f in submission.content["files"]
        if not party or f["material"] in labels
    ]  # fmt: skip


def verdict(submission: Submission, *, rules: Rules, sensitive: bool = True) -> TierView | None:
    """The tier applied for, explained as of the day of submission; advice to whoever decides.

    Without `sensitive` it says how a clause stands, and not what sensitive value makes it so.
    """
    content = submission.content
    checker = checker_of(rules.pack, cycle=cycles.cycle_of(rules.pack))
    facts = facts_in(content, vocabulary=rules.pack.vocabulary)
    with checker.turn:
        told = report(
            checker.alone(rules.programme.id, track=content["track"]), facts,
            as_of=content["verdict"]["as_of"], programme=rules.programme.id,
            track=content["track"], tier=content["tier"], claims=content["claims"],
        )  # fmt: skip
    if not told.tiers or sensitive:
        return told.tiers[0] if told.tiers else None
    hidden = _sensitive_ids(rules.pack.vocabulary)
    return replace(told.tiers[0], root=_without(told.tiers[0].root, hidden=hidden))


def _without(line: Line, *, hidden: frozenset[str]) -> Line:
    """The line, its values left out where it or what is below reads something hidden."""
    children = tuple(_without(child, hidden=hidden) for child in line.children)
    found = line.found
    if found.zh and any(id in hidden or id.partition(".")[0] in hidden for id in line.reads):
        found = HIDDEN
    return line._replace(found=found, children=children)


def _sensitive_ids(vocabulary: Vocabulary) -> frozenset[str]:
    """Sensitive facts, and families that have a sensitive field."""
    facts = {id for id, fact in vocabulary.facts.items() if fact.sensitive}
    families = vocabulary.families.items()
    return frozenset(facts | {n for n, f in families if _hides(f)})


def _hides(family: FamilyDef) -> bool:
    return any(field.sensitive for field in family.fields.values())


class _Reader:
    def __init__(
        self, vocabulary: Vocabulary, submission: Submission, *, sensitive: bool,
        before: Submission | None,
    ) -> None:  # fmt: skip
        self.vocabulary, self.sensitive = vocabulary, sensitive
        self.content: Mapping[str, Any] = submission.content
        self.facts = facts_in(self.content, vocabulary=vocabulary)
        self.before = before.content if before else None
        self.verified = verified_of(submission)

    def lines(self, section: Section) -> Iterator[Told]:
        """What the section told, without what was left out."""
        for question in section.facts:
            value = self.facts.get(question.id)
            if value.state.value == "unknown":
                continue
            shown = self._shown(question.definition, value)
            changed = self._changed("facts", question.id)
            key = "" if shown == HIDDEN else question.id
            yield Told(question.definition.label, shown, changed, key, self.verified.get(key))
        for records in section.records:
            family = records.family
            changed = self._changed("families", family.id)
            key = f"{bridge.FAMILY}{family.id}"
            for record in self.facts.family(family.id).records:
                line = record_line(
                    self._open(record, family=family), family=family, vocabulary=self.vocabulary
                )
                shown = line if line.zh else HIDDEN
                key = "" if shown == HIDDEN else key
                yield Told(family.label, shown, changed, key, self.verified.get(key))
                key = ""

    def _open(self, record: Record, *, family: FamilyDef) -> Record:
        """The record without what the reader's role need not know."""
        if self.sensitive or not _hides(family):
            return record
        kept = {k: v for k, v in record.values.items() if not family.fields[k].sensitive}
        return replace(record, values=kept)

    def _shown(self, fact: FactDef, value: Any) -> Text:
        if fact.sensitive and not self.sensitive:
            return HIDDEN
        return show_value(fact, value, vocabulary=self.vocabulary)

    def _changed(self, part: str, key: str) -> bool:
        if self.before is None:
            return False
        return bool(self.content[part].get(key) != self.before[part].get(key))
