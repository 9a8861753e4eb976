"""Documents of invented people: one near the leading tier, one that meets a tier, all fields."""

from __future__ import annotations

import functools
import io
from typing import Any

import yaml
from pypdf import PdfReader

from bole.documents.kinds.match import match
from bole.documents.render import Document, render
from bole.explain.model import Report
from bole.explain.report import report
from bole.facts.profile import build_profile
from bole.judge.verdict import Plan
from bole.policy import library
from bole.policy.cycle import plain_cycle
from bole.policy.pack import Pack, Programme
from bole.text import Lang

DAY = 20250622


@functools.cache
def programme() -> tuple[Pack, Programme]:
    """The programme that all are matched with."""
    return library.find_programme("beijing/xicheng-xirong/2025/xirong")


@functools.cache
def plan() -> Plan:
    """Compiled once for all tests."""
    return Plan(plain_cycle(programme()[0]), stage="self_check")


def judged(**changes: Any) -> tuple[Report, Any]:
    """The example person of the pack with some answers changed, and how to judge a formula."""
    pack, one = programme()
    data = yaml.safe_load((pack.root / "example.yaml").read_text(encoding="utf-8"))
    track, day = changes.pop("track", "finance"), changes.pop("day", DAY)
    profile = build_profile(data | changes, vocabulary=pack.vocabulary)
    told = report(
        plan(), profile.facts, as_of=day, programme=one.id, track=track, claims=profile.claims
    )
    return told, plan().judge(profile.facts, as_of=day, claims=profile.claims).level


def made(*, lang: Lang = "zh", name: str = "", **changes: Any) -> Document:
    """The document of the example person; `changes` are other answers."""
    pack, one = programme()
    told, level_of = judged(**changes)
    return match(told, pack=pack, programme=one, lang=lang, name=name, level_of=level_of)


#: Without a master's degree only the time at the employer is short of the leading tier.
NEAR: dict[str, Any] = {
    "education": [{"degree": "学士", "subject": "金融", "graduated_on": "2013-06"}],
    "complete": "all",
}


def read(document: Document, **how: Any) -> PdfReader:
    """The document as a PDF reader sees it."""
    return PdfReader(io.BytesIO(render(document, **how)))


def text_of(document: Document, **how: Any) -> str:
    """All words of the document, in reading order, with lines joined."""
    pages = read(document, **how).pages
    return "\n".join(page.extract_text() for page in pages)
