"""One thing that blocks a submission or stands beside it, and the places where it is mended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.urls import NoReverseMatch, reverse

from bole.problems import Problem
from bole.text import Text
from bole.web.applications.world import Situation
from bole.web.programmes.form import form_of

Level = Literal["hard", "soft", "open"]


@dataclass(frozen=True, slots=True)
class Gate:
    """One thing that blocks (hard), warns (soft) or is left to people (open)."""

    level: Level
    code: str
    text: Text
    cite: str = ""
    url: str = ""
    hint: Text = Text("")

    @property
    def problem(self) -> Problem:
        """The gate as a problem."""
        said = Text(f"依据：{self.cite}", f"See {self.cite}") if self.cite else None
        return Problem(self.code, self.text, hint=self.hint if self.hint.zh else said)


def form_place(s: Situation, key: str) -> str:
    """The section of the form that asks for a fact, with the place in it."""
    form = form_of(s.rules.pack, programme=s.rules.programme.id, track=s.case.track)
    section = form.section_of(key) if key else None
    if section is None:
        return address("case_form", s.case.id)
    return address("case_section", s.case.id, section.id)


def row_place(s: Situation, material: str) -> str:
    """The row of a material."""
    url = address("case_materials", s.case.id)
    return f"{url}#m-{material.replace('.', '-')}" if url else ""


def address(name: str, *args: object) -> str:
    """Where a page is; "" where no feature offers it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
