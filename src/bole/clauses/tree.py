"""The clause tree of a text: addresses, titles and places given to what was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from bole.clauses.blocks import Block, Kind, read_blocks
from bole.clauses.forms import Field, read_fields
from bole.clauses.model import Clause
from bole.clauses.nodes import Node, hang
from bole.clauses.numbering import Style
from bole.clauses.scan import scan
from bole.clauses.titles import is_title, title_span

HEAD, LEAD, NOTE, CLOSING, PARAGRAPH, FIELD = "文头", "引言", "注", "末段", "段", "字段"


def read_clauses(text: str) -> Clause:
    """The clause tree of a numbered Chinese text; any text has one, if only of paragraphs."""
    return _Tree().document(hang(read_blocks(scan(text))))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where children stand: below `address`; articles count through, so below `scope`."""

    address: str = ""
    scope: str = ""

    def below(self, segment: str, *, style: Style | None = None) -> str:
        parent = self.scope if style is Style.ARTICLE else self.address
        return f"{parent}/{segment}" if parent else segment


@dataclass(slots=True)
class _Tree:
    taken: set[str] = field(default_factory=set)

    def document(self, parts: Sequence[Node]) -> Clause:
        """The root: the body's clauses, then the annexes."""
        body, *annexes = parts
        title, head, rest = _head(body.lead)
        names = _Names(self, _Place())
        children = names.paragraphs(head, name=HEAD)
        text, below = self._inside(_with_lead(body, rest), names=names, alone=not title)
        children += [*below, *(self._annex(node, names=names) for node in annexes)]
        own = title or (body.lead if text else [])
        return _spanned(
            Clause("", "", _joined(title, by=""), text, own[0].start, own[-1].end)
            if own
            else Clause("", "", "", text, 0, 0),
            children,
        )

    def _annex(self, node: Node, *, names: _Names) -> Clause:
        block = _block(node)
        address = names.unique(block.segment)
        title, lead, end = node.title, node.lead, block.end
        if not title and lead and is_title(lead[0]):
            title, end, lead = lead[0].text, lead[0].end, lead[1:]
        inside = _Names(self, _Place(address, address))
        fields = [] if _has_numbers(node) else read_fields(lead)
        children = [inside.form(fields)] if fields else []
        text, below = self._inside(_with_lead(node, [] if fields else lead), names=inside)
        clause = Clause(address, block.number, title, text, block.start, end)
        return _spanned(clause, children + below, own=lead if text else [])

    def _clause(self, node: Node, *, names: _Names) -> Clause:
        block = _block(node)
        address = names.address_of(block)
        scope = address if block.kind is Kind.HEAD else names.place.scope
        inside = _Names(self, _Place(address, scope))
        text, children = self._inside(node, names=inside)
        clause = Clause(address, block.number, node.title, text, block.start, block.end)
        return _spanned(clause, children, own=node.lead if text != node.text else [])

    def _inside(self, node: Node, *, names: _Names, alone: bool = True) -> tuple[str, list[Clause]]:
        """The clause's own text, and its children."""
        text, children = node.text, []
        if _has_numbers(node):
            children += names.paragraphs(node.lead, name=LEAD)
        else:
            words = [group for group in _merged(node.lead) if group[0].kind is not Kind.NOTE]
            if len(words) == 1 and alone and not text and node.lead[0] is words[0][0]:
                text = _joined(words[0])
                children += names.named(node.lead[len(words[0]) :])
            else:
                children += names.named(node.lead)
        for below in node.below:
            if isinstance(below, Node):
                children.append(self._clause(below, names=names))
            else:
                children += names.closing(below)
        return text, children


