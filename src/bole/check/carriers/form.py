"""The boxes of the official form, from `form.yaml`."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.carriers import Item
from bole.policy.pack import Pack
from bole.text import Text

KIND = "form_field"
TITLE = Text("表格项", "form field")
ORDER = 46


def find(pack: Pack) -> Iterator[Item]:
    """Each box of each programme's form, and who leaves it empty."""
    for programme in pack.programmes:
        for field in programme.form:
            for cite in (field.cite, *field.rules):
                yield Item(field.id, field.label, cite)
