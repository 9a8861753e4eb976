"""What stewardship is made of: registers, plans and tickets, and the words they share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from bole.criteria.kernel import Formula
from bole.process.model import Due
from bole.text import Text

FIELD_KINDS: Final = ("text", "choice", "date", "number", "money", "bool")
#: How a finding on an indicator is put: in words, as a number with words, as a record of facts.
FORMS: Final = ("words", "number", "record")
#: What a decided outcome does to a plan.
THENS: Final = ("go_on", "adjust", "exit", "complete")
#: When a plan's assessments are held: halfway, at the end, once a year.
WHENS: Final = ("mid", "end", "yearly")
#: Stands in `by` for whoever opened the ticket.
OPENER: Final = "opener"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Anything with a name of its own and the clauses it carries out.

    `links` are the links of the work it belongs to (evaluation, use, training …).
    """

    id: str
    label: Text
    cite: tuple[str, ...] = ()
    note: Text = Text("")
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """True where an office adopted this option of a reading."""

    key: str
    option: str

    def holds(self, adopted: Mapping[str, str]) -> bool:
        """Whether the option is the adopted one."""
        return adopted.get(self.key) == self.option


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Item):
    """Who acts; `later` is the name from the day that the parameter `since` is decided to be."""

    later: Text = Text("")
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Item):
    """Something recorded; `seen_by` narrows who of those who see the register sees it."""

    kind: str = "text"
    options: Mapping[str, Text] = field(default_factory=dict)
    need: bool = False
    seen_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Item):
    """How one comes into a register or leaves it: whose decision, and on what condition."""

    by: tuple[str, ...]
    when: Formula | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Register(Item):
    """A list of people, units or things; `counted_by` are the fields of its statistics."""

    of: str
    fields: tuple[Field, ...] = ()
    entry: tuple[Rule, ...] = ()
    exit: tuple[Rule, ...] = ()
    seen_by: tuple[str, ...] = ()
    counted_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Way(Item):
    """One way to open a ticket, and the step it begins at."""

    opens: tuple[str, ...]
    starts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Move(Item):
    """What can be done at a step: by whom, with which fields, leading where (`end:<result>`)."""

    to: str
    by: tuple[str, ...]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Item):
    """A step of a ticket; its due date counts from when it is entered, or from the opening."""

    due: Due | None = None
    since_open: bool = False
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketKind(Item):
    """A kind of request; with `joins`, further ways may join one that is open already."""

    fields: tuple[Field, ...] = ()
    ways: tuple[Way, ...] = ()
    steps: tuple[Step, ...] = ()
    ends: Mapping[str, Text] = field(default_factory=dict)
    joins: bool = False

    def step(self, id: str) -> Step:
        """The step of that id; StopIteration where there is none."""
        return next(s for s in self.steps if s.id == id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Item):
    """One thing looked at; `weight` in percent only where the document states it."""

    element: str = ""
    form: str = "words"
    evidence: Text = Text("")
    weight: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Item):
    """Indicators that the same evaluators look at."""

    by: tuple[str, ...]
    indicators: tuple[Indicator, ...] = ()
    weight: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Template(Item):
    """An indicator system. Where `guarded`, numbers are aids: words conclude, nothing is summed.

    `no_numbers` is the reading under which there are no numbers at all.
    """

    groups: tuple[Group, ...]
    guarded: bool = False
    no_numbers: Choice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing(Item):
    """Something a plan's subject hands in once or for every year; `short` allows a short form."""

    by: tuple[str, ...]
    to: tuple[str, ...] = ()
    yearly: bool = False
    due: Due | None = None
    short: Choice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Item):
    """What an assessment can come to, and what that does to the plan."""

    then: str = "go_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(Item):
    """When a plan is looked at and by whom: each of `by` records its own view.

    Under the reading `joint`, one record serves for all.
    """

    when: str
    by: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    joint: Choice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Item):
    """Something to be done or offered; `chosen_by` may pick among the `items`.

    `param` names the parameter that says how much.
    """

    by: tuple[str, ...] = ()
    param: str = ""
    chosen_by: tuple[str, ...] = ()
    items: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Account(Item):
    """Money in and out of a plan: where it comes from, what it is used for."""

    sources: Mapping[str, Text]
    uses: Mapping[str, Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Item):
    """A period with what is filed, assessed and done in it.

    `months` is its length where the document says so; `param` names the parameter (in years)
    that an office decides otherwise. `templates` maps a type of subject to its indicator system.
    """

    subject: str
    months: int | None = None
    param: str = ""
    anchor: Text = Text("")
    templates: Mapping[str, str] = field(default_factory=dict)
    files: tuple[Filing, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    proposes: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    account: Account | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Item):
    """Something only a page can carry, and that is still to come."""

    what: Text = Text("")


@dataclass(frozen=True, slots=True)
class Stewardship:
    """All of a pack's stewardship."""

    links: Mapping[str, Text] = field(default_factory=dict)
    actors: tuple[Actor, ...] = ()
    templates: tuple[Template, ...] = ()
    registers: tuple[Register, ...] = ()
    plans: tuple[Plan, ...] = ()
    tickets: tuple[TicketKind, ...] = ()
    measures: tuple[Measure, ...] = ()
    pages: tuple[Page, ...] = ()

    def items(self) -> Iterator[tuple[str, str, Item]]:
        """(kind, dotted id, item) of everything that carries out a clause."""
        for kind, listed in _listed(self):
            for item in listed:
                yield kind, item.id, item
                yield from _inside(item, id=item.id)


def _listed(whole: Stewardship) -> tuple[tuple[str, tuple[Item, ...]], ...]:
    return (
        ("template", whole.templates),
        ("register", whole.registers),
        ("plan", whole.plans),
        ("ticket", whole.tickets),
        ("measure", whole.measures),
        ("page", whole.pages),
    )


def _inside(item: Item, *, id: str) -> Iterator[tuple[str, str, Item]]:
    """The parts of an item that cite clauses of their own."""
    inner: tuple[tuple[str, tuple[Item, ...]], ...] = ()
    match item:
        case Template():
            inner = (("group", item.groups),)
        case Group():
            inner = (("indicator", item.indicators),)
        case Register():
            inner = (("rule", item.entry), ("rule", item.exit), ("field", item.fields))
        case Plan():
            inner = (
                ("filing", item.files), ("assessment", item.assessments),
                ("measure", item.measures), ("account", (item.account,) if item.account else ()),
            )  # fmt: skip
        case TicketKind():
            inner = (("way", item.ways), ("field", item.fields))
        case Measure():
            inner = (("measure", item.items),)
        case _:
            pass
    for kind, listed in inner:
        for part in listed:
            yield kind, f"{id}.{part.id}", part
            yield from _inside(part, id=f"{id}.{part.id}")
