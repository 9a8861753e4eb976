"""What the checks find about the policies themselves, as a page for their authors.

`docs/policy-findings.md` is this page over the packs that come with bole; `make findings` writes it
again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from bole.check.context import Context, name
from bole.check.lint import check_pack
from bole.check.rules import registry
from bole.criteria.kernel import Meta
from bole.judge.plan import facts_read
from bole.policy.pack import Pack
from bole.problems import Problem
from bole.text import Text

TITLE = Text("对政策本身的发现", "What the checks find about the policies")
INTRO = Text(
    "以下由 `bole check --policy` 从政策包得出（`make findings` 重写本页），供制定部门修订时参考；政策包照原文写，没有改动。每一条都注明条款，各类发现是什么意思见[检查](checks.md)。",
    "Derived from the packs by `bole check --policy` (`make findings` writes this page again), for the authors of the documents; the packs follow the text as it stands. Every finding names its clauses; [the checks](checks.md) say what each kind means.",
)
READINGS = Text("可以有两种读法", "Readable in more than one way")
ABOUT_READINGS = Text(
    "“可以有两种读法”列的是原文能读出不同意思的地方。没有定之前，各种读法结论不同的由人决定；主管部门定下一种，记入当年的决定即可。",
    "Where a text is readable in more than one way, people decide where the readings differ, until the office adopts one by a dated decision.",
)
NOTHING = Text("没有发现。", "Nothing was found.")


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding in plain words, with the clauses it is about."""

    code: str
    cites: tuple[str, ...]
    text: Text


def findings_of(context: Context) -> tuple[Finding, ...]:
    """The findings on one policy, by rule, in the order in which the pack reads."""
    codes = [rule.code for rule in registry() if rule.about_policy]
    found = check_pack(context, codes=codes).policy
    plain = _Plain(context)
    return tuple(dict.fromkeys(plain.finding(p) for p in found))


class _Plain:
    """Takes ids out of messages: labels and clauses stand in their place."""

    def __init__(self, context: Context) -> None:
        self.context, pack = context, context.pack
        self.nodes = list(context.nodes())
        self.metas = [m for _, m in self.nodes]
        self.at = {context.places.node(m.id): m for m in reversed(self.metas)}
        self.places = {
            "/".join(p for p in (track, tier) if p): root.meta.label
            for _, track, tier, root in pack.formulas()
        }
        words = [*pack.vocabulary.facts, *pack.vocabulary.families]
        self.facts = re.compile(rf"(?:（| \()({'|'.join(map(re.escape, words))})(?:）|\))")

    def finding(self, found: Problem) -> Finding:
        """One finding of a rule, in words of labels."""
        zh, en = found.message.zh, found.message.say("en")
        named = [m for m in self.metas if name(m).zh in zh]
        labels = Counter(m.label for m in named)
        for meta in sorted(named, key=lambda m: -len(m.id)):
            words = _called(meta, alone=labels[meta.label] == 1)
            zh, en = zh.replace(name(meta).zh, words.zh), en.replace(name(meta).say("en"), words.en)
        for place in sorted(self.places, key=len, reverse=True):
            label = self.places[place]
            zh, en = _placed(zh, place, label.zh), _placed(en, place, label.say("en"))
        zh = re.sub(r"(?<=[^\x00-\x7f]) “", "“", self.facts.sub("", zh))
        text = Text(zh, self.facts.sub("", en))
        listed = [m.cite for m in named] or list(self._cites(found))
        return Finding(found.code, tuple(c for c in self._ordered(listed) if c), text)

    def _cites(self, found: Problem) -> Iterator[str]:
        """Where a message names no node: the clauses of the labels in it, or of the dates."""
        said = found.message.zh
        yield from (m.cite for m in self.metas if m.numbered and m.label and m.label.zh in said)
        read = set(self.facts.findall(said))
        reading = [m for n, m in self.nodes if read & facts_read(n)]
        numbered = [m for m in reading if m.numbered]
        yield from (m.cite for m in numbered or [m for m in reading if m.leaf])
        if found.where in self.at:
            yield self.at[found.where].cite
        elif found.where and found.where.file.endswith("parameters.yaml"):
            yield from (p.cite for p in self.context.pack.parameters.values() if p.kind == "date")

    def _ordered(self, cites: Iterable[str]) -> list[str]:
        order = {address: n for n, address in enumerate(self.context.pack.clauses)}
        return sorted(dict.fromkeys(cites), key=lambda c: order.get(c, len(order)))


def _called(meta: Meta, *, alone: bool) -> Text:
    """A condition by its label, with its clause where another has the same."""
    zh, en = f"“{meta.label.zh}”", f"“{meta.label.say('en')}”"
    return Text(zh, en) if alone else Text(f"{zh}（§{meta.cite}）", f"{en} (§{meta.cite})")


def _placed(message: str, place: str, label: str) -> str:
    """`finance/young` by its label; one word alone only where it stands in a list of places."""
    before = (
        r"(?<![\w/.])"
        if "/" in place
        else r"(?:^|(?<=[在比] )|(?<=、)|(?<=in )|(?<=than )|(?<=, ))"
    )
    return re.sub(rf"{before}{re.escape(place)}(?![\w/.])", lambda _: label, message)


# The page -----------------------------------------------------------------------------------


def findings_page(contexts: Iterable[Context]) -> str:
    """The page as Markdown, in both languages."""
    return "\n".join(_page(contexts)) + "\n"


def _page(contexts: Iterable[Context]) -> Iterator[str]:
    yield f"# {_both(TITLE)}"
    for text in (INTRO, ABOUT_READINGS):
        yield from ("", text.zh, "", text.say("en"))
    for context in contexts:
        yield from _pack(context)


def _pack(context: Context) -> Iterator[str]:
    pack = context.pack
    yield from ("", f"## {_both(pack.document.title)}", "", f"`{pack.id}`")
    found = findings_of(context)
    if not found and not pack.readings:
        yield from ("", _both(NOTHING))
    rules = {rule.code: rule for rule in registry()}
    for code, group in groupby(found, key=lambda f: f.code):
        yield from ("", f"### {code} {_both(rules[code].title)}", "")
        yield from ("| § | 发现 | Finding |", "|---|---|---|")
        for finding in group:
            yield _row("<br>".join(finding.cites), finding.text.zh, finding.text.say("en"))
    yield from _readings(pack)


def _readings(pack: Pack) -> Iterator[str]:
    if not pack.readings:
        return
    yield from ("", f"### {_both(READINGS)}", "")
    yield from ("| § | 问题和读法 | Question and readings |", "|---|---|---|")
    order = {address: n for n, address in enumerate(pack.clauses)}
    for question in sorted(pack.readings.values(), key=lambda q: order.get(q.cite, len(order))):
        zh = "<br>".join([question.label.zh, *(f"· {o.label.zh}" for o in question.options)])
        options = (f"· {o.label.say('en')}" for o in question.options)
        en = "<br>".join([question.label.say("en"), *options])
        yield _row(question.cite, zh, en)


def _row(*cells: str) -> str:
    return f"| {' | '.join(c.replace('|', '／').replace(chr(10), ' ') for c in cells)} |"


def _both(text: Text) -> str:
    return f"{text.zh} · {text.say('en')}"