@dataclass(slots=True)
class _Names:
    """Hands out the addresses below one place, none twice."""

    tree: _Tree
    place: _Place
    counts: Counter[str] = field(default_factory=Counter)

    def address_of(self, block: Block) -> str:
        if block.kind is Kind.HEAD:
            return self._counted(PARAGRAPH)
        if block.kind is Kind.NOTE:
            return self._named(NOTE)
        return self.unique(self.place.below(block.segment, style=block.style))

    def unique(self, address: str) -> str:
        """The address, or with a count where the text gives one twice."""
        found, count = address, 1
        while found in self.tree.taken:
            count += 1
            found = f"{address}~{count}"
        self.tree.taken.add(found)
        return found

    def paragraphs(self, blocks: Sequence[Block], *, name: str) -> list[Clause]:
        """One clause of that name from all the paragraphs; none where there are none."""
        return [_plain(self._named(name), blocks)] if blocks else []

    def named(self, blocks: Sequence[Block]) -> list[Clause]:
        """Each paragraph with its count, notes apart."""
        return [
            _plain(self._named(NOTE) if g[0].kind is Kind.NOTE else self._counted(PARAGRAPH), g)
            for g in _merged(blocks)
        ]

    def closing(self, blocks: Sequence[Block]) -> list[Clause]:
        """The closing paragraph in one clause, notes apart."""
        groups = [list(g) for _, g in groupby(blocks, key=lambda b: b.kind is Kind.NOTE)]
        return [
            clause
            for group in groups
            for clause in (
                self.named(group)
                if group[0].kind is Kind.NOTE
                else self.paragraphs(group, name=CLOSING)
            )
        ]

    def form(self, fields: Sequence[Field]) -> Clause:
        """The fields of a form under their labels."""
        address = self.unique(self.place.below(FIELD))
        inside = _Names(self.tree, _Place(address, address))
        children = [
            Clause(
                inside._named(f.label) if f.label else inside._counted(PARAGRAPH),
                "", f.label, "\n".join(f.lines), f.start, f.end,
            )
            for f in fields
        ]  # fmt: skip
        return Clause(address, "", "", "", fields[0].start, fields[-1].end, tuple(children))

    def _named(self, name: str) -> str:
        """`注`, then `注2`."""
        self.counts[name] += 1
        count = self.counts[name]
        return self.unique(self.place.below(name if count == 1 else f"{name}{count}"))

    def _counted(self, name: str) -> str:
        """`段1`, `段2`."""
        self.counts[name] += 1
        return self.unique(self.place.below(f"{name}{self.counts[name]}"))


def _with_lead(node: Node, lead: Sequence[Block]) -> Node:
    """The node with other paragraphs before its children."""
    return Node(node.block, node.title, node.text, list(lead), node.below)


def _head(lead: list[Block]) -> tuple[list[Block], list[Block], list[Block]]:
    """The title of a document, what stands above it, and what stands below."""
    span = title_span(lead)
    if span is None:
        return [], [], lead
    first, end = span
    return lead[first:end], lead[:first], lead[end:]


def _has_numbers(node: Node) -> bool:
    return any(child.block and child.block.kind is not Kind.NOTE for child in node.children)


def _merged(blocks: Sequence[Block]) -> list[list[Block]]:
    """The paragraphs, with rows of a table or of contacts (no sentences) kept in one."""
    groups: list[list[Block]] = []
    for block in blocks:
        last = groups[-1][-1] if groups else None
        if last and _is_row(last) and _is_row(block):
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _is_row(block: Block) -> bool:
    return block.kind is Kind.PARAGRAPH and not block.closed


def _block(node: Node) -> Block:
    if node.block is None:
        raise AssertionError("only the document itself has no block")
    return node.block


def _joined(blocks: Iterable[Block], *, by: str = "\n") -> str:
    return by.join(block.text for block in blocks)


def _plain(address: str, blocks: Sequence[Block]) -> Clause:
    return Clause(address, "", "", _joined(blocks), blocks[0].start, blocks[-1].end)


def _spanned(clause: Clause, children: Sequence[Clause], *, own: Sequence[Block] = ()) -> Clause:
    """The clause with its children, its lines stretched over theirs."""
    starts = [n for n in (clause.start, *(child.start for child in children)) if n]
    ends = [clause.end, *(child.end for child in children), *(block.end for block in own)]
    return replace(
        clause, children=tuple(children), start=min(starts, default=0), end=max(ends, default=0)
    )
