"""A small made-up pack for the pages: one programme, two fields, three tiers."""

from __future__ import annotations

from pathlib import Path

from bole.criteria.kernel import AgeOn, All, AnyOf, AsOf, Compare, Const, Fact, Formula, Meta
from bole.facts.vocabulary import FactDef, Vocabulary
from bole.policy.intake import Intake, read_instant
from bole.policy.pack import (
    Benefit,
    Cited,
    ClauseRef,
    DocumentRef,
    Material,
    Pack,
    Programme,
    Stage,
    Step,
    Tier,
    Track,
)
from bole.text import Text

BLANK = Text("")


def fact(id: str, kind: str, zh: str, en: str) -> FactDef:
    """A fact definition with short words."""
    return FactDef(id, kind, "person", Text(zh, en), Text(zh + "？", en + "?"), BLANK, BLANK)  # type: ignore[arg-type]


def vocabulary() -> Vocabulary:
    """Two scalar facts."""
    facts = [
        fact("birth_date", "date", "出生日期", "Birth"),
        fact("on_job", "bool", "在岗", "At work"),
    ]
    return Vocabulary({f.id: f for f in facts})


def criterion(number: str, label: str, *, formula: Formula) -> Formula:
    """A numbered criterion around one test."""
    return All(
        (formula,), Meta(id=number, cite=number, label=Text(label), shown=True, numbered=True)
    )


AT_WORK = Compare(
    Fact("on_job"), "ge", Const(1), meta=Meta("work", "四/1", Text("在岗在职"), leaf=True)
)
YOUNG = Compare(
    AgeOn(Fact("birth_date"), AsOf()),
    "le",
    Const(45),
    meta=Meta("young", "四/2", Text("不超过 45 周岁")),
)


def programme() -> Programme:
    """The made-up programme."""
    tracks = (Track("finance", Text("金融", "Finance"), lead=Text("金融局", "Finance office")),)
    tracks += (Track("science", Text("科技", "Science"), lead=Text("科委", "Science office")),)
    tiers = (Tier("leading", Text("领军人才", "Leading talent"), "四/1"),)
    tiers += (Tier("young", Text("青年人才", "Young talent"), "四/2"),)
    tiers += (Tier("top", Text("杰出人才", "Outstanding"), "四/3", direct=False),)
    own = AnyOf(
        (criterion("附件/1", "在岗", formula=AT_WORK), criterion("附件/2", "年轻", formula=YOUNG))
    )
    pairs = [(t.id, g.id) for t in tracks for g in tiers]
    return Programme(
        id="demo",
        title=Text("示例计划 2025", "Example programme 2025"),
        summary=Text("为测试而编的计划。", "A programme made up for tests."),
        subject="person",
        who=(Cited(Text("在岗人员", "People at work"), "二/1"),),
        tracks=tracks,
        tiers=tiers,
        roots={p: All((AT_WORK, own), Meta(id=f"root.{p[0]}.{p[1]}", shown=True)) for p in pairs},
        own=dict.fromkeys(pairs, own),
        intake=(
            Intake(
                "window",
                Text("集中申报", "Round"),
                opens=read_instant("2025-05-08"),
                closes=read_instant("2025-06-22", end=True),
            ),
            Intake("rolling", Text("有意向入驻的单位", "Employers about to move in")),
        ),
        materials=(
            Material("1", Text("营业执照", "Business licence"), "附件4/1", "employer", "必备"),
            Material(
                "8",
                Text("身份证件", "Identity document"),
                "附件4/8",
                "person",
                "必备",
                evidences=("birth_date",),
            ),
        ),
        steps=(
            Step(
                "file",
                Text("网上申报", "Apply"),
                "五/1",
                Text("你"),
                Text("填表", "Fill in"),
                mine=True,
            ),
            Step(
                "check",
                Text("审核", "Check"),
                "五/2",
                Text("部门", "Office"),
                Text("核对", "Checked"),
                loop=Text("补正", "Supplement"),
            ),
        ),
        benefits=(
            Benefit(
                "money",
                Text("奖励"),
                "七",
                Text("30 万元", "CNY 300,000"),
                Text("分 3 年", "Over 3 years"),
                ("young",),
            ),
        ),
    )


def pack(root: Path = Path()) -> Pack:
    """The pack around it."""
    return Pack(
        id="testland/demo/2025",
        version="1",
        region=Text("示例区", "Testland"),
        document=DocumentRef(
            Text("示例办法", "Example rules"), Text("示例机关", "Example office"), "例〔2025〕1 号"
        ),
        programmes=(programme(),),
        stages=(Stage("self_check", Text("自测", "Self-check")),),
        parameters={},
        readings={},
        clauses={"四/1": ClauseRef("四/1", Text("在岗", "At work"), "criterion")},
        vocabulary=vocabulary(),
        root=root,
        fingerprint="0" * 64,
    )
