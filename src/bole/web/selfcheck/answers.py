"""What a person has said so far, as it travels in the sealed form field.

Values stand as in a profile file: `2019-03`, true, a list of catalogue ids, `50万元`. `ABSENT` says
that there is none; a question passed over holds nothing and is only remembered as asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from bole.web.profiles.bridge import ABSENT as ABSENT
from bole.web.programmes.judging import ANY_TRACK as ANY_TRACK

RESULT: Final = "result"
EMPLOYER_FIELDS: Final = "employer.fields"

Raw = Any
Row = dict[str, Raw]
#: A pack, its programme and the field: where something was asked.
Place = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers to one programme's self-check; `asked` maps a screen's key to what it asked for."""

    pack: str
    programme: str
    track: str
    facts: Mapping[str, Raw] = field(default_factory=dict)
    families: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    claims: tuple[str, ...] = ()
    asked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: The screen in front of the person: "" is the one that decides most, RESULT the result.
    at: str = ""
    #: What that screen asks for.
    at_ids: tuple[str, ...] = ()
    #: Where a fact or a family was told, if to another programme's self-check.
    told: Mapping[str, Place] = field(default_factory=dict)
    #: Of those: what this programme asks more widely, so that more may count.
    partial: frozenset[str] = frozenset()
    #: What was claimed of other programmes, and in which field.
    elsewhere: Mapping[Place, tuple[str, ...]] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        """Where these answers are given."""
        return self.pack, self.programme, self.track

    def with_facts(self, given: Mapping[str, Raw], *, cleared: tuple[str, ...]) -> Answers:
        """The same with scalar facts said; those `cleared` and not given are taken back."""
        kept = {k: v for k, v in self.facts.items() if k not in cleared}
        return replace(self, facts={**kept, **given})._told_here(*cleared, *given)

    def with_family(self, family: str, *, rows: tuple[Row, ...]) -> Answers:
        """The same with a family told in full (no rows: there are none)."""
        return replace(self, families={**self.families, family: rows})._told_here(family)

    def without_family(self, family: str) -> Answers:
        """The same with nothing said of a family; what another programme was told stands."""
        if family in self.partial:
            return self
        kept = {k: v for k, v in self.families.items() if k != family}
        return replace(self, families=kept)._told_here(family)

    def _told_here(self, *ids: str) -> Answers:
        """The same where those were told to this programme."""
        told = {k: v for k, v in self.told.items() if k not in ids}
        return replace(self, told=told, partial=self.partial.difference(ids))

    def after(self, screen: str, *, asked: tuple[str, ...]) -> Answers:
        """The same with that screen asked, and the next one due; it keeps its place if seen before."""
        return replace(self, asked={**self.asked, screen: asked}, at="", at_ids=())

    def before(self, screen: str) -> str:
        """The screen asked before that one, "" where it was the first."""
        keys = list(self.asked)
        place = keys.index(screen) if screen in keys else len(keys)
        return keys[place - 1] if place else ""

    def showing(self, screen: str, *, ids: tuple[str, ...] = ()) -> Answers:
        """The same with that screen in front of the person."""
        return replace(self, at=screen, at_ids=ids)

    def in_field(self, field: str, *, before: str = "") -> Answers:
        """The same where choosing the field says to which one the employer belongs.

        A field that the person named apart from the choice (other than `before`) stands.
        """
        if EMPLOYER_FIELDS in self.facts and self.facts[EMPLOYER_FIELDS] != [before]:
            return self
        facts = {k: v for k, v in self.facts.items() if k != EMPLOYER_FIELDS}
        asked = {k: v for k, v in self.asked.items() if v != (EMPLOYER_FIELDS,)}
        if field:
            facts[EMPLOYER_FIELDS] = [field]
            asked = {f"facts:{EMPLOYER_FIELDS}": (EMPLOYER_FIELDS,), **asked}
        return replace(self, facts=facts, asked=asked)

    def on_track(self, track: str) -> Answers:
        """The same answers for another field; what the other field must ask anew is dropped."""
        families = [f"family:{name}" for name in self.families]
        asked = {k: v for k, v in self.asked.items() if k not in families and k != "claims"}
        return replace(self, track=track, asked=asked, claims=(), at="", at_ids=())

    def to_json(self) -> dict[str, Any]:
        """Short keys, for a short token."""
        places = dict.fromkeys(self.told.values())
        return {
            "p": [self.pack, self.programme, self.track],
            "f": dict(self.facts),
            "r": {k: list(v) for k, v in self.families.items()},
            "c": list(self.claims),
            "s": [[k, list(v)] for k, v in self.asked.items()],
            "at": [self.at, list(self.at_ids)],
            "t": [[*place, [k for k, v in self.told.items() if v == place]] for place in places],
            "o": sorted(self.partial),
            "e": [[*place, list(claims)] for place, claims in self.elsewhere.items()],
        }


def from_json(data: dict[str, Any]) -> Answers:
    """The answers of `to_json`; KeyError, TypeError or ValueError where it is not that."""
    pack, programme, track = data["p"]
    return Answers(
        pack,
        programme,
        track,
        facts=dict(data["f"]),
        families={k: tuple(v) for k, v in data["r"].items()},
        claims=tuple(data["c"]),
        asked={k: tuple(v) for k, v in data["s"]},
        at=data["at"][0],
        at_ids=tuple(data["at"][1]),
        told={k: (p, g, t) for p, g, t, ids in data.get("t", ()) for k in ids},
        partial=frozenset(data.get("o", ())),
        elsewhere={(p, g, t): tuple(claims) for p, g, t, claims in data.get("e", ())},
    )
