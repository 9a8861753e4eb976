"""Errors for people: what, where, why and what next, all of them at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bole.text import Lang, Text


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file: 1-based line and column; 0 where not known."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong; `code` is stable, `hint` says what to do next."""

    code: str
    message: Text
    where: Where | None = None
    hint: Text | None = None
    warning: bool = False

    def render(self, *, lang: Lang = "zh", source: str | None = None) -> str:
        """The problem as a person reads it, with its source line where there is one."""
        head = f"{self.where}  " if self.where else ""
        lines = [f"{head}{self.message.say(lang)}  [{self.code}]"]
        if source is not None and self.where and self.where.line:
            lines += _excerpt(source, where=self.where)
        if self.hint:
            lines.append(f"  {self.hint.say(lang)}")
        return "\n".join(lines)


class Problems(Exception):
    """Raised with everything that is wrong, never with the first thing only."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(p.render() for p in self.problems))

    def render(self, *, lang: Lang = "zh") -> str:
        """All problems, each with its source line."""
        sources: dict[str, str | None] = {}
        parts = []
        for problem in self.problems:
            file = problem.where.file if problem.where else ""
            if file not in sources:
                sources[file] = _source(file)
            parts.append(problem.render(lang=lang, source=sources[file]))
        return "\n".join(parts)


def problem(
    code: str,
    zh: str,
    en: str,
    *,
    where: Where | None = None,
    hint: Text | None = None,
    warning: bool = False,
) -> Problem:
    """A problem from its words in both languages."""
    return Problem(code, Text(zh, en), where, hint, warning)


def did_you_mean(word: str, *, among: Sequence[str], more: Text | None = None) -> Text | None:
    """A hint that names the nearest known words, or only `more` where none is near."""
    # One wrong character in a two-character Chinese word is half of it.
    cutoff = 0.5 if len(word) <= 3 and not word.isascii() else 0.6
    near = _first_of_each(difflib.get_close_matches(word, among, n=6, cutoff=cutoff))[:3]
    if not near:
        return more
    zh = f"是不是想写 {'、'.join(f'“{n}”' for n in near)}？"
    en = f"Did you mean {', '.join(repr(n) for n in near)}?"
    return Text(f"{zh} {more.zh}", f"{en} {more.en}") if more else Text(zh, en)


def _first_of_each(words: Iterable[str]) -> list[str]:
    """The words without those that differ in case only."""
    first: dict[str, str] = {}
    for word in words:
        first.setdefault(word.casefold(), word)
    return list(first.values())


def _excerpt(source: str, *, where: Where) -> list[str]:
    lines = source.splitlines()
    if where.line > len(lines):
        return []
    line = lines[where.line - 1][:160]
    caret = " " * max(where.column - 1, 0) + "‾"
    return [f"{where.line:>5} │ {line}", f"      │ {caret}"]


def _source(file: str) -> str | None:
    try:
        return Path(file).read_text(encoding="utf-8") if file else None
    except (OSError, UnicodeDecodeError):
        return None
