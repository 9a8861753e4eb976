"""What a pack holds, once read: programmes, criteria, parameters, materials, steps, benefits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bole.criteria.kernel import Formula, walk
from bole.facts.vocabulary import Vocabulary
from bole.policy.intake import Intake
from bole.process.model import Process
from bole.stewardship.model import Stewardship
from bole.text import Text

#: The documents that can fill in a material, as `bole.documents.kinds` has them.
TEMPLATES: Final = (
    "application_form", "integrity", "materials_list", "recommendation", "undertaking",
)  # fmt: skip
#: How a material comes: a file, out of what is filled in online, or on paper later.
WAYS: Final = ("upload", "form", "paper")


@dataclass(frozen=True, slots=True)
class Cited:
    """A plain sentence in our own words, with the clause it comes from."""

    text: Text
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number or date of the document, or one that an office decides (`value` None until then).

    `minimum` and `maximum` say how far an office may set it.
    """

    key: str
    label: Text
    kind: str
    value: int | None
    cite: str = ""
    settable: bool = False
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class ReadingOption:
    """One way to read a text; `data` is what the predicate that asks needs (a window's base …)."""

    id: str
    label: Text
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadingQuestion:
    """A text that can be read in several ways, until an office adopts one."""

    key: str
    label: Text
    options: tuple[ReadingOption, ...]
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A point of the procedure at which something is decided, in their order."""

    id: str
    label: Text


@dataclass(frozen=True, slots=True)
class Track:
    """A field one applies in (领域); `lead` is the department that runs it."""

    id: str
    label: Text
    cite: str = ""
    lead: Text = Text("")
    #: The value of `employer.fields` that belongs to this track.
    field: str = ""


@dataclass(frozen=True, slots=True)
class Tier:
    """A class of recognition (类别); `direct` is False where one cannot apply for it."""

    id: str
    label: Text
    cite: str = ""
    direct: bool = True
    summary: Text = Text("")


@dataclass(frozen=True, slots=True)
class Material:
    """Something to hand in: who brings it, for whom it is needed, which facts it evidences."""

    number: str
    label: Text
    cite: str
    by: str
    need: str
    note: Text = Text("")
    when: Formula | None = None
    evidences: tuple[str, ...] = ()
    #: The tracks it is asked of; empty: all.
    tracks: tuple[str, ...] = ()
    #: The kind of document that fills it in, one of TEMPLATES; empty where people bring their own.
    template: str = ""
    #: One of WAYS.
    via: str = "upload"
    #: Where it cannot be had, one explains why instead.
    explain: bool = False
    #: Its files follow the order of what the form lists.
    ordered: bool = False
    #: Identity, conduct or income: kept apart, and seen with a reason only.
    vault: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of the procedure as people see it."""

    id: str
    label: Text
    cite: str
    actor: Text
    text: Text
    mine: bool = False
    loop: Text = Text("")


@dataclass(frozen=True, slots=True)
class Instalment:
    """One part of a benefit: an amount, or a share of the whole that an office decides.

    `share` (hundredths of a percent) is what the document says, or a proposal until `param` is
    decided. `every` (month, year) and `times` repeat an amount.
    """

    year: int = 1
    amount: int | None = None
    share: int | None = None
    param: str = ""
    every: str = ""
    times: int = 1


