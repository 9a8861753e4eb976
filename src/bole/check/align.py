"""A pack's clauses beside the official text: what it lacks, what changed, what is no longer there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bole.clauses import Clause
from bole.policy.pack import ClauseRef
from bole.text import Text

MISSING: Final = "missing"
CHANGED: Final = "changed"
EXTRA: Final = "extra"
NO_HASH: Final = "no_hash"

SAID: Final = {
    MISSING: Text("原文有，政策包没有", "in the text, not in the pack"),
    CHANGED: Text(
        "原文的字句与政策包读过的不同", "the words differ from those the pack was made from"
    ),
    EXTRA: Text("政策包有，原文没有", "in the pack, not in the text"),
    NO_HASH: Text("政策包没记下原文的指纹，没法核对", "the pack holds no hash to compare"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One clause on which text and pack do not agree.

    `also` are addresses on the other side that have the very same words: the clause moved.
    """

    address: str
    what: str
    also: tuple[str, ...] = ()

    @property
    def text(self) -> Text:
        """The difference in words."""
        said = SAID[self.what]
        zh, en = f"{self.address}：{said.zh}", f"{self.address}: {said.say('en')}"
        if self.also:
            zh += f"；字句相同的有 {'、'.join(self.also)}"
            en += f"; the same words stand at {', '.join(self.also)}"
        return Text(zh, en)


def official(source: Clause) -> dict[str, Clause]:
    """The clauses of a text that have words of their own, by address, in order."""
    return {c.address: c for c in source.walk() if c.address and c.words}


def align(clauses: Mapping[str, ClauseRef], *, source: Clause) -> tuple[Difference, ...]:
    """Where a pack's clauses and the text differ, in the order of the text, extra ones last."""
    known = official(source)
    in_text = _by_hash({a: c.hash for a, c in known.items() if a not in clauses})
    in_pack = _by_hash({a: c.hash for a, c in clauses.items() if a not in known and c.hash})
    found = []
    for address, clause in known.items():
        ours = clauses.get(address)
        if ours is None:
            found.append(Difference(address, MISSING, in_pack.get(clause.hash, ())))
        elif ours.hash != clause.hash:
            found.append(Difference(address, CHANGED if ours.hash else NO_HASH))
    for address, ref in clauses.items():
        if address not in known:
            found.append(Difference(address, EXTRA, in_text.get(ref.hash, ())))
    return tuple(found)


def _by_hash(hashes: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for address, words in hashes.items():
        found[words] = (*found.get(words, ()), address)
    return found
