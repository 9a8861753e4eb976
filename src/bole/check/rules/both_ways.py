"""Facts that help one condition and hurt another of the same tier."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.context import Context
from bole.check.polarity import polarities
from bole.explain.names import fact_label
from bole.problems import Problem, problem
from bole.text import Text

CODE = "Q005"
TITLE = Text("一个事实两头起作用", "A fact that cuts both ways")
DOC = Text(
    "同一类别里，这个事实大了对一条有利、对另一条不利；缺它时“缺信息”可能比实际更宽（结论仍不会错）。",
    "In one tier, more of this fact helps one condition and hurts another; while it is missing, 'facts missing' may be wider than it need be (never wrong).",
)


def find(context: Context) -> Iterator[Problem]:
    """One finding for each such fact, naming the tiers."""
    tiers: dict[str, list[str]] = {}
    for _, track, tier, root in context.pack.formulas():
        seen = set(polarities(root))
        place = "/".join(p for p in (track, tier) if p)
        for fact in sorted({f for f, up in seen if up} & {f for f, up in seen if not up}):
            tiers.setdefault(fact, []).append(place)
    for fact, places in tiers.items():
        label = fact_label(fact, vocabulary=context.pack.vocabulary)
        listed = places if len(places) <= 6 else [*places[:6], "…"]
        yield problem(
            CODE,
            f"{label.zh}（{fact}）在 {'、'.join(listed)} 里两头起作用",
            f"{label.say('en')} ({fact}) cuts both ways in {', '.join(listed)}",
        )
