"""From `process.yaml` to a `Process`; guards are criteria, bound here."""

from __future__ import annotations

from bole.criteria.build import build_criterion
from bole.criteria.kernel import Formula
from bole.criteria.spec import Words
from bole.policy.intake import read_instant
from bole.policy.part import Part
from bole.problems import did_you_mean
from bole.process import kinds
from bole.process.model import Due, Limit, Process, Stage

UNITS = ("days", "working_days", "months")


def read_process(file: Part, *, words: Words, programme: str) -> Process:
    """The stages in order and the limits of one programme; problems go to the parts."""
    stages = tuple(
        _stage(part, words=words, programme=programme)
        for part in file.parts("stages")
        if part.word("programme") in ("", programme)
    )
    ids = {s.id for s in stages}
    limits = tuple(
        _limit(part, stages=ids)
        for part in file.parts("limits")
        if part.word("programme") in ("", programme)
    )
    actors = {k: str(v) for k, v in (file.data.get("actors") or {}).items()}
    # The procedure of a programme ends in recognition; one inside it, unless it says so, not.
    ends = file.word("ends") or ("completed" if file.path else "recognised")
    results = Part(file.doc, (*file.path, "results"), file.data.get("results") or {}, file.problems)
    return Process(
        stages,
        limits,
        actors,
        file.text("label"),
        ends,
        file.word("cite"),
        {str(k): results.text(k) for k in results.data},
    )


def read_procedures(file: Part, *, words: Words, programme: str) -> dict[str, Process]:
    """Further procedures of a programme by id: assessment, upgrade, a special route …"""
    found: dict[str, Process] = {}
    for part in file.parts("procedures"):
        part.only(
            "id", "label", "cite", "programme", "stages", "limits", "actors", "ends", "results"
        )
        if part.word("programme") in ("", programme):
            found[part.word("id", need=True)] = read_process(part, words=words, programme=programme)
    return found


def _stage(part: Part, *, words: Words, programme: str) -> Stage:
    part.only(
        "id", "kind", "label", "cite", "by", "actor", "text", "mine", "loop", "due", "guard",
        "next", "rounds", "off", "switch", "programme",
    )  # fmt: skip
    id, kind = part.word("id", need=True), part.word("kind", need=True)
    known = kinds.registry()
    if kind not in known:
        hint = did_you_mean(kind, among=list(known))
        part.fail(
            "stage.kind", f"没有环节种类“{kind}”", f"Unknown kind {kind!r}", "kind", hint=hint
        )
    return Stage(
        id,
        kind,
        part.text("label", need=True),
        part.word("cite"),
        part.word("by", need=True),
        part.text("actor"),
        part.text("text"),
        read_due(part),
        _guard(part, words=words, id=f"{programme}.stage.{id}"),
        {str(k): str(v) for k, v in (part.data.get("next") or {}).items()},
        int(part.data.get("rounds") or 0),
        part.flag("off"),
        part.word("switch"),
    )


def read_due(part: Part) -> Due | None:
    """When something is due, None where nothing is said; problems go to the part."""
    raw = part.data.get("due")
    if raw is None:
        return None
    inner = Part(part.doc, (*part.path, "due"), raw, part.problems)
    inner.only(*UNITS, "at", "count_first_day", "param")
    if "at" in inner.data:
        try:
            return Due("at", at=read_instant(inner.data["at"], end=True))
        except ValueError:
            inner.fail("time", "读不懂时间", "Cannot read the time", "at")
            return None
    units = [u for u in UNITS if u in inner.data]
    count, param = inner.data.get(units[0]) if units else None, inner.word("param")
    # No count stands for one that only the office can decide: then a parameter must take it.
    if len(units) != 1 or not (isinstance(count, int) or (count is None and param)):
        zh, en = "写 days、working_days、months 或 at", "Write days, working_days, months or at"
        inner.fail("due", zh, en)
        return None
    return Due(units[0], count, count_first_day=inner.flag("count_first_day"), param=param)


def _guard(part: Part, *, words: Words, id: str) -> Formula | None:
    raw = part.data.get("guard")
    if raw is None:
        return None
    return build_criterion(
        raw, words=words, doc=part.doc, path=(*part.path, "guard"), id=id, cite=part.word("cite")
    )


def _limit(part: Part, *, stages: set[str]) -> Limit:
    part.only("id", "label", "cite", "per", "take", "max", "table", "where", "programme")
    take, most = part.word("take", need=True), part.data.get("max")
    if take not in stages:
        part.fail("limit.take", f"没有环节“{take}”", f"Unknown stage {take!r}", "take")
    if (most is None) == (not part.word("table")):
        part.fail("limit.max", "max 和 table 写一个", "Write either max or table")
    where = part.data.get("where") or {}
    return Limit(
        part.word("id", need=True),
        part.text("label", need=True),
        part.word("cite"),
        part.words("per"),
        take,
        most if isinstance(most, int) else None,
        part.word("table"),
        {k: tuple(str(i) for i in (v if isinstance(v, list) else [v])) for k, v in where.items()},
    )
