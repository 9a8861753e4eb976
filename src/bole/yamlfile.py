"""YAML and JSON files as plain data that knows its lines: safe, small, cached.

What a file may hold is deliberately less than YAML: no tags, no anchors or aliases, one
document, no duplicate keys, no NaN. Scalars follow YAML 1.2 (`yes` and `2019-03` are words, not
a truth and a date) and keys are always strings, so a file means the same read fresh or from the
cache.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import math
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bole.problems import Problem, Problems, Where, problem
from bole.text import Text

MAX_BYTES = 2_000_000
MAX_DEPTH = 40
_CACHE_VERSION = "1"
_CACHE_FILES = 2000

_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_A_NUMBER = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_CONSTANTS = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip

Steps = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """One file: its plain data, and the place of every part of it, computed when first asked."""

    file: str
    source: str
    data: Any

    def where(self, path: Steps = (), *, key: bool = False) -> Where:
        """The place of the value at `path` (of its key where asked), or of the nearest parent."""
        for size in range(len(path), -1, -1):
            place = self._places.get((path[:size], key and size == len(path) and size > 0))
            if place:
                return Where(self.file, *place)
        return Where(self.file)

    @functools.cached_property
    def _places(self) -> dict[tuple[Steps, bool], tuple[int, int]]:
        places: dict[tuple[Steps, bool], tuple[int, int]] = {}
        with contextlib.suppress(Problems):
            _build(self.source, file=self.file, exact=False, places=places)
        return places


def read_yaml(path: Path, *, max_bytes: int = MAX_BYTES, exact: bool = False) -> Document:
    """The file's document; with `exact`, decimals stay as the text that was written.

    Raises Problems for anything a file may not hold.
    """
    source = _read_text(path, max_bytes=max_bytes)
    return parse_yaml(source, file=str(path), max_bytes=max_bytes, exact=exact)


def parse_yaml(
    source: str, *, file: str, max_bytes: int = MAX_BYTES, exact: bool = False
) -> Document:
    """The same from text that was already read; `file` names it in problems."""
    if len(source) > max_bytes:
        raise Problems([_too_big(file, max_bytes=max_bytes)])
    if file.endswith(".json"):
        return Document(file, source, _from_json(source, file=file, exact=exact))
    return Document(file, source, _build(source, file=file, exact=exact, places=None))


def read_yaml_cached(path: Path, *, max_bytes: int = MAX_BYTES) -> Document:
    """The same document, from the user's cache where this content was read before."""
    source = _read_text(path, max_bytes=max_bytes)
    digest = hashlib.sha256(f"{_CACHE_VERSION}\0{source}".encode()).hexdigest()
    cache = _cache_folder()
    entry = cache / f"{digest}.json"
    try:
        return Document(str(path), source, json.loads(entry.read_bytes()))
    except (OSError, ValueError):
        pass
    document = parse_yaml(source, file=str(path), max_bytes=max_bytes)
    _store(document.data, entry=entry)
    return document


# --- the cache -------------------------------------------------------------------------------


def _cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    # An unknown home leaves `~`: such a folder cannot be made, and nothing is cached.
    with contextlib.suppress(RuntimeError):
        return Path(base).expanduser() / "bole" / "yaml"
    return Path(os.devnull) / "bole"


def _store(data: Any, *, entry: Path) -> None:
    """Written beside and renamed, so that a reader never sees half an entry."""
    import tempfile  # only where something new was read

    with contextlib.suppress(OSError):
        entry.parent.mkdir(parents=True, exist_ok=True)
        if sum(1 for _ in entry.parent.iterdir()) > _CACHE_FILES:
            for old in entry.parent.glob("*.json"):
                old.unlink(missing_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=entry.parent, delete=False) as handle:
            handle.write(json.dumps(data, ensure_ascii=True, separators=(",", ":")))
        Path(handle.name).replace(entry)


# --- reading ---------------------------------------------------------------------------------


