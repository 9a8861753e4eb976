"""Words for people, in Chinese first and English beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """One piece of visible text in both languages; English falls back to Chinese."""

    zh: str
    en: str = ""

    def say(self, lang: Lang = "zh") -> str:
        """The text in `lang`."""
        return self.zh if lang == "zh" or not self.en else self.en

    def format(self, **values: object) -> Text:
        """The same text with `{name}` filled; a `Text` value is said in each language."""
        return Text(
            self.zh.format(**_said(values, lang="zh")), self.en.format(**_said(values, lang="en"))
        )

    def __bool__(self) -> bool:
        return bool(self.zh)


def _said(values: dict[str, object], *, lang: Lang) -> dict[str, object]:
    return {k: v.say(lang) if isinstance(v, Text) else v for k, v in values.items()}


def read_text_value(value: object) -> Text:
    """`Text` from YAML: a string is Chinese, a mapping has `zh` and `en`."""
    if isinstance(value, str):
        return Text(value.strip())
    if isinstance(value, dict) and value.keys() <= {"zh", "en"} and value.get("zh"):
        return Text(str(value["zh"]).strip(), str(value.get("en") or "").strip())
    raise ValueError(f"not a text: {value!r}")


def join(parts: Iterable[Text], *, zh: str = "、", en: str = ", ") -> Text:
    """The parts in one text, with each language's own separator."""
    listed = list(parts)
    return Text(zh.join(p.say("zh") for p in listed), en.join(p.say("en") for p in listed))
