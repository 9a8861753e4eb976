"""What a folder of tables says of itself: `manifest.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bole.facts.model import Assurance
from bole.facts.vocabulary import Vocabulary
from bole.policy import library
from bole.policy.part import Part
from bole.problems import Problem, Problems, did_you_mean
from bole.yamlfile import read_yaml

NAME: Final = "manifest.yaml"
PERSONS: Final = "persons"
CLAIMS: Final = "claims"
KEYS: Final = ("extract", "complete", "assurance", "distinct", "encoding", "files")
DEFAULT: Final = "*"


@dataclass(frozen=True, slots=True)
class Manifest:
    """`complete`: families that are whole; `distinct`: families without equal records.

    `assurance` maps tables, and `table.column`, to how they are backed; `*` is everything else.
    """

    extract: str = ""
    complete: frozenset[str] = frozenset()
    distinct: frozenset[str] = frozenset()
    assurance: Mapping[str, Assurance] = field(default_factory=dict)
    encoding: str = ""
    files: Mapping[str, str] = field(default_factory=dict)

    def backing(self, table: str, column: str = "") -> Assurance:
        """How well a table, or one column of it, is backed."""
        for key in (f"{table}.{column}" if column else table, table, DEFAULT):
            if key in self.assurance:
                return self.assurance[key]
        return Assurance.CLAIMED


def read_manifest(folder: Path, *, vocabulary: Vocabulary) -> Manifest:
    """The manifest of a folder, empty where there is none; raises Problems."""
    path = folder / NAME
    if not path.is_file():
        return Manifest()
    document = read_yaml(path)
    problems: list[Problem] = []
    part = Part(document, (), document.data or {}, problems)
    part.only(*KEYS)
    manifest = Manifest(
        extract=part.word("extract"),
        complete=_families(part, "complete", vocabulary=vocabulary),
        distinct=_families(part, "distinct", vocabulary=vocabulary),
        assurance=_assurance(part),
        encoding=part.word("encoding"),
        files=_files(part),
    )
    if problems:
        raise Problems(problems)
    return manifest


def _families(part: Part, key: str, *, vocabulary: Vocabulary) -> frozenset[str]:
    raw: Any = part.data.get(key)
    if raw in ("all", "全部"):
        return frozenset(vocabulary.families)
    found = set()
    for n, word in enumerate(part.words(key)):
        name = vocabulary.find_family(word)
        if name is None and _elsewhere(word):
            continue
        if name is None:
            hint = did_you_mean(word, among=list(vocabulary.families))
            part.fail(
                "family", f"没有“{word}”这类记录", f"There is no family {word!r}", key, n, hint=hint
            )
        else:
            found.add(name)
    return frozenset(found)


def _elsewhere(word: str) -> bool:
    """True for a family that only other packs know: a register serves several programmes."""
    return any(pack.vocabulary.find_family(word) for pack in library.packs())


def _assurance(part: Part) -> dict[str, Assurance]:
    raw: Any = part.data.get("assurance")
    listed = raw if isinstance(raw, Mapping) else {DEFAULT: raw} if raw is not None else {}
    found = {}
    for key, word in listed.items():
        known = str(word).upper()
        if known not in Assurance.__members__:
            names = ", ".join(a.lower() for a in Assurance.__members__)
            part.fail("assurance", f"assurance 写 {names}", f"assurance: {names}", "assurance")
        else:
            found[str(key)] = Assurance[known]
    return found


def _files(part: Part) -> dict[str, str]:
    raw: Any = part.data.get("files") or {}
    if not isinstance(raw, Mapping):
        part.fail("mapping", "files 要写“表: 文件”", "files is {table: file}", "files")
        return {}
    return {str(k): str(v) for k, v in raw.items()}
