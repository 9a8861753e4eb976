"""The fields one applies in, from `pack.yaml`."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.carriers import Item
from bole.policy.pack import Pack
from bole.text import Text

KIND = "track"
TITLE = Text("领域", "track")
ORDER = 10


def find(pack: Pack) -> Iterator[Item]:
    """Each track."""
    for programme in pack.programmes:
        for track in programme.tracks:
            yield Item(track.id, track.label, track.cite)
