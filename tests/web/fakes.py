"""The made-up programme of the page tests, read from tests/web/packs."""

from __future__ import annotations

import functools
from pathlib import Path

from bole.policy.library import shared_vocabulary
from bole.policy.pack import Pack
from bole.policy.read import read_pack

ID = "testland/demo/2025"


@functools.cache
def pack() -> Pack:
    """One programme with two fields and two tiers."""
    return read_pack(Path(__file__).parent / "packs" / ID, id=ID, vocabulary=shared_vocabulary())


FLOW = "testland/flow/2025"


@functools.cache
def flow() -> Pack:
    """Three programmes for applications: `endorsed`, `channel` and `unit` (the employer files)."""
    folder = Path(__file__).parent / "packs" / FLOW
    return read_pack(folder, id=FLOW, vocabulary=shared_vocabulary())
