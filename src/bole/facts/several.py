"""One person's profile for several packs, each with words of its own.

A pack may add facts, records and choices to the shared vocabulary. What one vocabulary can read is
no mistake, so it is left out for those that cannot; what none can read is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bole.facts.profile import Profile, build_profile
from bole.facts.vocabulary import Vocabulary
from bole.problems import Problem, Problems, Where
from bole.yamlfile import Document, Steps, parse_yaml, read_yaml


def read_profiles(
    source: Path | str, *, vocabularies: Sequence[Vocabulary], name: str = "profile.yaml"
) -> tuple[Profile, ...]:
    """The profile in a file (a Path) or in text (a str) as each vocabulary reads it.

    Raises Problems with everything that no vocabulary can read.
    """
    if isinstance(source, Path):
        document = read_yaml(source, exact=True)
    else:
        document = parse_yaml(source, file=name, exact=True)
    readers = {id(v): _Reader(v, document) for v in vocabularies}
    faults = {key: reader.faults() for key, reader in readers.items()}
    _raise_common(faults.values())
    read = {key: reader.read(without=frozenset(faults[key])) for key, reader in readers.items()}
    return tuple(read[id(v)] for v in vocabularies)


class _Reader:
    """Reads one document with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, document: Document) -> None:
        self.vocabulary, self.document = vocabulary, document

    def faults(self) -> dict[Steps, list[Problem]]:
        """What this vocabulary cannot read, by its place."""
        paths: dict[Where, Steps] = {}
        try:
            self._build(self.document.data, self._noting(paths))
        except Problems as problems:
            found: dict[Steps, list[Problem]] = {}
            for fault in problems.problems:
                path = paths.get(fault.where, ()) if fault.where else ()
                found.setdefault(path, []).append(fault)
            return found
        return {}

    def read(self, *, without: frozenset[Steps]) -> Profile:
        """The profile without the parts at these places."""
        data = _without(self.document.data, (), places=without) if without else self.document.data
        return self._build(data, self.document.where if not without else _nowhere)

    def _build(self, data: Any, where: Callable[..., Where | None]) -> Profile:
        return build_profile(data, vocabulary=self.vocabulary, where=where)

    def _noting(self, paths: dict[Where, Steps]) -> Callable[..., Where]:
        def where(path: Steps, *, key: bool = False) -> Where:
            found = self.document.where(path, key=key)
            paths[found] = path
            return found

        return where


def _nowhere(path: Steps, *, key: bool = False) -> Where | None:
    return None


def _raise_common(faults: Iterable[dict[Steps, list[Problem]]]) -> None:
    """Raises what is a fault, there or in what holds it, for every vocabulary."""
    listed = list(faults)
    real: dict[Problem, None] = {}
    for own in listed:
        for path, problems in own.items():
            if all(any(path[: len(p)] == p or p[: len(path)] == path for p in o) for o in listed):
                real.update(dict.fromkeys(problems))
    if real:
        raise Problems(sorted(real, key=_place))


def _place(fault: Problem) -> tuple[int, int]:
    return (fault.where.line, fault.where.column) if fault.where else (0, 0)


def _without(data: Any, path: Steps, *, places: frozenset[Steps]) -> Any:
    if isinstance(data, dict):
        return {k: _without(v, p, places=places) for k, v, p in _kept(data.items(), path, places)}
    if isinstance(data, list):
        kept = _kept(enumerate(data), path, places)
        return [_without(v, p, places=places) for _, v, p in kept]
    return data


def _kept(
    items: Iterable[tuple[Any, Any]], path: Steps, places: frozenset[Steps]
) -> Iterator[tuple[Any, Any, Steps]]:
    for key, value in items:
        if (*path, key) not in places:
            yield key, value, (*path, key)
