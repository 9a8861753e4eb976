"""A mapping of a pack's YAML read field by field, noting every problem with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bole.problems import Problem, did_you_mean, problem
from bole.text import Text, read_text_value
from bole.yamlfile import Document, Steps


class Part:
    """One mapping in a document; getters note a problem and return a usable blank."""

    def __init__(self, doc: Document, path: Steps, data: Any, problems: list[Problem]) -> None:
        self.doc, self.path, self.problems = doc, path, problems
        if not isinstance(data, Mapping):
            self.fail("mapping", "这里要写“键: 值”", "A mapping belongs here")
            data = {}
        self.data: Mapping[str, Any] = data

    def fail(
        self, code: str, zh: str, en: str, *steps: str | int, hint: Text | None = None
    ) -> None:
        """Notes a problem at a part of this mapping."""
        where = self.doc.where((*self.path, *steps))
        self.problems.append(problem(code, zh, en, where=where, hint=hint))

    def only(self, *keys: str) -> None:
        """Notes every key that is none of these."""
        for key in self.data.keys() - set(keys):
            hint = did_you_mean(key, among=keys)
            self.fail("key", f"不认识“{key}”", f"Unknown key {key!r}", key, hint=hint)

    def word(self, key: str, *, need: bool = False) -> str:
        """A short word; "" where absent."""
        value = self.data.get(key)
        if value is None and need:
            self.fail("missing", f"缺“{key}”", f"{key!r} is missing")
        if isinstance(value, list | Mapping):
            self.fail("word", f"“{key}”要写一个词", f"{key!r} is one word", key)
            return ""
        return "" if value is None else str(value)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """True or false."""
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            self.fail("bool", f"“{key}”写 true 或 false", f"{key!r} is true or false", key)
            return default
        return value

    def text(self, key: str, *, need: bool = False) -> Text:
        """A text in both languages; empty where absent."""
        value = self.data.get(key)
        if value is None:
            if need:
                self.fail("missing", f"缺“{key}”", f"{key!r} is missing")
            return Text("")
        try:
            return read_text_value(value)
        except ValueError:
            self.fail("text", f"“{key}”要写文字，或 {{zh, en}}", f"{key!r} is a text", key)
            return Text("")

    def words(self, key: str) -> tuple[str, ...]:
        """A list of short words; empty where absent."""
        value = self.data.get(key) or []
        if not isinstance(value, list):
            self.fail("list", f"“{key}”要写成列表", f"{key!r} is a list", key)
            return ()
        return tuple(str(v) for v in value)

    def parts(self, key: str) -> Iterator[Part]:
        """The mappings of a list; none where absent."""
        value = self.data.get(key) or []
        if not isinstance(value, list):
            self.fail("list", f"“{key}”要写成列表", f"{key!r} is a list", key)
            return
        for n, item in enumerate(value):
            yield Part(self.doc, (*self.path, key, n), item, self.problems)

    def items(self, key: str) -> Iterator[tuple[str, Part]]:
        """The mappings of a mapping; none where absent."""
        value = self.data.get(key) or {}
        if not isinstance(value, Mapping):
            self.fail("mapping", f"“{key}”要写“键: 值”", f"{key!r} is a mapping", key)
            return
        for name, item in value.items():
            yield name, Part(self.doc, (*self.path, key, name), item, self.problems)
