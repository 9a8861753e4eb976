"""What a pack holds beside its conditions, each thing with what there is to say of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bole.check.diff.say import Say
from bole.criteria.kernel import Formula
from bole.policy.pack import Instalment, Programme
from bole.process.model import Due, Limit, Process, Stage
from bole.text import Text, join

NAME = Text("名称", "name")
ABOUT = Text("说明", "description")
YES_NO = {True: Text("是", "yes"), False: Text("否", "no")}
NEED = {
    "required": Text("必交", "required"),
    "conditional": Text("有条件", "conditional"),
    "optional": Text("可选", "optional"),
}
WHO = {"person": Text("本人", "the person"), "employer": Text("单位", "the employer")}
UNITS = {
    "days": Text("天", "days"),
    "working_days": Text("个工作日", "working days"),
    "months": Text("个月", "months"),
}


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing; `fields` are (title, value), `conditions` what it depends on."""

    part: str
    id: str
    label: Text
    cite: str
    fields: Mapping[str, tuple[Text, Text]] = field(default_factory=dict)
    condition: Formula | None = None


PARTS: Mapping[str, Text] = {
    "document": Text("文件", "Document"),
    "programme": Text("计划", "Programme"),
    "tier": Text("类别", "Tier"),
    "track": Text("领域", "Track"),
    "clause": Text("条款", "Clause"),
    "parameter": Text("参数", "Parameter"),
    "reading": Text("两读", "Reading"),
    "intake": Text("受理", "Intake"),
    "stage": Text("环节", "Stage"),
    "procedure": Text("流程", "Procedure"),
    "limit": Text("限额", "Limit"),
    "material": Text("材料", "Material"),
    "benefit": Text("待遇", "Benefit"),
    "form_field": Text("表格项", "Form field"),
    "criterion": Text("条件", "Criterion"),
    "stewardship": Text("管理服务", "Stewardship"),
}


def things_of_pack(say: Say) -> Iterator[Thing]:
    """What belongs to the pack as a whole."""
    pack = say.pack
    document = pack.document
    fields = {
        "title": (NAME, document.title),
        "issuer": (Text("发文单位", "issuer"), document.issuer),
        "number": (Text("文号", "number"), plain(document.number)),
        "issued": (Text("发文时间", "issued"), plain(document.issued)),
    }
    yield Thing("document", "document", document.title, "", fields)
    for parameter in pack.parameters.values():
        number = {
            name: (title, say.number(value, kind=parameter.kind))
            for name, title, value in (
                ("value", Text("", ""), parameter.value),
                ("minimum", Text("最低可定到", "least that can be set"), parameter.minimum),
                ("maximum", Text("最高可定到", "most that can be set"), parameter.maximum),
            )
        }
        number["settable"] = (
            Text("可由主管部门定", "for the office to set"),
            YES_NO[parameter.settable],
        )
        yield Thing("parameter", parameter.key, parameter.label, parameter.cite, number)
    for question in pack.readings.values():
        options = {"options": (Text("读法", "readings"), join(o.label for o in question.options))}
        yield Thing("reading", question.key, question.label, question.cite, options)
    for kind, id, item in pack.stewardship.items():
        about = {"label": (NAME, item.label)}
        yield Thing("stewardship", f"{kind}:{id}", item.label, next(iter(item.cite), ""), about)


def things_of(programme: Programme, *, say: Say) -> Iterator[Thing]:
    """What belongs to one programme."""
    yield Thing("programme", "programme", programme.title, "", {"title": (NAME, programme.title)})
    for tier in programme.tiers:
        fields = {
            "label": (NAME, tier.label),
            "direct": (Text("可直接申报", "can be applied for"), YES_NO[tier.direct]),
        }
        yield Thing("tier", tier.id, tier.label, tier.cite, fields)
    for track in programme.tracks:
        if track.id:
            fields = {
                "label": (NAME, track.label),
                "lead": (Text("牵头部门", "lead department"), track.lead),
                "field": (Text("单位领域", "field of the employer"), plain(track.field)),
            }
            yield Thing("track", track.id, track.label, track.cite, fields)
    for way in programme.intake:
        fields = {
            "opens": (Text("开始", "opens"), plain(way.opens and f"{way.opens:%Y-%m-%d %H:%M}")),
            "closes": (
                Text("截止", "closes"),
                _instant(way.closes),
            ),
            "holds": (Text("要等的", "on hold"), listed(way.holds)),
        }
        yield Thing("intake", way.id, way.label, way.cite, fields, way.when)
    yield from _process(programme.process, at="")
    for name, process in programme.processes.items():
        order = {
            "label": (NAME, process.label),
            "ends": (Text("办成是", "ends in"), plain(process.ends)),
        }
        yield Thing("procedure", name, process.label, process.cite, order)
        yield from _process(process, at=f"{name}.")
    yield from _materials(programme)
    yield from _benefits(programme, say=say)
    for box in programme.form:
        fields = {
            "label": (NAME, box.label),
            "required": (Text("必填", "required"), YES_NO[box.required]),
            "by": (Text("谁填", "filled in by"), plain(box.by)),
            "without": (Text("不填的人", "left out by"), listed(box.without)),
        }
        yield Thing("form_field", box.id, box.label, box.cite, fields)


