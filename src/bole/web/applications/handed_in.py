"""What a case says: its sheets while it is a draft, and from then on what was handed in.

What a person changes in the profile afterwards is for the next application. Where some items are
to be completed, these are taken from the sheets and everything else stays as it was handed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from bole.web.applications.models import Case
from bole.web.profiles.bridge import CLAIMS
from bole.web.profiles.completeness import together
from bole.web.profiles.importing import bare
from bole.web.profiles.services import put_in, value_in

_PARTS: Final = ("facts", "families", "closed")


def is_live(case: Case) -> bool:
    """True while all of it is the owner's to change: a draft, or one that was returned."""
    return case.may_change("*")


def last_of(case: Case) -> dict[str, Any] | None:
    """What was handed in last, None where nothing was."""
    found = case.submissions.order_by("-round").first()
    return found.content if found is not None else None


def contents_of(case: Case, *, last: Mapping[str, Any] | None) -> tuple[Mapping[str, Any], ...]:
    """The person's and the case's content; `last` is what was handed in, None for a draft."""
    live = case.person_sheet.content or {}, case.sheet.content or {}
    if last is None:
        return live
    if not case.open:
        return {}, last
    return {}, completed(last, together(*live), unlocked=case.unlocked)


def completed(
    before: Mapping[str, Any], now: Mapping[str, Any], *, unlocked: Iterable[str]
) -> dict[str, Any]:
    """Facts, families, claims and what backs them: the unlocked keys as now, all others as before."""
    keys = set(unlocked)
    found: dict[str, Any] = {part: dict(before.get(part, {})) for part in _PARTS}
    found |= {CLAIMS: list(before.get(CLAIMS, ())), "meta": dict(before.get("meta", {}))}
    for key in keys:
        if not key.startswith("material:"):
            put_in(found, key, value_in(now, key))
            found["meta"].pop(key, None)
    for key, entry in now.get("meta", {}).items():
        if key in keys or bare(value_in(now, key)) == bare(value_in(before, key)):
            found["meta"][key] = entry
    return found
