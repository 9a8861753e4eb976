"""What of a paragraph is its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bole.clauses.blocks import Block, Kind

_HEADING = 40
_HEADING_WITH_COLON = 20
_SENTENCE = 22
_LABEL = 15
_DATE = re.compile(r"[0-9〇零一二三四五六七八九十○Ｏ０-９]{4}\s*年.{1,4}月.{1,4}日")
_DOCUMENT_NUMBER = re.compile(r".*[〔\[（(【]\s*\d{4}\s*[〕\]）)】]\s*(?:第\s*)?\d+\s*号")
_DOCUMENT_KIND = re.compile(
    r".*(?:通知|意见|办法|细则|指南|方案|规定|条例|目录|公告|通告|计划|措施|标准|规则|规程|章程|决定)"
    r"(?:[（(].{1,20}[）)])?"
)
_TITLE = 60


def split_title(text: str, *, article: bool = False) -> tuple[str, str]:
    """The title and the text of a numbered paragraph, no character lost between them."""
    if _is_heading(text):
        return text, ""
    if article:
        return "", text  # an article's first sentence is law, not a title
    sentence = re.match(r"[^。；：，:;,！？]+。", text)
    if sentence and len(sentence[0]) <= _SENTENCE and sentence.end() < len(text):
        return sentence[0], text[sentence.end() :].lstrip()
    label = re.match(r"[^。；：，:;,！？]+[：:]", text)
    if label and len(label[0]) <= _LABEL and label.end() < len(text):
        return label[0], text[label.end() :].lstrip()
    return "", text


def is_title(block: Block) -> bool:
    """Whether a paragraph can be the title of a text or an annex."""
    text = block.text
    if block.kind is not Kind.PARAGRAPH or block.closed or len(text) > _TITLE * 2:
        return False
    return not (text[-1:] in tuple("，、,") or is_date(text) or _DOCUMENT_NUMBER.fullmatch(text))


def is_date(text: str) -> bool:
    """Whether a paragraph is the date a document is signed on."""
    return bool(_DATE.fullmatch(text.replace(" ", "")))


def title_span(blocks: Sequence[Block]) -> tuple[int, int] | None:
    """Where the document's title stands among the paragraphs before its first number.

    It is the last that reads like one, the name of a kind of document first; a title set in
    several lines begins where the lines stop looking like titles.
    """
    titles = [i for i, block in enumerate(blocks) if is_title(block)]
    named = [i for i in titles if _DOCUMENT_KIND.fullmatch(blocks[i].text)]
    if not titles:
        return None
    last = (named or titles)[-1]
    first = last
    while first and first - 1 in titles and not _DOCUMENT_KIND.fullmatch(blocks[first - 1].text):
        first -= 1
    return first, last + 1


def _is_heading(text: str) -> bool:
    if not text or len(text) > _HEADING or re.search(r"[。；，;,！？]", text):
        return not text
    colons = re.findall(r"[：:]", text)
    return not colons or (
        text[-1] in "：:" and len(colons) == 1 and len(text) <= _HEADING_WITH_COLON
    )
