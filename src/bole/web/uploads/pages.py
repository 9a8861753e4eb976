"""What the page of materials shows: the checklist in its parts, each row with what one can do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.urls import reverse

from bole.problems import Problem
from bole.text import Text
from bole.web.applications.context import ATTACH as STEP
from bole.web.applications.context import case_context
from bole.web.applications.models import Case
from bole.web.applications.packs import rules_of
from bole.web.applications.permissions import SUBMIT, Rights
from bole.web.applications.rounds import is_over
from bole.web.applications.world import Situation
from bole.web.common import clock
from bole.web.materials import checklist as lists
from bole.web.materials import clamd, evidence, limits, queries
from bole.web.materials.checklist import Entry
from bole.web.materials.models import Item, Upload
from bole.web.profiles import bridge
from bole.web.uploads import permissions

STATES: Final = {
    "done": (Text("已交", "There"), "done", "check"),
    "explained": (Text("已说明", "Explained"), "done", "check"),
    "needed": (Text("待传", "To upload"), "wait", "upload"),
    "to_explain": (Text("传，或说明", "Upload or explain"), "wait", "upload"),
    "optional": (Text("可以不传", "Optional"), "plain", "file"),
    "not_needed": (Text("不用传", "Not needed"), "plain", "x"),
    "undecided": (Text("还不知道", "Not known yet"), "plain", "clock"),
    "lacking": (Text("没交", "Not there"), "stop", "alert"),
    "elsewhere": (Text("等对方传", "Others upload it"), "run", "clock"),
}
SCANS: Final = {
    clamd.CLEAN: Text("已查毒", "Virus scan passed"),
    clamd.NONE: Text("未查毒", "Not scanned"),
    clamd.WAITING: Text("正在等查毒", "Waiting for the virus scan"),
    clamd.INFECTED: Text("查毒没有通过", "The virus scan found something"),
}
PARTS: Final = {
    "employer": Text("单位的材料", "The employer's materials"),
    "person": Text("申报人的材料", "The applicant's materials"),
    "team": Text("团队的材料", "The team's materials"),
    "recommender": Text("推荐单位的材料", "The recommending body's materials"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One file in a row; `serial` is its number among the attachments."""

    item: Item
    serial: str
    url: str
    thumbnail: str
    scan: Text
    first: bool
    last: bool
    change: str


@dataclass(frozen=True, slots=True)
class Row:
    """One material."""

    case: Case
    entry: Entry
    files: tuple[Shown, ...]
    earlier: tuple[Shown, ...]
    under_way: tuple[Upload, ...]
    again: tuple[Item, ...]
    may_change: bool
    sees: bool
    problems: tuple[Problem, ...] = ()
    typed: str = ""
    fills: bool = False
    #: True in a draft whose round is over: nobody brings anything any more.
    over: bool = False

    @property
    def key(self) -> str:
        """The row's id in the page."""
        return f"m-{self.number.replace('.', '-')}"

    @property
    def number(self) -> str:
        """The material's number."""
        return self.entry.material.number

    @property
    def state(self) -> tuple[Text, str, str]:
        """How far it is: words, tone and icon."""
        state: str = self.entry.state
        if state == "done" and not self.entry.items:
            state = "explained"
        if self.entry.undecided and not self.entry.items:
            state = "undecided"
        if self.entry.missing and not self.may_change:
            state = "elsewhere" if self.case.open and not self.over else "lacking"
        return STATES[state]

    @property
    def explains(self) -> bool:
        """True where one may explain instead."""
        return self.entry.material.explain and self.may_change

    @property
    def quiet(self) -> bool:
        """True where there is nothing to do: the row is folded away."""
        return self.entry.state == "not_needed" and not self.files

    def _url(self, name: str) -> str:
        return reverse(name, args=[self.case.id, self.number])

    @property
    def add_url(self) -> str:
        """Where files are added."""
        return self._url("case_material")

    @property
    def start_url(self) -> str:
        """Where an upload in chunks begins."""
        return self._url("case_upload_start")

    @property
    def finish_url(self) -> str:
        """Where uploads in chunks end."""
        return self._url("case_upload_finish")

    @property
    def order_url(self) -> str:
        """Where its files are named and sorted."""
        return self._url("case_order")

    @property
    def explain_url(self) -> str:
        """Where one explains."""
        return self._url("case_explain")

    @property
    def again_url(self) -> str:
        """Where evidence is used again."""
        return self._url("case_again")

    @property
    def template_url(self) -> str:
        """Where the document is that fills it in."""
        return self._url("case_template")


@dataclass(frozen=True, slots=True)
class Part:
    """The materials of one party, those that are not needed apart."""

    id: str
    title: Text
    rows: tuple[Row, ...]
    quiet: tuple[Row, ...]
    there: int
    needed: int


