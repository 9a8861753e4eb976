"""The summary of a screening: counts, near misses, and which fact to ask first."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bole import levels
from bole.explain.names import fact_label
from bole.policy.pack import Pack, Programme
from bole.screen.landing import land
from bole.screen.outputs import Output
from bole.screen.run import Screening
from bole.screen.tally import KINDS, Tally
from bole.text import Lang, Text

SHOWN: Final = (levels.MEETS, levels.PEOPLE, levels.MISSING, levels.NOT_MET, levels.LATER)
KIND_WORDS: Final = {
    "one_fact": Text("只缺一项信息", "one fact missing"),
    "several_facts": Text("缺几项信息", "several facts missing"),
    "people": Text("只等人定", "only people decide"),
}
MOST: Final = 15


@dataclass(frozen=True, slots=True)
class Ask:
    """A fact worth asking: how many open tiers lack no other, and how many persons it concerns.

    What people decide stays with them: a tier that lacks nothing else may still wait for that.
    """

    fact: str
    label: Text
    settles: int
    persons: int


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything a report shows."""

    pack: Pack
    programme: Programme
    as_of: int
    stage: str
    outputs: tuple[Output, ...]
    tally: Tally
    reasons: dict[str, Any]
    asked: dict[str, Any]

    @property
    def tiers(self) -> tuple[Output, ...]:
        """The tiers, in the pack's order."""
        return tuple(o for o in self.outputs if o.kind == "tier")

    @property
    def clauses(self) -> tuple[Output, ...]:
        """The numbered clauses."""
        return tuple(o for o in self.outputs if o.kind == "clause")

    def count(self, output: Output, level: int) -> int:
        """How many have that level."""
        return self.tally.levels[output.name, level]

    def ask_first(self) -> list[Ask]:
        """Facts by how many open tiers lack nothing else, then by persons concerned."""
        alone: dict[str, int] = {}
        for (_, fact), n in self.tally.alone.items():
            alone[fact] = alone.get(fact, 0) + n
        listed = [
            Ask(f, fact_label(f, vocabulary=self.pack.vocabulary), alone.get(f, 0), n)
            for f, n in self.tally.asked.items()
        ]
        return sorted(listed, key=lambda a: (-a.settles, -a.persons, a.fact))

    def failing(self, tier: str) -> list[tuple[dict[str, Any], int]]:
        """The conditions that fail a tier, most frequent first."""
        found = [(self.reasons.get(str(c), {}), n) for (t, c), n in self.tally.why.items() if t == tier]  # fmt: skip
        return sorted(found, key=lambda f: (-f[1], str(f[0].get("id"))))

    def data(self) -> dict[str, Any]:
        """The summary as JSON."""
        return {
            "asked": self.asked,
            "persons": self.tally.persons,
            "tiers": [self._counts(o) | self._near(o) for o in self.tiers],
            "clauses": [self._counts(o) for o in self.clauses],
            "ask_first": [
                {
                    "fact": a.fact,
                    "zh": a.label.zh,
                    "en": a.label.say("en"),
                    "settles": a.settles,
                    "persons": a.persons,
                }
                for a in self.ask_first()
            ],
        }

    def _counts(self, output: Output) -> dict[str, Any]:
        words = {levels.NAMES[v]: self.count(output, v) for v in SHOWN}
        return {"name": output.name, "track": output.track, "tier": output.tier,
                "zh": output.label.zh, "en": output.label.say("en"), "counts": words}  # fmt: skip

    def _near(self, output: Output) -> dict[str, Any]:
        alone = {f: n for (t, f), n in self.tally.alone.items() if t == output.name}
        return {
            "near": {k: self.tally.near[output.name, k] for k in KINDS},
            "one_fact": dict(sorted(alone.items(), key=lambda i: (-i[1], i[0]))),
            "fails_on": [{**part, "persons": n} for part, n in self.failing(output.name)[:MOST]],
        }

    def text(self, lang: Lang) -> str:
        """The summary in a few lines."""
        head = Text("{p:,} 人", "{p:,} persons").format(p=self.tally.persons).say(lang)
        lines = [f"{self.programme.title.say(lang)}: {head}"]
        shown = [v for v in SHOWN if v != levels.LATER]
        for output in self.tiers:
            counts = "  ".join(f"{levels.WORDS[v].say(lang)} {self.count(output, v):,}" for v in shown)  # fmt: skip
            lines.append(f"  {output.label.say(lang)}  {counts}")
        first = self.ask_first()[:3]
        if first:
            lines.append(Text("先问：", "Ask first:").say(lang))
            told = Text("  {f}：只差它的 {n:,} 项", "  {f}: only this missing {n:,}")
            lines += [told.format(f=a.label.say(lang), n=a.settles).say(lang) for a in first]
        return "\n".join(lines)


def summarise(screening: Screening, total: Tally) -> Summary:
    """The summary of a finished screening."""
    request = screening.request
    pack = request.cycle.pack
    return Summary(
        pack=pack,
        programme=pack.programme(request.programme),
        as_of=request.as_of,
        stage=screening.plan.stage,
        outputs=screening.outputs,
        tally=total,
        reasons=screening.reasons.dictionary(),
        asked=screening.fingerprint,
    )


def write_json(path: Path, data: Any) -> None:
    """Writes a file that is whole or not there."""
    half = path.with_suffix(".half")
    half.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    land(half, path)
