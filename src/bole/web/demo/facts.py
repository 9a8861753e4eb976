"""Invented people who fit a programme: those of its pack's worked cases, with names and codes."""

from __future__ import annotations

import functools
import random
import re
from collections.abc import Iterator
from typing import Any, Final

from bole.facts.profile import build_profile
from bole.facts.vocabulary import FactDef, Vocabulary
from bole.policy.cases import case_files
from bole.policy.pack import FormField, Pack, Programme
from bole.policy.person import Person
from bole.problems import Problems, Where
from bole.web.demo import people
from bole.web.profiles.bridge import CLAIMS
from bole.web.profiles.raw import content_of_facts
from bole.yamlfile import read_yaml

_HERE: Final = Where("demo")
#: A case names what it expects of as `finance/young` or `finance.young.1`.
_PARTS: Final = re.compile(r"[./]")


class Folk:
    """People for one programme, one after the other; `claims` and facts as a sheet holds them."""

    def __init__(self, pack: Pack, programme: Programme, *, dice: random.Random) -> None:
        self.pack, self.programme, self.dice = pack, programme, dice
        self._told = _told(pack)

    def content(self, number: int, *, track: str, tier: str, employer: Any) -> dict[str, Any]:
        """What somebody tells who applies for a tier in a track, as one sheet's content."""
        data = dict(self.dice.choice(self._fitting(track, tier)))
        content = self._content(data)
        facts = content["facts"]
        born = str(facts.setdefault("birth_date", "1985-06-15"))
        born = f"{born}-15"[:10] if len(born) == 7 else born
        sex = facts.setdefault("sex", self.dice.choice(("female", "male")))
        names = {
            "identity_code": people.identity_code(born, number=number, woman=sex == "female"),
            "identity_document": "resident_id",
            "employer.name": employer.name,
            "employer.code": employer.uscc,
        }
        facts |= {k: v for k, v in names.items() if k in self.pack.vocabulary.facts}
        facts.setdefault("other_application_in_round", False)
        for box in self.programme.form:
            self._fill(content, box)
        return content

    def _fill(self, content: dict[str, Any], box: FormField) -> None:
        """Something in every box of the official form that has to be filled."""
        vocabulary = self.pack.vocabulary
        if not box.required or any(_has(content, name) for name in box.facts):
            return
        for name in box.facts[:1]:
            if name in vocabulary.facts:
                content["facts"][name] = _sample(vocabulary.fact(name), vocabulary=vocabulary)

    def _fitting(self, track: str, tier: str) -> list[dict[str, Any]]:
        """The people whose case expects something good of the tier in the track; else anybody."""
        own = [data for tracks, tiers, data in self._told if track in tracks and tier in tiers]
        near = [data for tracks, _tiers, data in self._told if track in tracks]
        return own or near or [data for _, _, data in self._told] or [{}]

    def _content(self, data: dict[str, Any]) -> dict[str, Any]:
        vocabulary = self.pack.vocabulary
        try:
            profile = build_profile(data, vocabulary=vocabulary, where=_anywhere)
        except Problems:
            return {"facts": {}, "families": {}, "closed": {}, CLAIMS: []}
        claims = tuple(profile.claims)
        return content_of_facts(profile.facts, claims=claims, vocabulary=vocabulary)


@functools.cache
def _cases(pack_id: str, root: Any) -> tuple[Any, ...]:
    return tuple(read_yaml(path) for path in case_files(root))


def _told(pack: Pack) -> list[tuple[frozenset[str], frozenset[str], dict[str, Any]]]:
    """Of every worked case: the tracks and tiers it is good for, and what the person tells."""
    return [found for document in _cases(pack.id, pack.root) for found in _of(document, pack)]


def _of(
    document: Any, pack: Pack
) -> Iterator[tuple[frozenset[str], frozenset[str], dict[str, Any]]]:
    bases = document.data.get("bases") or {}
    for case in document.data.get("cases") or []:
        person = Person(pack.vocabulary)
        person.says(bases.get(case.get("base"), {}), at=())
        for key in case.get("without") or []:
            person.forgets(str(key))
        person.says(case.get("facts") or {}, at=())
        good = [k for k, v in (case.get("expect") or {}).items() if v in ("meets", "people_decide")]
        data = dict(person.data)
        if case.get("claims"):
            data["claims"] = list(case["claims"])
        yield _tracks(good, pack), _tiers(good, pack), data


def _tracks(expected: list[str], pack: Pack) -> frozenset[str]:
    """The tracks that a case names: `finance.young` is of finance."""
    known = {track.id for programme in pack.programmes for track in programme.tracks}
    named = {part for target in expected for part in _PARTS.split(target) if part in known}
    return frozenset(named or {""})


def _tiers(expected: list[str], pack: Pack) -> frozenset[str]:
    known = {tier.id for programme in pack.programmes for tier in programme.tiers}
    return frozenset(part for target in expected for part in _PARTS.split(target) if part in known)


def _anywhere(path: Any, *, key: bool = False) -> Where:
    """Everything was told: `content_of_facts` keeps what has a place."""
    return _HERE


def _has(content: dict[str, Any], name: str) -> bool:
    family = name.partition(".")[0]
    return name in content["facts"] or family in content["families"]


def _sample(definition: FactDef, *, vocabulary: Vocabulary) -> Any:
    """A value that a fact can have."""
    match definition.kind:
        case "choice":
            first = next(iter(vocabulary.catalogue(definition).values))
            return [first] if definition.many else first
        case "date":
            return "2019-03-01"
        case "bool":
            return True
        case "text":
            return "示例"
        case _:
            return 1
