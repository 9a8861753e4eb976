"""Places that the template marked as still to write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bole.check.context import Context
from bole.policy.skeleton import TODO
from bole.problems import Problem, problem
from bole.text import Text
from bole.yamlfile import Steps

CODE = "P020"
TITLE = Text("还没写", "Still to write")
DOC = Text(
    "从模板来的“待写”，要换成文件的内容。这是提醒，不算错。",
    "Marks of the template (待写) that await the document's content. A warning, not an error.",
)


def find(context: Context) -> Iterator[Problem]:
    """One warning for each file and place."""
    for doc in context.places.files():
        for path, value in _marked(doc.data, path=()):
            yield problem(
                CODE,
                f"还没写：{value}",
                f"Still to write: {value}",
                where=doc.where(path),
                warning=True,
            )


def _marked(data: Any, *, path: Steps) -> Iterator[tuple[Steps, str]]:
    if isinstance(data, str) and data.startswith(TODO):
        yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _marked(value, path=(*path, key))
    elif isinstance(data, list):
        for n, value in enumerate(data):
            yield from _marked(value, path=(*path, n))
