"""Formulas without what differs from tier to tier only in name: addresses, ids of rulings."""

from __future__ import annotations

from dataclasses import replace

from bole.check.change import mapped
from bole.criteria.kernel import Claimed, Formula, Judgement, OneOf, Soft


def plainer(formula: Formula) -> Formula:
    """The formula as it compares across tiers; a judgement is told apart by its words."""
    inner = mapped(formula, change=plainer)
    match inner:
        case Claimed():
            return replace(inner, address="")
        case OneOf():
            return replace(inner, ruling="", claim=None if inner.claim is None else "")
        case Judgement():
            return replace(inner, ruling=inner.meta.label.zh)
        case Soft():
            return replace(inner, ruling="")
        case _:
            return inner
