"""The fields of a printed form: its labels, in order, without the blanks between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bole.clauses.blocks import Block, Kind

_FEWEST = 5
_LABEL = 15
_BLANK = re.compile(r"[（(].*|.*年\s*月\s*日|.*[：:。；;，,].*")


@dataclass(slots=True)
class Field:
    """One label and what is printed beside it; a sentence in a form has no label."""

    label: str
    start: int
    end: int
    lines: list[str] = field(default_factory=list)


def read_fields(blocks: Sequence[Block]) -> list[Field]:
    """The fields of a form; empty where the paragraphs are no form."""
    paragraphs = [block for block in blocks if block.kind is Kind.PARAGRAPH]
    labels = sum(_is_label(block) for block in paragraphs)
    if labels < _FEWEST or labels * 2 < len(paragraphs):
        return []
    fields: list[Field] = []
    tabbed = any(block.tabbed for block in paragraphs)
    for block in blocks:
        _take(block, fields=fields, tabbed=tabbed)
    return fields


def _take(block: Block, *, fields: list[Field], tabbed: bool) -> None:
    if block.closed and not block.text.endswith(("：", ":")):
        fields.append(Field("", block.start, block.end, [block.text]))
    elif _is_label(block) and (block.tabbed or not tabbed or not fields):
        fields.append(Field(_plain(block.text), block.start, block.end))
    elif not fields:
        fields.append(Field("", block.start, block.end, [block.text]))
    elif _is_label(block) and fields[-1].label and not fields[-1].lines:
        fields[-1].label += _plain(block.text)  # a cell broke the label in two
        fields[-1].end = block.end
    else:
        fields[-1].lines.append(block.text)
        fields[-1].end = block.end


def _is_label(block: Block) -> bool:
    return len(block.text) <= _LABEL and not _BLANK.fullmatch(block.text)


def _plain(text: str) -> str:
    """`姓  名` is the label 姓名."""
    return re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", text)
