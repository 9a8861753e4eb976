"""A report in few words: the best tier, the outcome, why a tier stands where it does."""

from __future__ import annotations

from collections.abc import Iterable

from bole.explain.model import Line, Report, TierView
from bole.levels import MEETS, MISSING, NOT_MET, PEOPLE
from bole.policy.pack import Programme
from bole.text import Text

#: How the parts of a node belong together.
KINDS = {
    "all": Text("全部", "All of"),
    "any": Text("任一", "Any of"),
    "one_of": Text("任一", "Any of"),
    "at_least": Text("至少", "At least"),
    "not": Text("不得", "Not"),
    "soft": Text("可放宽", "Soft"),
    "readings": Text("两读", "Two readings"),
}
CHOICES = ("any", "one_of", "at_least")


def best(report: Report, *, programme: Programme) -> TierView | None:
    """The first tier of the report that one can apply for."""
    return next((v for v in report.tiers if programme.tier(v.tier).direct), None)


def ordered(report: Report, *, programme: Programme) -> list[TierView]:
    """Every tier as the report has them, those one can apply for first."""
    return sorted(report.tiers, key=lambda v: not programme.tier(v.tier).direct)


def outcome(view: TierView | None, *, programme: Programme, several: bool) -> Text:
    """The outcome in a sentence; `several` names the field too."""
    if view is None or view.level == NOT_MET:
        return Text(
            "按现在的回答，还没有能报的类别", "By your answers, there is no tier to apply for yet"
        )
    if several and view.level == MISSING:
        return Text("再答几题，才知道能报哪个领域", "A few more answers will show the field")
    name = programme.tier(view.tier).label
    if several:
        track = programme.track(view.track).label
        name = Text(f"{name.zh}（{track.zh}）", f"{name.say('en')} ({track.say('en')})")
    if view.level == MEETS:
        return Text("你可以报{name}", "You can apply as {name}").format(name=name)
    if view.level == PEOPLE:
        return Text(
            "{name}：你这边够了，还有要由人定的", "{name}: some of it is for people to decide"
        ).format(name=name)
    return Text("{name}：再补些信息就能判断", "{name}: a few more facts will decide").format(
        name=name
    )


def sentence(view: TierView) -> Text:
    """Why the tier stands where it does, in a few words."""
    numbered = [line for line in view.root.walk() if line.numbered]
    met = [line for line in numbered if line.level == MEETS]
    if view.level == MEETS:
        return _met(met)
    if view.level == NOT_MET:
        return _not_met(view, numbered=len(numbered))
    open_ = sum(line.level in (MISSING, PEOPLE) for line in numbered)
    asks = len({m.id.split("[")[0] for m in view.missing})
    if view.level == PEOPLE:
        if not numbered:
            return Text("有条件由人定", "Some conditions are for people to decide")
        if met:
            return Text(
                "可选条件已满足，另有由人定的", "A criterion is met; the rest is for people"
            )
        return Text(f"{open_} 条由人定", f"{_criteria(open_)} for people to decide")
    lacking = f"{asks} fact{'' if asks == 1 else 's'} missing"
    if not numbered:
        return Text(f"还缺 {asks} 项信息", lacking[:1].upper() + lacking[1:])
    if met:
        return Text(f"可选条件已满足，还缺 {asks} 项信息", f"A criterion is met; {lacking}")
    return Text(f"{open_} 条待定，还缺 {asks} 项信息", f"{_criteria(open_)} open, {lacking}")


def label_of(line: Line) -> Text:
    """The line's label, or what its parts come to where the pack gives none."""
    if line.label:
        return line.label
    count = len(line.children)
    if line.kind in ("one_of", "any"):
        met = sum(1 for c in line.children if c.level == MEETS)
        if met:
            return Text(f"{count} 条中满足 1 条即可，已满足 {met} 条", f"One of {count}; {met} met")
        return Text(f"{count} 条中满足 1 条即可", f"One of {count}")
    if line.kind == "all":
        return Text("以下各项", "Each of these")
    return Text("以下情形", "The following")


def _not_met(view: TierView, *, numbered: int) -> Text:
    general = [c for c in view.root.children if not any(n.numbered for n in c.walk())]
    failed = next((c for c in general if c.level == NOT_MET), None)
    if failed is not None:
        return Text("{label}：不符合", "{label}: not met").format(label=label_of(failed))
    if not numbered:
        return Text("有条件不符合", "A condition is not met")
    return Text(f"{numbered} 条可选条件都不符合", f"None of {numbered} criteria is met")


def _criteria(count: int) -> str:
    return "1 criterion" if count == 1 else f"{count} criteria"


def _met(met: Iterable[Line]) -> Text:
    first = next(iter(met), None)
    if first is None:
        return Text("条件都符合", "All conditions are met")
    return Text(f"已符合 {first.cite}", f"Meets {first.cite}")
