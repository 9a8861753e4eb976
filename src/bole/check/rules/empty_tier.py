"""Tracks and tiers without any condition of their own."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.context import Context
from bole.problems import Problem, problem
from bole.text import Text

CODE = "P015"
TITLE = Text("领域或类别没有条件", "Track or tier without conditions")
DOC = Text(
    "列出的每个领域和类别，criteria/ 里要有它的条件，否则没有人能申报。这是提醒。",
    "Every listed track and tier has its conditions in criteria/; nobody can apply otherwise. A warning.",
)


def find(context: Context) -> Iterator[Problem]:
    """One warning for each pair without conditions."""
    for programme in context.pack.programmes:
        for track in programme.tracks:
            for tier in programme.tiers:
                if (track.id, tier.id) not in programme.roots:
                    place = "/".join(p for p in (programme.id, track.id, tier.id) if p)
                    zh, en = f"{place} 还没有条件", f"{place} has no conditions yet"
                    where = context.places.file("pack.yaml").where(("programmes",))
                    yield problem(CODE, zh, en, where=where, warning=True)
