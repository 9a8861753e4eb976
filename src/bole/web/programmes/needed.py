"""What some programme of the site asks for: all that a profile may keep."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from bole.policy import library
from bole.web.programmes.form import form_of


def needed() -> Mapping[str, frozenset[str]]:
    """Facts and families (`family:<name>`) that a form of some programme asks for, families with
    the fields that any of them asks for; made once for the packs in force.
    """
    return _needed(tuple((pack.id, pack.fingerprint) for pack in library.readable()))


@functools.lru_cache(maxsize=2)
def _needed(packs: tuple[tuple[str, str], ...]) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for pack in library.readable():
        for programme in pack.programmes:
            for track in programme.tracks:
                form = form_of(pack, programme=programme.id, track=track.id)
                found |= {question.id: frozenset() for question in form.facts}
                for records in form.records:
                    names = frozenset(question.id for question in records.questions)
                    period = records.family.period
                    # That something is still going on says its end, which is asked for.
                    names |= {"current"} if period and period[1] in names else frozenset()
                    found[records.key] = found.get(records.key, frozenset()) | names
    return found
