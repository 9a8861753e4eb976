"""The guard of an indicator system: evaluators, words, and no sum where none is stated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bole.problems import Problem
from bole.stewardship.act import Finding, Setting, no_such, refusal
from bole.stewardship.model import Group, Template
from bole.text import Text, join


def refusals(
    template: Template,
    findings: Iterable[Finding],
    *,
    words: str,
    setting: Setting,
) -> Iterator[Problem]:
    """What stands against a record: wrong evaluators, bare numbers, a conclusion without words."""
    owners = {i.id: g for g in template.groups for i in g.indicators}
    forbidden = template.no_numbers is not None and template.no_numbers.holds(setting.adopted)
    for finding in findings:
        group = owners.get(finding.indicator)
        if group is None:
            yield no_such(template, finding.indicator, among=owners)
        elif finding.by not in group.by:
            yield refusal(
                group, "evaluator", "{g}不由{by}评", "{g} is not for {by} to judge",
                g=group.label, by=setting.who([finding.by]),
            )  # fmt: skip
        if finding.number is not None and forbidden:
            yield refusal(template, "number", "这里不打分", "No scores here")
        elif template.guarded and not finding.words:
            yield refusal(
                template, "bare", "{i}：只有数不算，要写理由", "{i}: say why, a number is not enough",
                i=_label(template, finding.indicator),
            )  # fmt: skip
    if template.guarded and not words:
        yield refusal(
            template, "words", "结论要用文字说明，不能只凭数", "The conclusion is put in words"
        )


def _label(template: Template, id: str) -> Text:
    found = (i.label for g in template.groups for i in g.indicators if i.id == id)
    return next(found, Text(id))


def uncovered(template: Template, findings: Iterable[Finding]) -> tuple[Group, ...]:
    """The groups on which nobody found anything yet."""
    seen = {f.indicator for f in findings}
    return tuple(g for g in template.groups if not seen & {i.id for i in g.indicators})


def missing(template: Template, findings: Iterable[Finding]) -> Iterator[Problem]:
    """A refusal to conclude while a side has not been heard."""
    left = uncovered(template, findings)
    if left:
        listed = join([g.label for g in left])
        yield refusal(template, "uncovered", "还没有评：{g}", "Not judged yet: {g}", g=listed)


def total(template: Template, findings: Iterable[Finding]) -> int | None:
    """The weighted sum in hundredths, None where the document states no weights or guards it.

    A guarded system has no sum at all: people weigh, and say why.
    """
    parts = [i for g in template.groups for i in g.indicators]
    weights = {i.id: i.weight for i in parts}
    if template.guarded or not parts or any(w is None for w in weights.values()):
        return None
    return sum((weights.get(f.indicator) or 0) * (f.number or 0) for f in findings)
