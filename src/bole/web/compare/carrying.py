"""The same answers for another programme, without reading more into them than was said.

"No awards" was said to a list of awards. Where the other programme names more of them, more may
count: the answer is kept, and is asked again. What is about this district or this round says
nothing of another, and claims are made of one programme's clauses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bole.policy import library
from bole.web.programmes.judging import Checker, checker_of
from bole.web.programmes.needs import Needs
from bole.web.programmes.queries import Listed
from bole.web.selfcheck.answers import ABSENT, ANY_TRACK, RESULT, Answers, Place
from bole.web.selfcheck.questions import CLAIMS, Ask, screen_again


def carried(answers: Answers, *, to: Listed) -> Answers:
    """The answers as the programme `to` may use them, showing its result.

    A programme that was answered before gets back its field and its claims.
    """
    here = (to.pack.id, to.programme.id)
    if here == answers.place[:2]:
        return answers.showing(RESULT)
    elsewhere = {**answers.elsewhere, answers.place: answers.claims}
    before = next((place for place in elsewhere if place[:2] == here), None)
    place = before or (*here, ANY_TRACK)
    told = {k: answers.told.get(k, answers.place) for k in (*answers.facts, *answers.families)}
    partial = frozenset(k for k, at in told.items() if not _whole(answers, k, at=at, to=place))
    claims = elsewhere.pop(before) if before else ()
    return replace(
        answers,
        pack=place[0],
        programme=place[1],
        track=place[2],
        claims=claims,
        asked=_asked(answers, partial=partial) | ({CLAIMS: claims} if before else {}),
        told={k: at for k, at in told.items() if at != place},
        partial=partial,
        elsewhere=elsewhere,
    ).showing(RESULT)


def _asked(answers: Answers, *, partial: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """What need not be asked again: all that was answered in full."""
    known = {k for k in (*answers.facts, *answers.families) if k not in partial}
    asked: dict[str, tuple[str, ...]] = {}
    for key, ids in answers.asked.items():
        kind, _, subject = key.partition(":")
        kept = tuple(id for id in ids if id in known) if kind == "facts" else ids
        if kept and (kind == "facts" or subject in known):
            asked[key] = kept
    return asked


def _whole(answers: Answers, name: str, *, at: Place, to: Place) -> bool:
    """True where what was told at one place says all that the other asks."""
    if at == to:
        return True
    theirs, ours = _needs(at), _needs(to)
    if theirs is None or ours is None:
        return False
    if name in ours.vocabulary.families:
        return _offered(f"family:{name}", by=theirs, wanted=ours)
    definition = ours.vocabulary.facts.get(name)
    if definition is None:
        return True
    if definition.local and at[0] != to[0]:
        return False
    named_one = not definition.many and answers.facts.get(name) != ABSENT
    if definition.kind != "choice" or named_one:
        return True
    return _offered(f"facts:{name}", by=theirs, wanted=ours)


def _offered(screen: str, *, by: Needs, wanted: Needs) -> bool:
    """True where one programme's lists hold every value that the other's would hold.

    What the other does not look at could be anything: there "other" is enough.
    """
    offered = {a.definition.id: a for a in _asks(screen, needs=by)}
    kind, _, subject = screen.partition(":")
    for ask in _asks(screen, needs=wanted):
        told = offered.get(ask.definition.id)
        if told is None or set(ask.options) <= set(told.options):
            continue
        name = (subject, ask.definition.id if kind == "family" else "")
        if name in wanted.choices or not told.other:
            return False
    return True


def _asks(screen: str, *, needs: Needs) -> Sequence[Ask]:
    kind, _, subject = screen.partition(":")
    ids: tuple[str, ...] = (subject,)
    if kind == "family":
        family = needs.vocabulary.families.get(subject)
        ids = tuple(family.fields) if family else ()
    shown = screen_again(screen, needs=needs, ids=ids)
    return shown.asks if shown else ()


def _needs(place: Place) -> Needs | None:
    """What a programme names in a field, None where it is no longer there."""
    pack_id, programme, track = place
    pack = next((p for p in library.readable() if p.id == pack_id), None)
    if pack is None or programme not in {p.id for p in pack.programmes}:
        return None
    checker: Checker = checker_of(pack)
    return checker.named(programme, track=track)
