"""What the buttons of a section do beside saving: one record more or less, up or down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bole.web.forms.reading import rows_posted
from bole.web.profiles.merging import ID
from bole.web.programmes.form import Section
from bole.web.selfcheck import forms
from bole.web.selfcheck.forms import Posted

_VERBS: Final = ("save", "next", "more", "drop", "up", "down")


@dataclass(frozen=True, slots=True)
class Step:
    """A button: what it does, to which family and which record."""

    verb: str
    family: str = ""
    id: str = ""

    @classmethod
    def of(cls, go: str) -> Step:
        """The step of a button's value (`drop:posts:ab12`); saving where it is none."""
        verb, _, rest = go.partition(":")
        family, _, id = rest.partition(":")
        return cls(verb if verb in _VERBS else "save", family, id)

    @property
    def checks(self) -> bool:
        """True for the buttons after which one wants to know what is wrong."""
        return self.verb in ("save", "next")


def after(step: Step, *, values: Mapping[str, Any], section: Section) -> dict[str, Any]:
    """The values after the step; a record that is not there changes nothing."""
    changed = dict(values)
    key = f"family:{step.family}"
    if step.verb not in ("drop", "up", "down") or not changed.get(key):
        return changed
    rows = list(changed[key])
    place = next((n for n, row in enumerate(rows) if row.get(ID) == step.id), None)
    if place is None:
        return changed
    row = rows.pop(place)
    if step.verb != "drop":
        rows.insert(max(0, place + (-1 if step.verb == "up" else 1)), row)
    changed[key] = rows or None
    if not rows:
        changed[f"closed:{step.family}"] = None
    return changed


def ends_empty(family: str, *, posted: Posted) -> bool:
    """True where the last record on the page holds nothing yet."""
    rows = rows_posted(family, posted=posted)
    numbers = forms.row_numbers(rows)
    if not numbers:
        return False
    place = f"r:{numbers[-1]}:"
    said = (v for name, vs in rows.items() if name.startswith(place) and name != place for v in vs)
    return not any(v.strip() for v in said)
