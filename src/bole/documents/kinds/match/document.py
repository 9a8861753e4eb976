"""A report as the data of its document."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from bole import units
from bole.criteria.kernel import Formula
from bole.documents.kinds.match.rows import TELLING, Rows
from bole.documents.kinds.match.words import ASSURANCE, NEEDS, WORDS
from bole.documents.render import Document
from bole.explain.model import Report, TierView
from bole.explain.summary import best, label_of, ordered, outcome, sentence
from bole.levels import LATER, MEETS, MISSING, NOT_MET, PEOPLE
from bole.levels import WORDS as LEVELS
from bole.policy.pack import Material, Pack, Programme
from bole.text import Lang, Text, join

#: So many missing facts are named, and so many tiers told clause by clause.
ASKED: Final = 8
TOLD: Final = 6
#: So many changes of the nearest way are told.
CHANGES: Final = 6
#: So many things are named that a material shows.
SHOWN: Final = 4


def match(
    report: Report,
    *,
    pack: Pack,
    programme: Programme,
    lang: Lang,
    name: str = "",
    level_of: Callable[[Formula], int] | None = None,
) -> Document:
    """The match of one person with one programme; `name` stands above the outcome.

    `level_of` judges for whom a material is needed; without it, all are listed.
    """
    return _Match(report, pack=pack, programme=programme, lang=lang, level_of=level_of).made(name)


class _Match:
    def __init__(
        self,
        report: Report,
        *,
        pack: Pack,
        programme: Programme,
        lang: Lang,
        level_of: Callable[[Formula], int] | None,
    ) -> None:
        self.report, self.pack, self.programme, self.lang = report, pack, programme, lang
        self.level_of, self.rows = level_of, Rows(lang=lang, missing=report.missing)
        self.views = ordered(report, programme=programme)
        self.several = len({v.track for v in self.views}) > 1
        self.best = best(report, programme=programme) or next(iter(self.views), None)

    def made(self, name: str) -> Document:
        """The document."""
        title = outcome(
            best(self.report, programme=self.programme),
            programme=self.programme,
            several=self.several,
        )
        receipt = self.report.receipt
        day = units.iso(receipt.as_of)
        version = self.say(WORDS["version"]).format(p=receipt.pack, v=receipt.pack_version)
        data = {
            "words": {key: text.say(self.lang) for key, text in WORDS.items()},
            "name": name,
            "head": [self._subject(), f"{self.say(WORDS['day'])} {day}"],
            "foot": f"{version} · {self.say(WORDS['receipt'])} {receipt.number}",
            "page_words": self.say(WORDS["page"]),
            "lead": self._subject() + self.say(WORDS["lead"]),
            "remarks": self._remarks(),
            "standings": [self._standing(v) for v in self.views if self._is_told(v)],
            "fields": self._fields() if self.several else None,
            "tiers": self._tiers(),
            "materials": self._materials(),
            "next": self._next(),
            "receipt": self._receipt(),
        }
        return Document(
            kind="match",
            title=self.say(title),
            file=self._file(day),
            lang=self.lang,
            day=units.to_date(receipt.as_of),
            data=data,
        )

    def say(self, text: Text) -> str:
        """The text in the document's language."""
        return text.say(self.lang)

    def _subject(self) -> str:
        title = self.say(self.programme.title)
        track = self.best.track if self.best is not None and not self.several else ""
        label = self.say(self.programme.track(track).label) if track else ""
        return f"{title} · {label}" if label else title

    def _file(self, day: str) -> str:
        parts = [*self._subject().split(" · "), self.say(WORDS["file"]), day]
        return re.sub(r'[\s/\\:*?"<>|\x00-\x1f]+', "-", "-".join(parts)) + ".pdf"

    def _is_told(self, view: TierView) -> bool:
        """True for the tiers that are told one by one: over several fields, those of the best."""
        return not self.several or (self.best is not None and view.track == self.best.track)

    def _title(self, view: TierView) -> str:
        tier = self.say(self.programme.tier(view.tier).label)
        track = self.say(self.programme.track(view.track).label)
        return f"{tier} · {track}" if self.several and track else tier

    def _remarks(self) -> list[str]:
        """What to know of the day of the verdict, where it lies outside the round."""
        timing = self.best.timing if self.best is not None else None
        if timing is None or timing.level in (MEETS, LATER):
            return []
        if timing.level == NOT_MET:
            return [self.say(WORDS["outside"].format(cite=timing.cite))]
        ways = join(label_of(way) for way in timing.children if way.level != NOT_MET)
        return [self.say(WORDS["perhaps"].format(ways=ways, cite=timing.cite))]

    def _standing(self, view: TierView) -> dict[str, Any]:
        direct = self.programme.tier(view.tier).direct
        said = self.say(sentence(view))
        return {
            "title": self._title(view),
            "standing": view.standing,
            "word": self.say(LEVELS[view.level]),
            "sentence": said if direct else said + self.say(WORDS["not_direct"]),
            "nearest": self._nearest(view),
        }

    def _nearest(self, view: TierView) -> str:
        """The nearest way to an open or unmet tier, in one line."""
        gap = () if view.level == MEETS else view.root.gap
        telling = [c for c in gap if c.kind in TELLING][:2]
        said = self.say(WORDS["semicolon"]).join(self.rows.change(c) for c in telling)
        return self.say(WORDS["nearest"]) + said if said else ""

    def _fields(self) -> dict[str, Any]:
        """Fields × tiers, the field of the best standing first."""
        by_key = {(v.track, v.tier): v for v in self.views}
        tracks = dict.fromkeys(v.track for v in self.views)
        return {
            "tiers": [self.say(t.label) for t in self.programme.tiers],
            "rows": [
                {
                    "label": self.say(self.programme.track(track).label),
                    "cells": [self._cell(by_key.get((track, t.id))) for t in self.programme.tiers],
                }
                for track in tracks
            ],
        }

    def _cell(self, view: TierView | None) -> dict[str, str] | None:
        if view is None:
            return None
        return {"standing": view.standing, "word": self.say(LEVELS[view.level])}

    def _tiers(self) -> list[dict[str, Any]]:
        return [self._tier(v) for v in self.views if self._is_told(v)][:TOLD]

    def _tier(self, view: TierView) -> dict[str, Any]:
        fails = view.level == NOT_MET
        return self._standing(view) | {
            "nearest": self._ways(view),
            "rows": self.rows.failing(view.root) if fails else self.rows.of(view.root),
        }

    def _ways(self, view: TierView) -> list[str]:
        """Every change of the nearest way, the first few in full."""
        gap = () if view.level == MEETS else view.root.gap
        said = [self.rows.change(c) for c in gap[:CHANGES]]
        more = [self.say(WORDS["in_all"].format(n=len(gap)))] if len(gap) > CHANGES else []
        return said + more

    def _materials(self) -> list[dict[str, Any]]:
        """What to prepare for the best tier, what carries its conditions first."""
        if self.best is None or self.best.level == NOT_MET:
            return []
        shows: dict[str, dict[str, None]] = {}
        for line in self.best.root.walk():
            if not line.children and line.level in (MEETS, PEOPLE):
                for number in line.materials:
                    shows.setdefault(number, {})[self.say(label_of(line))] = None
        needed = [m for m in self.programme.materials_of(self.best.track) if self._is_needed(m)]
        needed.sort(key=lambda m: m.number not in shows)
        return [self._material(m, shows=list(shows.get(m.number, {}))) for m in needed]

    def _is_needed(self, material: Material) -> bool:
        return (
            material.when is None
            or self.level_of is None
            or self.level_of(material.when) != NOT_MET
        )

    def _material(self, material: Material, *, shows: list[str]) -> dict[str, Any]:
        comma = self.say(WORDS["comma"])
        listed = comma.join(shows[:SHOWN])
        return {
            "number": material.number,
            "label": self.say(material.label),
            "key": bool(shows),
            "shows": self.say(WORDS["shows"]) + listed if shows else "",
            "note": self.say(material.note),
            "need": self.say(NEEDS.get(material.need, Text(material.need))),
        }

    def _next(self) -> list[dict[str, str]]:
        """Missing facts, the one that decides most first; none where nothing is open."""
        if not any(v.level in (MISSING, PEOPLE) for v in self.views):
            return []
        return [
            {
                "label": self.say(WORDS["tell"].format(what=m.label)),
                "why": self.say(WORDS["settles"].format(n=m.settles)),
            }
            for m in self.report.missing[:ASKED]
        ]

    def _receipt(self) -> list[list[str]]:
        receipt = self.report.receipt
        document = self.pack.document
        stage = next((s.label for s in self.pack.stages if s.id == receipt.stage), Text(""))
        number = f"（{document.number}）" if document.number else ""
        pairs = [
            ("day", units.iso(receipt.as_of)),
            ("round", self._round()),
            ("document", self.say(document.title) + number),
            ("rules", f"{receipt.pack} · {receipt.pack_version} · {receipt.pack_hash[:16]}"),
            ("stage", self.say(stage)),
            ("assurance", self.say(ASSURANCE[receipt.assurance])),
            ("receipt", receipt.number),
        ]
        return [[self.say(WORDS[key]), value] for key, value in pairs if value]

    def _round(self) -> str:
        """When applications are taken: first day, last day."""
        windows = [i for i in self.programme.intake if not i.rolling]
        if not windows:
            return ""
        last = max(windows, key=lambda i: i.last_day)
        days = (units.iso(last.first_day), units.iso(last.last_day))
        return self.say(WORDS["until"].format(first=days[0], last=days[1]))
