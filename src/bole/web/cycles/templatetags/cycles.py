"""Moments and rows of decisions in words."""

from __future__ import annotations

import datetime as dt

from django import template

from bole.policy.intake import SHANGHAI
from bole.policy.pack import Pack
from bole.text import Text
from bole.web.common.templatetags.components import say
from bole.web.cycles.ends import ends
from bole.web.cycles.models import Decision, Extension, Quota
from bole.web.cycles.queries import SEPARATOR, switches
from bole.web.programmes.rounds import say_end

register = template.Library()


@register.filter
def ends_at(moment: dt.datetime | None) -> str:
    """The end of a period as people say it (24:00 of the last day)."""
    return say(say_end(moment.astimezone(SHANGHAI))) if moment else ""


@register.simple_tag
def decided_what(row: Decision | Quota | Extension, pack: Pack) -> str:
    """What a row of the history is about."""
    if isinstance(row, Quota):
        limits = [
            lim.label
            for g in pack.programmes
            for lim in g.process.limits
            if (g.id, lim.table) == (row.programme, row.table)
        ]
        return say(limits[0]) if limits else row.table
    if isinstance(row, Extension):
        found = [e.label for g in pack.programmes if g.id == row.programme
                 for e in ends(g) if e.what == row.what]  # fmt: skip
        return say(Text("截止时间：{what}", "Deadline: {what}").format(
            what=found[0] if found else row.what))  # fmt: skip
    if row.kind == "parameter" and row.key in pack.parameters:
        return say(pack.parameters[row.key].label)
    if row.kind == "reading" and row.key in pack.readings:
        return say(pack.readings[row.key].label)
    labels = [s.stages[0].label for s in switches(pack) if s.key == row.key]
    return say(labels[0]) if labels else row.key


@register.simple_tag
def decided_value(row: Decision | Quota | Extension, pack: Pack) -> str:
    """What it was decided to be."""
    if isinstance(row, Quota):
        return f"{row.key.split(SEPARATOR)[-1]} → {row.most}"
    if isinstance(row, Extension):
        until = ends_at(row.until)
        if row.drafts_before is None:
            return until
        before = f"{row.drafts_before.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
        return say(Text("{until}（{before} 前开始的草稿）", "{until} (drafts begun before {before})")
                   .format(until=until, before=before))  # fmt: skip
    if row.kind == "reading" and row.key in pack.readings:
        options = {o.id: o.label for o in pack.readings[row.key].options}
        return say(options.get(row.value, Text(row.value)))
    if row.kind == "switch":
        return say(Text("办", "Held") if row.value == "on" else Text("不办", "Not held"))
    return row.value
