"""What the made-up world was made by: a world of other code is made anew."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from django.db.migrations.loader import MigrationLoader

from bole import __version__

FOLDER: Final = Path(__file__).parent


def stamp(folder: Path = FOLDER) -> str:
    """A hash of the version, the newest migration of every feature, and the demonstration's code."""
    told = hashlib.sha256(__version__.encode())
    loader = MigrationLoader(None)
    for feature, name in sorted(loader.graph.leaf_nodes()):
        told.update(f"\n{feature}.{name}".encode())
    for path in sorted(folder.rglob("*.py")):
        told.update(f"\n{path.relative_to(folder).as_posix()}\n".encode())
        told.update(path.read_bytes())
    return told.hexdigest()
