"""Judgements and soft conditions that people rule on, without a lasting id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bole.check.context import Context
from bole.problems import Problem, problem
from bole.text import Text
from bole.yamlfile import Steps

CODE = "P003"
TITLE = Text("要人定的条件没有编号", "No id where people decide")
DOC = Text(
    "由人判断（judgement）和弹性（soft）的条件要写 id：人的决定按编号存档，自动编号会随位置变。",
    "Judgements and soft conditions have an id: rulings are kept under it, and a generated one changes with the place.",
)
RULED = ("judgement", "soft")


def find(context: Context) -> Iterator[Problem]:
    """One problem for each such node without an id."""
    for doc in context.places.criteria():
        for path, operator in _ruled(doc.data, path=()):
            yield problem(
                CODE,
                f"这个 {operator} 没有写 id",
                f"This {operator} has no id",
                where=doc.where(path),
            )


def _ruled(data: Any, *, path: Steps) -> Iterator[tuple[Steps, str]]:
    if isinstance(data, dict):
        if "id" not in data:
            yield from ((path, key) for key in RULED if key in data)
        for key, value in data.items():
            yield from _ruled(value, path=(*path, key))
    elif isinstance(data, list):
        for n, value in enumerate(data):
            yield from _ruled(value, path=(*path, n))
