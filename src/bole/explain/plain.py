"""A report as plain data for JSON: the same input gives the same bytes."""

from __future__ import annotations

from typing import Any

from bole import levels
from bole.explain.model import Change, Line, Missing, Report, TierView
from bole.text import Lang
from bole.units import iso


def report_data(report: Report, *, lang: Lang = "zh") -> dict[str, Any]:
    """Tiers best first, each with its clauses in reading order; ranked missing facts; receipt."""
    receipt = report.receipt
    return {
        "results": [tier_data(view, lang=lang) for view in report.tiers],
        "missing": [missing_data(m, lang=lang) for m in report.missing],
        "receipt": {
            "number": receipt.number,
            "as_of": iso(receipt.as_of),
            "stage": receipt.stage,
            "assurance": receipt.assurance,
            "pack": receipt.pack,
            "pack_version": receipt.pack_version,
            "pack_sha256": receipt.pack_hash,
            "cycle_sha256": receipt.cycle_hash,
            "facts_sha256": receipt.facts_hash,
            "rulings_sha256": receipt.rulings_hash,
            "engine": receipt.engine,
        },
    }


def tier_data(view: TierView, *, lang: Lang) -> dict[str, Any]:
    """One track and tier."""
    timing = view.timing
    return {
        "programme": view.programme,
        "track": view.track,
        "tier": view.tier,
        "title": view.title.say(lang),
        "standing": view.standing,
        "verdict": levels.ANSWERS[view.level],
        "round": None
        if timing is None
        else {"standing": timing.standing, "verdict": timing.answer, "cite": timing.cite},
        "missing": [m.id for m in view.missing],
        "gap": [change_data(c, lang=lang) for c in view.root.gap],
        "clauses": [line_data(line, lang=lang) for line in view.root.walk()],
    }


def line_data(line: Line, *, lang: Lang) -> dict[str, Any]:
    """One clause or condition."""
    return {
        "id": line.id,
        "cite": line.cite,
        "label": line.label.say(lang),
        "kind": line.kind,
        "standing": line.standing,
        "verdict": line.answer,
        "found": line.found.say(lang),
        "needed": line.needed.say(lang),
        "note": line.note.say(lang),
        "claimed": line.claimed,
        "missing": list(line.missing),
        "materials": list(line.materials),
        "gap": [change_data(c, lang=lang) for c in line.gap],
    }


def change_data(change: Change, *, lang: Lang) -> dict[str, Any]:
    """One change of a gap."""
    return {
        "kind": change.kind,
        "text": change.text.say(lang),
        "facts": list(change.facts),
        "earliest": iso(change.earliest) if change.earliest else None,
        "in_this_round": change.in_round,
    }


def missing_data(missing: Missing, *, lang: Lang) -> dict[str, Any]:
    """One missing fact with what it decides."""
    return {
        "id": missing.id,
        "label": missing.label.say(lang),
        "weight": round(missing.weight, 4),
        "settles": missing.settles,
    }
