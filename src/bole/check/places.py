"""Where each node of a pack is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bole.policy.pack import Pack
from bole.policy.read import TESTS
from bole.problems import Where
from bole.yamlfile import Document, Steps, read_yaml_cached

Place = tuple[Document, Steps]


class Places:
    """The files of a pack, and the place of its nodes by id."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._nodes: dict[str, Place] | None = None
        self._files: dict[str, Document] = {}

    def file(self, name: str) -> Document:
        """A file of the pack; an absent one is empty."""
        if name not in self._files:
            path = self.pack.root / name
            empty = Document(str(path), "", {})
            self._files[name] = read_yaml_cached(path) if path.is_file() else empty
        return self._files[name]

    def criteria(self) -> Iterator[Document]:
        """The files under criteria/, by name."""
        for path in sorted((self.pack.root / "criteria").glob("*.yaml")):
            yield self.file(f"criteria/{path.name}")

    def files(self) -> Iterator[Document]:
        """Every file that says something of the policy: all but cases and own words."""
        for path in sorted(self.pack.root.rglob("*.yaml")):
            name = path.relative_to(self.pack.root)
            if name.parts[0] not in (*TESTS, "vocabulary"):
                yield self.file(name.as_posix())

    def cites(self) -> Iterator[tuple[Document, Steps, str]]:
        """Every citation in the pack's files, with its place."""
        for doc in self.files():
            if Path(doc.file).name != "clauses.yaml":
                yield from ((doc, path, address) for path, address in _cites(doc.data, path=()))

    def node(self, id: str) -> Where | None:
        """Where the node of that id is written."""
        place = self._known.get(id)
        return place[0].where(place[1]) if place else None

    @property
    def _known(self) -> dict[str, Place]:
        if self._nodes is None:
            self._nodes = {}
            for doc in self.criteria():
                self._criteria(doc, found=self._nodes)
        return self._nodes

    def _criteria(self, doc: Document, *, found: dict[str, Place]) -> None:
        data = doc.data if isinstance(doc.data, dict) else {}
        name = Path(doc.file).stem
        for programme in self.pack.programmes:
            for n, item in enumerate(data.get("general") or ()):
                _note(item, doc, ("general", n), id=f"{programme.id}.{name}.{n}", found=found)
            track = str(data.get("track") or "") or programme.id
            for tier, item in (data.get("tiers") or {}).items():
                _note(item, doc, ("tiers", tier), id=f"{track}.{tier}", found=found)


def _note(data: Any, doc: Document, path: Steps, *, id: str, found: dict[str, Place]) -> None:
    """Ids as the builder gives them: a node's own, or its parent's and the steps to it."""
    if isinstance(data, dict):
        id = str(data.get("id") or id)
        found.setdefault(id, (doc, path))
        for key, value in data.items():
            _note(value, doc, (*path, key), id=f"{id}.{key}", found=found)
    elif isinstance(data, list):
        for n, value in enumerate(data):
            _note(value, doc, (*path, n), id=f"{id}.{n}", found=found)


def _cites(data: Any, *, path: Steps) -> Iterator[tuple[Steps, str]]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "cite" and isinstance(value, list):
                yield from (((*path, key, n), str(v)) for n, v in enumerate(value))
            elif key == "cite":
                yield (*path, key), str(value)
            else:
                yield from _cites(value, path=(*path, key))
    elif isinstance(data, list):
        for n, value in enumerate(data):
            yield from _cites(value, path=(*path, n))
