"""From `benefits.yaml` to what a programme brings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bole.facts.vocabulary import Vocabulary
from bole.policy.head import read_number
from bole.policy.pack import Benefit, Cited, Instalment
from bole.policy.part import Part
from bole.problems import did_you_mean
from bole.text import Text, read_text_value

KINDS: Final = ("reward", "fund", "service", "card")
PAYEES: Final = ("person", "employer")
EVERY: Final = ("month", "year")


def read_benefits(
    file: Part,
    *,
    programme: str,
    vocabulary: Vocabulary,
    params: frozenset[str] = frozenset(),
) -> tuple[Benefit, ...]:
    """What a programme's tiers bring, in the document's order; problems go to the parts.

    `params` are the parameters that instalments can name.
    """
    reader = _Reader(vocabulary, params)
    own = [p for p in file.parts("benefits") if p.word("programme") in ("", programme)]
    known = [p.word("id") for p in own]
    return tuple(reader.benefit(p, known=known) for p in own)


class _Reader:
    def __init__(self, vocabulary: Vocabulary, params: frozenset[str]) -> None:
        self.vocabulary, self.params = vocabulary, params

    def benefit(self, part: Part, *, known: list[str]) -> Benefit:
        part.only(
            "id", "label", "cite", "headline", "text", "tiers", "tracks", "programme", "kind",
            "payee", "amount", "up_to", "schedule", "excludes", "make_up", "spending", "conditions",
        )  # fmt: skip
        excludes = part.words("excludes")
        for n, other in enumerate(excludes):
            if other not in known:
                hint = did_you_mean(other, among=known)
                part.fail("benefit", f"没有待遇“{other}”", f"No benefit {other!r}", "excludes", n,
                          hint=hint)  # fmt: skip
        return Benefit(
            part.word("id", need=True),
            part.text("label", need=True),
            part.word("cite"),
            part.text("headline"),
            part.text("text"),
            part.words("tiers"),
            part.words("tracks"),
            _one(part, "kind", among=KINDS),
            _one(part, "payee", among=PAYEES),
            self._number(part, "amount", kind="amount"),
            part.flag("up_to"),
            tuple(self._instalment(p) for p in part.parts("schedule")),
            excludes,
            part.flag("make_up"),
            tuple(_texts(part, "spending")),
            tuple(
                Cited(p.text("text", need=True), p.word("cite")) for p in part.parts("conditions")
            ),
        )

    def _instalment(self, part: Part) -> Instalment:
        part.only("year", "amount", "share", "param", "every", "times")
        param = part.word("param")
        if param and param not in self.params:
            hint = did_you_mean(param, among=sorted(self.params))
            part.fail("param", f"没有参数“{param}”", f"Unknown parameter {param!r}", "param",
                      hint=hint)  # fmt: skip
        amount = self._number(part, "amount", kind="amount")
        share = self._number(part, "share", kind="percent")
        if (amount is None) == (share is None):
            part.fail("instalment", "amount 和 share 写一个", "Write either amount or share")
        return Instalment(
            self._number(part, "year", kind="number") or 1,
            amount,
            share,
            param,
            _one(part, "every", among=EVERY),
            self._number(part, "times", kind="number") or 1,
        )

    def _number(self, part: Part, key: str, *, kind: str) -> int | None:
        return read_number(part, key, kind=kind, vocabulary=self.vocabulary)


def _one(part: Part, key: str, *, among: tuple[str, ...]) -> str:
    word = part.word(key)
    if word and word not in among:
        listed = "、".join(among)
        part.fail("word", f"“{key}”只有：{listed}", f"{key!r} is one of: {listed}", key)
    return word


def _texts(part: Part, key: str) -> Iterator[Text]:
    listed = part.data.get(key) or []
    for n, raw in enumerate(listed if isinstance(listed, list) else [listed]):
        try:
            yield read_text_value(raw)
        except ValueError:
            part.fail("text", "要写文字，或 {zh, en}", "A text, or {zh, en}", key, n)
