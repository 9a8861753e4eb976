"""The coverage of one pack, with the official text beside it where there is one; as plain data."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

from bole.check.align import Difference, align, official
from bole.check.carriers import Carrier
from bole.check.context import Context
from bole.check.covering import PARTS, Covered, covering
from bole.clauses import Clause
from bole.policy.pack import ClauseRef, Pack
from bole.text import Lang, Text

#: Kinds of clause in words, as clauses.yaml has them.
KINDS: Final = {
    "criterion": Text("认定条件", "criterion"),
    "lead_in": Text("入门条件", "lead-in"),
    "condition": Text("通用条件", "condition"),
    "exclusion": Text("不得认定", "exclusion"),
    "rule": Text("申报规则", "rule"),
    "material": Text("材料", "material"),
    "step": Text("程序", "step"),
    "benefit": Text("待遇", "benefit"),
    "timing": Text("时间", "timing"),
    "measure": Text("工作措施", "measure"),
    "consequence": Text("认定以后", "consequence"),
    "heading": Text("标题", "heading"),
    "basis": Text("依据", "basis"),
    "definition": Text("定义", "definition"),
    "statement": Text("说明", "statement"),
    "contact": Text("联系方式", "contact"),
    "form_field": Text("表格项", "form field"),
    "": Text("没有归类", "not classified"),
    "todo": Text("没有归类", "not classified"),
}


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """Every clause in the document's order, and where the official text differs."""

    pack: Pack
    rows: tuple[Covered, ...]
    differences: tuple[Difference, ...] = ()
    #: The official clauses by address; empty where no text was given.
    text: dict[str, Clause] = field(default_factory=dict)

    @property
    def uncovered(self) -> tuple[Covered, ...]:
        """The clauses that nothing carries and nothing excuses."""
        return tuple(r for r in self.rows if not r.covered)

    @property
    def percent(self) -> float:
        """How many of a hundred clauses are covered, rounded down: 100 means every one."""
        covered = len(self.rows) - len(self.uncovered)
        return covered * 1000 // len(self.rows) / 10 if self.rows else 0.0

    @property
    def good(self) -> bool:
        """True where every clause is covered and the text, where given, is the same."""
        return bool(self.rows) and not self.uncovered and not self.differences

    def by_kind(self) -> list[tuple[str, int, int]]:
        """(kind, covered, all) in the order in which kinds first come."""
        total = Counter(r.clause.kind for r in self.rows)
        covered = Counter(r.clause.kind for r in self.rows if r.covered)
        return [(kind, covered[kind], n) for kind, n in total.items()]


def report_coverage(context: Context, *, source: Clause | None = None) -> CoverageReport:
    """The report on a pack; `source` is the tree of the official text.

    Raises Problems where a case or walk cannot be read.
    """
    rows, pack = covering(context), context.pack
    if source is None:
        return CoverageReport(pack, rows)
    text = official(source)
    ours = {r.address: r for r in rows}
    in_order = [ours.get(a) or _unknown(c) for a, c in text.items()]
    extra = [r for r in rows if r.address not in text]
    differences = align(pack.clauses, source=source)
    return CoverageReport(pack, (*in_order, *extra), differences, text)


def _unknown(clause: Clause) -> Covered:
    """A clause of the text that the pack does not list."""
    ref = ClauseRef(clause.address, Text(""), "", clause.hash)
    return Covered(ref, "", (), "", (), (), Text(""), covered=False)


def coverage_data(report: CoverageReport, *, lang: Lang) -> dict[str, Any]:
    """The report as plain data for JSON."""
    labels = {r.address: r.clause.label for r in report.rows}
    return {
        "pack": report.pack.id,
        "total": len(report.rows),
        "covered": len(report.rows) - len(report.uncovered),
        "percent": report.percent,
        "uncovered": [r.address for r in report.uncovered],
        "kinds": {k or "todo": {"covered": c, "total": n} for k, c, n in report.by_kind()},
        "differences": [
            {"address": d.address, "what": d.what, "also": list(d.also), "text": d.text.say(lang)}
            for d in report.differences
        ],
        "clauses": [_row(r, labels=labels, lang=lang) for r in report.rows],
    }


def _row(row: Covered, *, labels: dict[str, Text], lang: Lang) -> dict[str, Any]:
    carried = [_carrier(c, via=row.via, lang=lang) for c in row.carried_by]
    if row.via == PARTS:
        carried = [
            _carrier(Carrier("clause", a, labels[a], a), via=PARTS, lang=lang) for a in row.parts
        ]
    return {
        "address": row.address,
        "label": row.clause.label.say(lang),
        "kind": row.clause.kind,
        "covered": row.covered,
        "carried_by": carried,
        "cases": [{"kind": t.kind, "id": t.id, "how": t.how} for t in row.traces],
        "why_not": row.why_not.say(lang),
    }


def _carrier(carrier: Carrier, *, via: str, lang: Lang) -> dict[str, Any]:
    return {
        "kind": carrier.kind,
        "id": carrier.id,
        "label": carrier.label.say(lang),
        "cite": carrier.cite,
        "via": via,
    }
