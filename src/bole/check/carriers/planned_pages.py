"""Pages still to come, from `stewardship.yaml`: listed as planned, so that nobody takes them as done."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.carriers import Item
from bole.policy.pack import Pack
from bole.text import Text

KIND = "planned_page"
TITLE = Text("以后的页面", "planned page")
ORDER = 71


def find(pack: Pack) -> Iterator[Item]:
    """Each planned page, once for every clause it cites."""
    for page in pack.stewardship.pages:
        for cite in page.cite:
            yield Item(page.id, page.label, cite)