def _process(process: Process, *, at: str) -> Iterator[Thing]:
    order = join([s.label for s in process.stages], zh="、", en=", ")
    if process.stages:
        title = Text("环节顺序", "order of stages")
        yield Thing("stage", f"{at}order", title, process.cite, {"order": (Text(""), order)})
    for stage in process.stages:
        yield Thing("stage", f"{at}{stage.id}", stage.label, stage.cite, _stage(stage), stage.guard)
    for limit in process.limits:
        yield Thing("limit", f"{at}{limit.id}", limit.label, limit.cite, _limit(limit))


def _stage(stage: Stage) -> dict[str, tuple[Text, Text]]:
    return {
        "label": (NAME, stage.label),
        "kind": (Text("办法", "kind"), plain(stage.kind)),
        "by": (Text("由谁办", "held by"), stage.actor or plain(stage.by)),
        "due": (Text("时限", "due"), _due(stage.due)),
        "rounds": (Text("最多补正", "supplements at most"), plain(stage.rounds or "")),
        "off": (Text("先不办", "switched off"), YES_NO[stage.off]),
    }


def _due(due: Due | None) -> Text:
    if due is None:
        return Text("")
    if due.at is not None:
        return _instant(due.at)
    unit = UNITS[due.unit]
    count = "?" if due.count is None else str(due.count)
    return Text(f"{count} {unit.zh}", f"{count} {unit.say('en')}")


def _instant(at: dt.datetime | None) -> Text:
    """A moment; midnight is the end of the day before, as documents say it."""
    if at is None:
        return Text("")
    if (at.hour, at.minute, at.second) == (0, 0, 0):
        return plain(f"{at - dt.timedelta(days=1):%Y-%m-%d} 24:00")
    return plain(f"{at:%Y-%m-%d %H:%M}")


def _limit(limit: Limit) -> dict[str, tuple[Text, Text]]:
    most = plain(limit.max) if limit.max is not None else Text("按下达的表", "as the table says")
    return {
        "max": (Text("最多", "at most"), most),
        "per": (Text("按什么数", "counted per"), listed(limit.per)),
        "take": (Text("在哪个环节占用", "taken at"), plain(limit.take)),
        "where": (Text("限于", "only for"), listed(v for vs in limit.where.values() for v in vs)),
    }


def _materials(programme: Programme) -> Iterator[Thing]:
    tracks = {t.id: t.label for t in programme.tracks}
    for material in programme.materials:
        fields = {
            "label": (NAME, material.label),
            "by": (Text("谁交", "from"), WHO.get(material.by, plain(material.by))),
            "need": (Text("要不要", "needed"), NEED.get(material.need, plain(material.need))),
            "tracks": (
                Text("限领域", "only for"),
                join(tracks[t] for t in material.tracks if t in tracks),
            ),
        }
        yield Thing(
            "material", material.number, material.label, material.cite, fields, material.when
        )


def _benefits(programme: Programme, *, say: Say) -> Iterator[Thing]:
    tiers = {t.id: t.label for t in programme.tiers}
    labels = {b.id: b.label for b in programme.benefits}
    for benefit in programme.benefits:
        fields = {
            "label": (NAME, benefit.label),
            "headline": (Text("内容", "content"), benefit.headline),
            "amount": (Text("金额", "amount"), say.number(benefit.amount, kind="amount")),
            "up_to": (Text("金额是上限", "amount is a ceiling"), YES_NO[benefit.up_to]),
            "payee": (Text("给谁", "paid to"), WHO.get(benefit.payee, plain(benefit.payee))),
            "tiers": (
                Text("哪些类别", "tiers"),
                join(tiers[t] for t in benefit.tiers if t in tiers),
            ),
            "schedule": (Text("分期", "instalments"), _schedule(benefit.schedule, say=say)),
            "excludes": (
                Text("不同时享受", "not beside"),
                join(labels[b] for b in benefit.excludes),
            ),
            "conditions": (
                Text("附带条件", "conditions"),
                join(c.text for c in benefit.conditions),
            ),
            "spending": (Text("用途", "to be spent on"), join(benefit.spending)),
        }
        yield Thing("benefit", benefit.id, benefit.label, benefit.cite, fields)


def _schedule(schedule: Iterable[Instalment], *, say: Say) -> Text:
    parts = []
    for item in schedule:
        kind = "amount" if item.share is None else "percent"
        number = say.number(item.amount if item.share is None else item.share, kind=kind)
        times = f" × {item.times}" if item.times > 1 else ""
        parts.append(
            Text(
                f"第 {item.year} 年 {number.zh}{times}",
                f"year {item.year} {number.say('en')}{times}",
            )
        )
    return join(parts)


def plain(value: object) -> Text:
    """A value that reads the same in both languages; blank for None."""
    said = "" if value is None else str(value)
    return Text(said, said)


def listed(values: Iterable[str]) -> Text:
    """Values that read the same in both languages."""
    return join([plain(v) for v in values])
