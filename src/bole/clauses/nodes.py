"""Blocks hung below one another: whose lead-in, child, note or closing paragraph each is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bole.clauses.blocks import Block, Kind
from bole.clauses.numbering import Style
from bole.clauses.titles import is_date, split_title

_SIGNED_LINES = 4
_ALL_ABOVE = re.compile(r"(?:以上|上述)(?:各类|各|所有)?(?P<noun>[\u4e00-\u9fff]{2})")


@dataclass(slots=True)
class Node:
    """A clause being built; `lead` stands before its children, `trail` among and after them."""

    block: Block | None = None
    title: str = ""
    text: str = ""
    lead: list[Block] = field(default_factory=list)
    below: list[Node | list[Block]] = field(default_factory=list)

    @property
    def children(self) -> list[Node]:
        """The children that are clauses with a place of their own."""
        return [below for below in self.below if isinstance(below, Node)]

    @property
    def owns_paragraphs(self) -> bool:
        """Whether paragraphs that follow are this clause's even where its list is over."""
        if self.block is None or self.block.kind is not Kind.NUMBERED:
            return True
        law = self.block.style is not None and self.block.style <= Style.ARTICLE
        return law or not self.text or self.text[-1] in "：:"


def hang(blocks: Sequence[Block]) -> list[Node]:
    """The body, then each annex."""
    parts = [_Part(Node())]
    for block in blocks:
        if block.kind is Kind.ANNEX:
            parts.append(_Part(Node(block, title=block.title)))
        else:
            parts[-1].take(block)
    for part in parts:
        part.close()
    return [part.root for part in parts]


@dataclass(slots=True)
class _Part:
    root: Node
    path: list[Node] = field(default_factory=list)  # the open clauses, outermost first
    waiting: list[Block] = field(default_factory=list)  # paragraphs not yet given to a clause

    def take(self, block: Block) -> None:
        if block.level < 0:
            self.waiting.append(block)
            return
        self._settle(level=block.level)
        del self.path[block.level :]
        node = _node(block)
        (self.path[-1] if self.path else self.root).below.append(node)
        self.path.append(node)

    def close(self) -> None:
        signed = self._signed()
        at = len(self.waiting) - signed
        signature, self.waiting = self.waiting[at:], self.waiting[:at]
        self._settle(level=-1)
        if signature:
            self.root.below.append(signature)

    def _settle(self, *, level: int) -> None:
        """Gives the waiting paragraphs to the clause they belong to, seen what comes next."""
        listed = [block for block in self.waiting if block.kind is Kind.LISTING]
        blocks = [block for block in self.waiting if block.kind is not Kind.LISTING]
        self.waiting = []
        if blocks:
            self._give(blocks, level=level)
        if listed:
            self.root.below.append(listed)

    def _give(self, blocks: list[Block], *, level: int) -> None:
        if not self.path:
            self.root.lead += blocks
            return
        last = self.path[-1]
        goes_on = level >= len(self.path) - 1  # a child or the next of its list follows
        if goes_on or last.owns_paragraphs:
            last.lead += blocks
        else:
            self._closing(blocks).below.append(blocks)

    def _closing(self, blocks: list[Block]) -> Node:
        """The clause whose list the paragraphs close: one up, or two where they speak of all."""
        above = [self.root, *self.path[:-1]]
        said = _ALL_ABOVE.match(blocks[0].text)
        if said and len(above) > 1:
            titles = [child.title for child in above[-2].children]
            if len(titles) > 1 and all(said["noun"] in title for title in titles):
                return above[-2]
        return above[-1]

    def _signed(self) -> int:
        """How many of the last paragraphs are the signature: names, then a date."""
        if not self.path or not self.waiting or self.waiting[-1].kind is Kind.LISTING:
            return 0
        if not is_date(self.waiting[-1].text):
            return 0
        count = 1
        for block in self.waiting[-2 : -_SIGNED_LINES - 1 : -1]:
            if block.closed or block.kind is not Kind.PARAGRAPH:
                break
            count += 1
        return count


def _node(block: Block) -> Node:
    if block.kind is Kind.NUMBERED and block.style is not None:
        title, text = split_title(block.text, article=block.style is Style.ARTICLE)
        return Node(block, title, text)
    if block.kind is Kind.HEAD:
        title, text = split_title(block.text)
        return Node(block, title, text)
    return Node(block, text=block.text)
