"""A small register, ticket and plan, and the setting around them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from bole.policy.intake import read_instant
from bole.policy.library import shared_workdays
from bole.stewardship.act import Act, Setting
from bole.text import Text

SETTING = Setting(shared_workdays(), names={"office": Text("办公室", "the office")})


def at(text: str) -> dt.datetime:
    """An instant in Shanghai."""
    return read_instant(text)


def act(when: str, by: str, do: str, item: str = "", about: str = "", **rest: Any) -> Act:
    """One act; `words` and `findings` apart, further names are values."""
    words, findings = rest.pop("words", ""), tuple(rest.pop("findings", ()))
    values = {k: str(v) for k, v in rest.items()}
    return Act(at(when), by, do, item, about, values, words, findings)
