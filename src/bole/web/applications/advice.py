"""What is said beside the gates of the tier applied for, clause by clause; people decide."""

from __future__ import annotations

from collections.abc import Iterator

from bole import levels
from bole.explain.model import Line
from bole.text import Text
from bole.web.applications.gate import Gate, form_place
from bole.web.applications.world import Situation


def advice(s: Situation) -> Iterator[Gate]:
    """How the tier applied for stands: never a bar, always with the clauses that decide."""
    root = s.rules.programme.roots.get((s.case.track, s.case.tier))
    if root is None:
        return
    view = s.view
    if view is None or view.level in (levels.MEETS, levels.LATER):
        return
    for line in _deciding(view.root):
        if line.level == levels.NOT_MET:
            zh, en = f"按所填不符合：{line.label.zh}", f"Not met as told: {line.label.say('en')}"
            yield Gate("soft", "not_met", Text(zh, en), line.cite, hint=_gap(line))
        elif line.level == levels.MISSING:
            yield _missing(s, line)
        elif line.level == levels.PEOPLE:
            zh, en = f"由人判断：{line.label.zh}", f"People decide: {line.label.say('en')}"
            yield Gate("open", "people", Text(zh, en), line.cite)


def _missing(s: Situation, line: Line) -> Gate:
    """What has to be told for a condition; a list that nobody called whole leads to its place."""
    zh, en = f"还缺信息：{line.label.zh}", f"Facts are missing: {line.label.say('en')}"
    lists = list(dict.fromkeys(id for m in line.missing if (id := _family(m)) in s.open_lists))
    if not lists:
        first = line.missing[0] if line.missing else ""
        return Gate("soft", "missing", Text(zh, en), line.cite, form_place(s, first))
    labels = [s.vocabulary.family(id).label for id in lists]
    named = Text("、".join(x.zh for x in labels), ", ".join(x.say("en") for x in labels))
    hint = Text(
        f"“{named.zh}”还没说写全了；现在提交，就算没有更多",
        f"“{named.say('en')}”: nobody has said that it is all; handing in says so",
    )
    url = f"{form_place(s, lists[0])}#k-{lists[0]}"
    return Gate("soft", "missing", Text(zh, en), line.cite, url, hint)


def _family(missing: str) -> str:
    """The family of a missing fact, such as `awards[0].grade`."""
    return missing.split("[")[0].split(".")[0]


def _deciding(line: Line) -> Iterator[Line]:
    """The conditions that all have to hold and do not yet: a choice among several is one."""
    if line.level == levels.MEETS:
        return
    if line.kind == "all" and line.children:
        for child in line.children:
            yield from _deciding(child)
    else:
        yield line


def _gap(line: Line) -> Text:
    """The first change that would lift it."""
    return line.gap[0].text if line.gap else Text("")
