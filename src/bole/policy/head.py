"""The small lists of a pack: parameters, readings, tracks, tiers, steps, benefits, clauses."""

from __future__ import annotations

from bole.facts.values import parse_threshold
from bole.facts.vocabulary import FactDef, Vocabulary
from bole.policy.pack import (
    Cited,
    ClauseRef,
    DocumentRef,
    Parameter,
    ReadingOption,
    ReadingQuestion,
    Stage,
    Step,
    Tier,
    Track,
)
from bole.policy.part import Part
from bole.problems import Problems
from bole.text import Text

#: The kinds of a parameter.
NUMBERS = ("date", "number", "amount", "percent", "bool")


def read_document(part: Part) -> DocumentRef:
    """The official document the pack comes from."""
    part.only("title", "issuer", "number", "issued")
    return DocumentRef(
        part.text("title", need=True), part.text("issuer"), part.word("number"), part.word("issued")
    )


def read_stages(part: Part) -> tuple[Stage, ...]:
    """The stages at which things are decided, in order."""
    return tuple(
        Stage(p.word("id", need=True), p.text("label", need=True)) for p in part.parts("stages")
    )


def read_parameters(part: Part, *, vocabulary: Vocabulary) -> dict[str, Parameter]:
    """The parameters by key; values in the units of their kind."""
    found: dict[str, Parameter] = {}
    for key, item in part.items("parameters"):
        item.only("label", "kind", "value", "cite", "settable", "minimum", "maximum")
        kind = item.word("kind", need=True)

        def number(name: str, item: Part = item, kind: str = kind) -> int | None:
            return read_number(item, name, kind=kind, vocabulary=vocabulary)

        found[key] = Parameter(
            key,
            item.text("label", need=True),
            kind,
            number("value"),
            item.word("cite"),
            item.flag("settable"),
            number("minimum"),
            number("maximum"),
        )
    return found


def read_number(part: Part, key: str, *, kind: str, vocabulary: Vocabulary) -> int | None:
    """A value of the given kind in its units, None where absent."""
    raw = part.data.get(key)
    if raw is None:
        return None
    if kind not in NUMBERS:
        listed = ", ".join(NUMBERS)
        part.fail("kind", f"kind 只能是 {listed}", f"kind is one of {listed}", "kind")
        return None
    blank = Text("")
    definition = FactDef(key, kind, "person", blank, blank, blank, blank)  # type: ignore[arg-type]
    try:
        return parse_threshold(definition, raw, vocabulary=vocabulary)
    except (ValueError, Problems):
        part.fail("value", f"读不懂 {raw!r}", f"Cannot read {raw!r}", key)
        return None


def read_readings(part: Part) -> dict[str, ReadingQuestion]:
    """The texts that can be read in several ways, by key."""
    found: dict[str, ReadingQuestion] = {}
    for key, item in part.items("readings"):
        item.only("label", "cite", "options")
        options = tuple(
            ReadingOption(
                o.word("id", need=True),
                o.text("label", need=True),
                {k: v for k, v in o.data.items() if k not in ("id", "label")},
            )
            for o in item.parts("options")
        )
        found[key] = ReadingQuestion(key, item.text("label", need=True), options, item.word("cite"))
    return found


def read_tracks(part: Part) -> tuple[Track, ...]:
    """The fields one applies in; a programme without fields has one with an empty id."""
    found = tuple(
        Track(
            p.word("id", need=True),
            p.text("label", need=True),
            p.word("cite"),
            p.text("lead"),
            p.word("field"),
        )
        for p in part.parts("tracks")
    )
    return found or (Track("", Text("")),)


def read_tiers(part: Part) -> tuple[Tier, ...]:
    """The classes of recognition, highest first."""
    return tuple(
        Tier(
            p.word("id", need=True),
            p.text("label", need=True),
            p.word("cite"),
            p.flag("direct", default=True),
            p.text("summary"),
        )
        for p in part.parts("tiers")
    )


def read_who(part: Part) -> tuple[Cited, ...]:
    """Plain sentences on who may apply."""
    return tuple(Cited(p.text("text", need=True), p.word("cite")) for p in part.parts("who"))


def read_steps(part: Part, key: str = "stages", *, programme: str = "") -> tuple[Step, ...]:
    """The procedure of a programme as people see it; what is off until a decision is left out."""
    return tuple(
        Step(
            p.word("id", need=True),
            p.text("label", need=True),
            p.word("cite"),
            p.text("actor"),
            p.text("text"),
            p.flag("mine"),
            p.text("loop"),
        )
        for p in part.parts(key)
        if p.data.get("label") and p.word("programme") in ("", programme) and not p.flag("off")
    )


def read_clauses(part: Part) -> dict[str, ClauseRef]:
    """The document's clauses by address, in our own words."""
    found: dict[str, ClauseRef] = {}
    for address, item in part.items("clauses"):
        item.only("label", "kind", "hash", "why_not")
        found[address] = ClauseRef(
            address, item.text("label"), item.word("kind"), item.word("hash"), item.text("why_not")
        )
    return found
