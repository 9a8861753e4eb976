"""Two tiers that ask for the same."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.context import Context, name
from bole.check.plainer import plainer
from bole.check.tiers import pairs
from bole.criteria.kernel import Meta
from bole.judge.plan import facts_read
from bole.policy.pack import Pack
from bole.problems import Problem, problem
from bole.text import Text

CODE = "Q003"
TITLE = Text("两个类别条件相同", "Equal conditions in two tiers")
DOC = Text(
    "同一领域的两个类别，有整条相同的认定条件，或者原文一字不差（按 clauses.yaml 的 hash）：符合的人两类都够，由人取舍。",
    "Two tiers of a track have the same criterion, or the document has the same words (by the hash in clauses.yaml): whoever meets it qualifies for both.",
)


def find(context: Context) -> Iterator[Problem]:
    """One finding for each criterion that a higher tier has as well, with the nearest such tier."""
    nearest: dict[str, tuple[Meta, Meta]] = {}
    for high, low in pairs(context):
        above = {plainer(u.formula): u.meta for u in high.units if u.meta.numbered}
        words = {h: u.meta for u in high.units if (h := _words(u.meta, pack=context.pack))}
        for unit in (u for u in low.units if u.meta.numbered):
            same = above.get(plainer(unit.formula)) if facts_read(unit.formula) else None
            same = same or words.get(_words(unit.meta, pack=context.pack))
            # A clause that speaks of all tiers is said once and no repetition.
            if same is not None and same.cite != unit.meta.cite:
                nearest[unit.meta.id] = same, unit.meta
    for same, meta in nearest.values():
        one, two = name(same), name(meta)
        yield problem(
            CODE,
            f"{one.zh}与 {two.zh}相同",
            f"{one.say('en')} equals {two.say('en')}",
            where=context.places.node(meta.id),
        )


def _words(meta: Meta, *, pack: Pack) -> str:
    # Judgements carry labels of ours, so only the document can say that two of them are the same.
    clause = pack.clauses.get(meta.cite) if meta.numbered else None
    return clause.hash if clause is not None else ""