@dataclass(frozen=True, slots=True)
class Benefit:
    """What a tier brings; the words are for pages, the rest for whoever pays.

    `amount` is the whole in fen, the most there can be with `up_to`. `excludes` are benefits that
    bar the same person from this one, and end it. With `make_up`, who was paid before gets the
    difference to this amount.
    """

    id: str
    label: Text
    cite: str
    headline: Text
    text: Text
    tiers: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()
    kind: str = ""
    payee: str = ""
    amount: int | None = None
    up_to: bool = False
    schedule: tuple[Instalment, ...] = ()
    excludes: tuple[str, ...] = ()
    make_up: bool = False
    spending: tuple[Text, ...] = ()
    conditions: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class FormField:
    """One box of the official form: who fills it, from which facts, and who leaves it empty.

    `facts` are facts, families or `family.field`; a box without any has a `source`: the tier
    applied for, the claims, a signature or an opinion. `without` are values of citizenship.
    """

    id: str
    number: str
    label: Text
    cite: str
    facts: tuple[str, ...] = ()
    source: str = ""
    by: str = "applicant"
    without: tuple[str, ...] = ()
    #: False where the box stays empty for whom it does not concern.
    required: bool = True
    note: Text = Text("")
    #: The clauses that say who leaves the box empty.
    rules: tuple[str, ...] = ()

    def asked_of(self, citizenship: frozenset[str]) -> bool:
        """True unless a person of that citizenship leaves the box empty."""
        return not citizenship & frozenset(self.without)


@dataclass(frozen=True, slots=True)
class Programme:
    """One programme of a pack; `roots` maps (track, tier) to the whole condition."""

    id: str
    title: Text
    summary: Text
    subject: str
    who: tuple[Cited, ...]
    tracks: tuple[Track, ...]
    tiers: tuple[Tier, ...]
    roots: Mapping[tuple[str, str], Formula]
    #: The tier's own criterion (lead-in and numbered criteria), without the general part.
    own: Mapping[tuple[str, str], Formula]
    process: Process
    #: Further procedures by id: assessment, upgrade, a special route …
    processes: Mapping[str, Process] = field(default_factory=dict)
    intake: tuple[Intake, ...] = ()
    materials: tuple[Material, ...] = ()
    steps: tuple[Step, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    form: tuple[FormField, ...] = ()

    def track(self, id: str) -> Track:
        """The track of that id (a programme without tracks has one, with the id "")."""
        return next(t for t in self.tracks if t.id == id)

    def materials_of(self, track: str) -> tuple[Material, ...]:
        """What is asked of one track."""
        return tuple(m for m in self.materials if not m.tracks or track in m.tracks)

    def tier(self, id: str) -> Tier:
        """The tier of that id."""
        return next(t for t in self.tiers if t.id == id)


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """The official document a pack comes from; the text itself stays with its publisher."""

    title: Text
    issuer: Text = Text("")
    number: str = ""
    issued: str = ""


@dataclass(frozen=True, slots=True)
class ClauseRef:
    """A clause of the document: our label, its kind, and a hash of the official line."""

    address: str
    label: Text
    kind: str
    hash: str = ""
    why_not: Text = Text("")


@dataclass(frozen=True, slots=True)
class Pack:
    """A versioned policy pack; `fingerprint` is a hash over all its files and the vocabulary."""

    id: str
    version: str
    region: Text
    document: DocumentRef
    programmes: tuple[Programme, ...]
    stages: tuple[Stage, ...]
    parameters: Mapping[str, Parameter]
    readings: Mapping[str, ReadingQuestion]
    clauses: Mapping[str, ClauseRef]
    vocabulary: Vocabulary
    root: Path
    fingerprint: str
    #: The stage at which a verdict is asked where nothing else is said.
    default_stage: str = ""
    #: What happens around recognition: registers, plans, tickets.
    stewardship: Stewardship = field(default_factory=Stewardship)

    def formulas(self) -> Iterator[tuple[Programme, str, str, Formula]]:
        """Every (programme, track, tier, whole condition)."""
        for programme in self.programmes:
            for (track, tier), formula in programme.roots.items():
                yield programme, track, tier, formula

    def programme(self, id: str) -> Programme:
        """The programme of that id."""
        return next(p for p in self.programmes if p.id == id)

    @property
    def claimable(self) -> frozenset[str]:
        """Addresses of the numbered criteria that can be claimed."""
        return frozenset(
            node.meta.cite
            for _, _, _, root in self.formulas()
            for node in walk(root)
            if node.meta.numbered
        )

    @property
    def title(self) -> Text:
        """The title of the first programme."""
        return self.programmes[0].title