def _read_text(path: Path, *, max_bytes: int) -> str:
    file = str(path)
    try:
        with path.open("rb") as handle:
            raw = handle.read(max_bytes + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Problems(
            [problem("file", f"读不了文件：{reason}", f"Cannot read the file: {reason}",
                     where=Where(file))]
        ) from None  # fmt: skip
    if len(raw) > max_bytes:
        raise Problems([_too_big(file, max_bytes=max_bytes)])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Problems(
            [problem("encoding", "文件不是 UTF-8 编码", "The file is not UTF-8",
                     where=Where(file, line),
                     hint=Text("请另存为 UTF-8 再试。", "Save it as UTF-8 and try again."))]
        ) from None  # fmt: skip


def _too_big(file: str, *, max_bytes: int) -> Problem:
    size = f"{max_bytes / 1_000_000:g} MB"
    return problem(
        "too_big", f"文件超过 {size}，不读", f"The file is larger than {size} and was not read",
        where=Where(file),
    )  # fmt: skip


def _from_json(source: str, *, file: str, exact: bool) -> Any:
    found: list[Problem] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        listed: dict[str, Any] = {}
        for key, value in items:
            if key in listed:
                found.append(_duplicate(key, where=Where(file)))
            listed[key] = value
        return listed

    def constant(word: str) -> None:
        found.append(_not_a_number(word, where=Where(file)))

    def decimal(word: str) -> str | float:
        if math.isinf(float(word)):
            constant(word)
        return word if exact else float(word)

    try:
        data = json.loads(
            source, object_pairs_hook=pairs, parse_constant=constant, parse_float=decimal
        )
    except json.JSONDecodeError as error:
        found.append(
            problem("syntax", f"不是合法的 JSON：{error.msg}", f"Not valid JSON: {error.msg}",
                    where=Where(file, error.lineno, error.colno))
        )  # fmt: skip
    except RecursionError:
        found.append(_too_deep(Where(file)))
    except ValueError:  # more digits than Python reads
        found.append(_not_a_number("9…", where=Where(file)))
    else:
        if _depth(data) > MAX_DEPTH:
            found.append(_too_deep(Where(file)))
    if found:
        raise Problems(found)
    return data


def _depth(data: Any) -> int:
    deepest, stack = 0, [(data, 1)]
    while stack:
        item, depth = stack.pop()
        deepest = max(deepest, depth)
        if isinstance(item, dict):
            stack += [(v, depth + 1) for v in item.values()]
        elif isinstance(item, list):
            stack += [(v, depth + 1) for v in item]
    return deepest


def _build(
    source: str,
    *,
    file: str,
    exact: bool,
    places: dict[tuple[Steps, bool], tuple[int, int]] | None,
) -> Any:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    builder = _Builder(file=file, exact=exact, places=places)
    try:
        data = builder.document(yaml.parse(source, Loader=loader))
    except yaml.YAMLError as error:
        builder.found.append(_syntax(error, file=file, source=source))
        data = None
    if builder.found:
        raise Problems(builder.found)
    return data


class _Stop(Exception):
    """Raised where reading on makes no sense."""


class _Builder:
    """Plain data from YAML events, noting everything that may not be there."""

    def __init__(
        self,
        *,
        file: str,
        exact: bool,
        places: dict[tuple[Steps, bool], tuple[int, int]] | None,
    ) -> None:
        self.file = file
        self.exact = exact
        self.places = places
        self.found: list[Problem] = []

    def document(self, events: Iterator[Any]) -> Any:
        """The data of the only document, None of an empty file."""
        data, seen = None, 0
        try:
            for event in events:
                kind = type(event).__name__
                if kind == "DocumentStartEvent":
                    seen += 1
                    if seen > 1:
                        self._say("documents", "一个文件只能有一份内容（多了 ---）",
                                  "One file holds one document (there is a second ---)",
                                  event=event)  # fmt: skip
                        return None
                    data = self._node(next(events), events, path=(), depth=1)
        except _Stop:
            return None
        return data

    def _node(self, event: Any, events: Iterator[Any], *, path: Steps, depth: int) -> Any:
        kind = type(event).__name__
        self._mark(path, event=event, key=False)
        if kind == "AliasEvent" or event.anchor:
            self._say("anchor", "不支持 YAML 的锚点（& 和 *）", "YAML anchors (& and *) are refused",
                      event=event, stop=True)  # fmt: skip
        if event.tag and event.tag != "!":
            self._say("tag", f"不支持 YAML 标签 {event.tag}", f"The YAML tag {event.tag} is refused",
                      event=event, stop=True)  # fmt: skip
        if kind == "ScalarEvent":
            return self._scalar(event)
        if depth > MAX_DEPTH:
            self.found.append(_too_deep(self._where(event)))
            raise _Stop
        if kind == "SequenceStartEvent":
            return self._sequence(events, path=path, depth=depth)
        return self._mapping(events, path=path, depth=depth)

    def _sequence(self, events: Iterator[Any], *, path: Steps, depth: int) -> list[Any]:
        items: list[Any] = []
        while type(event := next(events)).__name__ != "SequenceEndEvent":
            items.append(self._node(event, events, path=(*path, len(items)), depth=depth + 1))
        return items

    def _mapping(self, events: Iterator[Any], *, path: Steps, depth: int) -> dict[str, Any]:
        items: dict[str, Any] = {}
        while type(event := next(events)).__name__ != "MappingEndEvent":
            if type(event).__name__ != "ScalarEvent" or event.anchor or event.tag:
                self._say("key", "键必须是简单的词", "A key must be a plain word",
                          event=event, stop=True)  # fmt: skip
            key = event.value
            if key in items:
                self.found.append(_duplicate(key, where=self._where(event)))
            self._mark((*path, key), event=event, key=True)
            value = self._node(next(events), events, path=(*path, key), depth=depth + 1)
            items[key] = value
        return items

    def _scalar(self, event: Any) -> Any:
        word: str = event.value
        if not event.implicit[0]:  # quoted or block: text as it stands
            return word
        if word in _CONSTANTS:
            return _CONSTANTS[word]
        if word[0] not in "+-.0123456789":
            return word
        if _INT.fullmatch(word) and len(word) <= 40:
            return int(word)
        if _FLOAT.fullmatch(word) and not word.lstrip("+-").startswith("00"):
            return self._decimal(word, event=event)
        if _NOT_A_NUMBER.fullmatch(word):
            self.found.append(_not_a_number(word, where=self._where(event)))
        return word

    def _decimal(self, word: str, *, event: Any) -> str | float:
        leading_zero = len(word) > 1 and word[0] == "0" and word[1].isdigit()
        if self.exact or leading_zero or word.isdigit():
            return word
        number = float(word)
        if math.isinf(number):
            self.found.append(_not_a_number(word, where=self._where(event)))
        return number

    def _mark(self, path: Steps, *, event: Any, key: bool) -> None:
        if self.places is not None:
            mark = event.start_mark
            self.places[path, key] = (mark.line + 1, mark.column + 1)

    def _where(self, event: Any) -> Where:
        return Where(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _say(self, code: str, zh: str, en: str, *, event: Any, stop: bool = False) -> None:
        self.found.append(problem(code, zh, en, where=self._where(event)))
        if stop:
            raise _Stop


# --- words -----------------------------------------------------------------------------------


def _duplicate(key: str, *, where: Where) -> Problem:
    return problem("duplicate_key", f"“{key}”写了两次", f"'{key}' is written twice", where=where)


def _not_a_number(word: str, *, where: Where) -> Problem:
    return problem("number", f"{word} 不是一个数", f"{word} is not a number", where=where)


def _too_deep(where: Where) -> Problem:
    return problem(
        "too_deep", f"嵌套超过 {MAX_DEPTH} 层", f"Nested deeper than {MAX_DEPTH}", where=where
    )


def _syntax(error: Any, *, file: str, source: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    where = Where(file, mark.line + 1, mark.column + 1) if mark else Where(file)
    reason = getattr(error, "problem", None) or "unreadable characters"
    if "nesting depth" in reason:
        return _too_deep(where)
    lines = source.splitlines()
    near = "\n".join(lines[max(where.line - 2, 0) : where.line])
    hint = Text("请检查这一行的缩进和冒号。", "Check the indentation and the colon of this line.")
    if "\t" in near:
        hint = Text("缩进请用空格，不用 Tab。", "Indent with spaces, not with tabs.")
    elif "：" in near:
        hint = Text(
            "冒号请用半角的 “: ”，后面空一格。", "Use the plain colon ': ' followed by a space."
        )
    return problem("syntax", f"不是合法的 YAML（{reason}）", f"Not valid YAML ({reason})",
                   where=where, hint=hint)  # fmt: skip
