"""Which screen comes next: pure functions over ranked missing facts.

A screen asks one fact of the person, a few facts of the employer or the team, one family of
records, or which clauses to claim. What was asked is not asked again; what no longer decides is
not asked at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from bole.explain.model import Missing
from bole.explain.names import fact_of
from bole.facts.vocabulary import FactDef, FamilyDef, Vocabulary
from bole.web.programmes.needs import Choices, Claim, Name, Needs

Kind = Literal["facts", "records", "checklist", "claims"]

CLAIMS: Final = "claims"
#: So much of the employer or team on one screen: a list to tick counts as three.
TOGETHER: Final = 6
TICKS: Final = 3
#: So many questions come before the one about wrongdoing, however much that decides.
FRIENDLY: Final = 3
#: A list this long or shorter is shown whole, whatever the rules name.
SHORT: Final = 12


@dataclass(frozen=True, slots=True)
class Ask:
    """One value to ask for; `options` are the catalogue ids to offer, `other` admits more."""

    definition: FactDef
    options: tuple[str, ...] = ()
    other: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """One page of the self-check; `settles` counts the criteria it bears on."""

    key: str
    kind: Kind
    asks: tuple[Ask, ...] = ()
    family: FamilyDef | None = None
    claims: tuple[Claim, ...] = ()
    settles: int = 0

    @property
    def ids(self) -> tuple[str, ...]:
        """What the screen asks for: fact ids, field names or clauses."""
        return tuple(a.definition.id for a in self.asks) or tuple(c.address for c in self.claims)


def screens(
    missing: Iterable[Missing], *, needs: Needs, asked: Mapping[str, tuple[str, ...]]
) -> list[Screen]:
    """The screens still to come, the one that decides most first; claims come last."""
    known = {id for ids in asked.values() for id in ids if id in needs.vocabulary.facts}
    weight: dict[str, float] = {}
    settles: dict[str, int] = {}
    for item in missing:
        subject = fact_of(item.id)
        weight[subject] = weight.get(subject, 0.0) + item.weight
        settles[subject] = max(settles.get(subject, 0), item.settles)
    order = sorted(weight, key=lambda s: (-round(weight[s], 6), s))
    found: list[Screen] = []
    for subject in order:
        if subject in needs.vocabulary.families:
            seen = f"family:{subject}" in asked
            screen = _family(subject, needs=needs, settles=settles[subject], again=seen)
            if set(screen.ids) - set(asked.get(screen.key, ())) or screen.key not in asked:
                found.append(screen)
        elif subject in needs.vocabulary.facts and subject not in known:
            together = _together(subject, order=order, vocabulary=needs.vocabulary, known=known)
            known.update(together)
            found.append(_facts(together, needs=needs, settles=settles))
    if len(asked) < FRIENDLY:
        found.sort(key=_by_register)
    if needs.claims and CLAIMS not in asked:
        found.append(Screen(CLAIMS, "claims", claims=tuple(needs.claims)))
    return found


def _by_register(screen: Screen) -> bool:
    """True for wrongdoing and the like, which a register tells anyway."""
    return screen.family is not None and screen.family.closes_by == "register"


def screen_again(key: str, *, needs: Needs, ids: tuple[str, ...]) -> Screen | None:
    """A screen that was asked before, with what it asked for; None where it makes no sense now."""
    kind, _, subject = key.partition(":")
    if key == CLAIMS:
        claims = tuple(c for c in needs.claims if not ids or c.address in ids)
        return Screen(CLAIMS, "claims", claims=claims) if claims else None
    if kind == "family" and subject in needs.vocabulary.families:
        now = needs.fields.get(subject, ())
        definition = needs.vocabulary.family(subject)
        names = [n for n in definition.fields if n in ids or n in now]
        return _family(subject, needs=needs, settles=0, names=names, again=True)
    known = [id for id in ids if id in needs.vocabulary.facts]
    if kind == "facts" and known:
        return _facts(known, needs=needs, settles={})
    return None


def _together(
    subject: str, *, order: Sequence[str], vocabulary: Vocabulary, known: set[str]
) -> list[str]:
    """The fact, and where it is not the person's own, its nearest relatives."""
    of = vocabulary.fact(subject).of
    if of == "person":
        return [subject]
    found, room = [subject], TOGETHER - _size(vocabulary.fact(subject))
    for other in order:
        if other in vocabulary.facts and other != subject and other not in known:
            definition = vocabulary.fact(other)
            if definition.of == of and _size(definition) <= room:
                found.append(other)
                room -= _size(definition)
    return found


def _size(definition: FactDef) -> int:
    return TICKS if definition.many else 1


def _facts(ids: Sequence[str], *, needs: Needs, settles: Mapping[str, int]) -> Screen:
    asks = tuple(_ask(needs.vocabulary.fact(id), name=(id, ""), needs=needs) for id in ids)
    most = max((settles.get(id, 0) for id in ids), default=0)
    return Screen(f"facts:{ids[0]}", "facts", asks, settles=most)


def _family(
    family: str,
    *,
    needs: Needs,
    settles: int,
    names: Sequence[str] | None = None,
    again: bool = False,
) -> Screen:
    """The family's screen; one that a register closes starts as a list of boxes to tick."""
    definition = needs.vocabulary.family(family)
    listed = list(needs.fields.get(family, ()) if names is None else names)
    listed = listed or list(definition.fields)[:1]
    asks = tuple(_ask(definition.fields[n], name=(family, n), needs=needs) for n in listed)
    key = f"family:{family}"
    choices = tuple(a for a in asks if a.definition.kind == "choice")[:1]
    if definition.closes_by == "register" and choices and (not again or choices == asks):
        return Screen(key, "checklist", choices, definition, settles=settles)
    return Screen(key, "records", asks, definition, settles=settles)


def _ask(definition: FactDef, *, name: Name, needs: Needs) -> Ask:
    if definition.kind != "choice":
        return Ask(definition)
    catalogue = needs.vocabulary.catalogue(definition)
    named = needs.choices.get(name, Choices())
    whole = named.whole or len(catalogue.values) <= SHORT or not named.values
    options = [v for v in catalogue.values if whole or v in named.values]
    if catalogue.ordered:
        options.sort(key=lambda v: -catalogue.rank(v))
    return Ask(definition, tuple(options), other=catalogue.open)