class Materials:
    """A case's materials as one user sees them; rows are made in one go."""

    def __init__(self, case: Case, *, rights: Rights, user: Any) -> None:
        self.case, self.rights, self.user = case, rights, user
        self.situation = Situation(case, at=clock.now())
        self.rules = self.situation.rules
        self.over = is_over(case, self.situation.at, rules=self.rules)

    def entries(self) -> list[Entry]:
        """The checklist."""
        it, folder = self.situation, self.case.folder
        said = {number: e.text for number, e in queries.explanations(folder).items()}
        verdict, items = it.verdict, queries.items(folder)
        with it.checker.turn:
            return lists.checklist(
                self.rules.programme, verdict=verdict, track=self.case.track, tier=self.case.tier,
                claims=it.claims, items=items, explanations=said,
                ids=bridge.ids_of(*it.contents),
            )  # fmt: skip

    def rows(
        self, *, problems: Mapping[str, Sequence[Problem]] | None = None, typed: str = ""
    ) -> list[Row]:
        """Every row, in the document's order."""
        folder, day = self.case.folder, clock.today()
        earlier = queries.earlier(folder)
        under_way = queries.under_way(folder, by=self.user)
        own = queries.evidence_of(self.user, on=day) if self._is_owner else []
        wrong = problems or {}
        return [
            self._row(
                entry,
                earlier=earlier.get(entry.material.number, ()),
                under_way=under_way.get(entry.material.number, ()),
                own=own,
                problems=wrong.get(entry.material.number, ()),
                typed=typed,
            )
            for entry in self.entries()
        ]

    @property
    def _is_owner(self) -> bool:
        return permissions.owns(self.case, rights=self.rights) and not self.rights.organisation

    def _row(
        self,
        entry: Entry,
        *,
        earlier: Iterable[Item],
        under_way: Iterable[Upload],
        own: Sequence[Item],
        problems: Sequence[Problem],
        typed: str,
    ) -> Row:
        material = entry.material
        may = not self.over and permissions.changes(material, case=self.case, rights=self.rights)
        sees = permissions.sees(material, case=self.case, rights=self.rights)
        fitting = (
            evidence.fitting(own, material=material, vocabulary=self.situation.vocabulary)
            if may and own
            else []
        )
        there = {i.file.sha256 for i in entry.items}
        return Row(
            self.case,
            entry,
            self._shown(entry.items) if sees else (),
            self._shown(list(earlier)) if sees and may else (),
            tuple(under_way) if may else (),
            tuple(i for i in fitting if i.file.sha256 not in there),
            may,
            sees,
            tuple(problems),
            typed if problems else "",
            permissions.fills(material, case=self.case, rights=self.rights),
            self.over,
        )

    def _shown(self, items: Sequence[Item]) -> tuple[Shown, ...]:
        last = len(items) - 1
        return tuple(
            Shown(
                item,
                f"{item.material}-{place + 1}",
                self._of(item, "case_file"),
                self._of(item, "case_thumbnail") if item.file.thumbnail else "",
                SCANS[item.file.scan],
                place == 0,
                place == last,
                self._of(item, "case_item"),
            )
            for place, item in enumerate(items)
        )

    def _of(self, item: Item, name: str) -> str:
        return reverse(name, args=[self.case.id, item.uid])

    def context(self, rows: Sequence[Row]) -> dict[str, Any]:
        """The context of the page."""
        entries = [r.entry for r in rows]
        there, needed = lists.progress(entries)
        context = case_context(
            self.case, rights=self.rights, step=STEP, now=self.situation.at, rules=self.rules
        )
        return context | {
            "parts": parts(rows),
            "there": there,
            "needed": needed,
            "accept": limits.ACCEPT,
            "largest": limits.LARGEST // limits.MEGABYTE,
            "may_change": any(r.may_change for r in rows),
            "may_submit": SUBMIT in self.rights and not self.over,
            "may_ask": self._may_ask(rows),
            "scans": bool(settings.BOLE_CLAMD),
            "problems": [(r, p) for r in rows for p in r.problems],
        }

    def _may_ask(self, rows: Sequence[Row]) -> bool:
        """True where the employer can be asked to bring what is missing."""
        employer = self.case.employer
        return (
            employer is not None
            and employer.state == "verified"
            and self.rights.organisation is None
            and permissions.owns(self.case, rights=self.rights)
            and any(
                r.entry.missing and r.may_change for r in rows if r.entry.material.by == "employer"
            )
        )


def parts(rows: Sequence[Row]) -> list[Part]:
    """The rows by who brings them; a part without rows that the user sees is left out."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row.sees:
            found.setdefault(row.entry.material.by, []).append(row)
    return [_part(by, own) for by, own in found.items()]


def _part(by: str, rows: Sequence[Row]) -> Part:
    there, needed = lists.progress([r.entry for r in rows])
    return Part(
        by,
        PARTS.get(by, Text("材料", "Materials")),
        tuple(r for r in rows if not r.quiet),
        tuple(r for r in rows if r.quiet),
        there,
        needed,
    )


def rules_material(case: Case, number: str) -> Any:
    """The material of that number in the case's track; None where there is none."""
    programme = rules_of(case).programme
    return next((m for m in programme.materials_of(case.track) if m.number == number), None)
