"""One difference between two packs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bole.text import Text

ADDED: Final = "added"
REMOVED: Final = "removed"
CHANGED: Final = "changed"
MOVED: Final = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """What changed: `part` is the kind of thing, `what` added, removed, changed or moved.

    `subject` names the thing; `text` says what changed about it, with `before` and `after` where
    both can be said in a few words. `cite` is its clause (of the second pack where it has one).
    """

    part: str
    what: str
    id: str
    cite: str
    subject: Text
    text: Text
    before: Text = Text("")
    after: Text = Text("")

    @property
    def sentence(self) -> Text:
        """Subject and change."""
        return Text(
            f"{self.subject.zh}：{self.text.zh}",
            f"{self.subject.say('en')}: {self.text.say('en')}",
        )


def from_to(before: Text, after: Text) -> Text:
    """`5 年 → 3 年`, with a word for what is empty."""
    a, b = before or Text("没有", "none"), after or Text("没有", "none")
    if a.say("en") == b.say("en"):
        a, b = Text(a.zh), Text(b.zh)  # the English words do not tell them apart
    return Text(f"{a.zh} → {b.zh}", f"{a.say('en')} → {b.say('en')}")


def quoted(name: Text) -> Text:
    """A name in the quotation marks of each language."""
    return Text(f"“{name.zh}”", f"“{name.say('en')}”")
