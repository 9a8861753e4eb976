"""From a pack's YAML to the kernel: structure here, tests by predicates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from bole.criteria import predicates
from bole.criteria.kernel import (
    TRUE,
    All,
    AnyOf,
    AtLeast,
    Claimed,
    Formula,
    Having,
    Judgement,
    Meta,
    Not,
    Reading,
    Readings,
    Soft,
    Staged,
    terms_of,
    walk,
)
from bole.criteria.spec import Spec, Words
from bole.problems import did_you_mean
from bole.text import Text, read_text_value
from bole.yamlfile import Document, Steps

#: What any node may carry beside its one operator.
COMMON: Final = frozenset({"id", "cite", "label", "note", "stage", "claimed", "applies"})
STRUCTURE: Final = (
    "all", "any", "one_of", "at_least_of", "not", "soft", "readings", "judgement", "same",
)  # fmt: skip

#: What a structural node is called where the pack gives it no label.
UNNAMED: Final = {
    "all": Text("同时满足", "All of these"),
    "any": Text("满足其中一项", "One of these"),
    "one_of": Text("满足其中一条", "One of these criteria"),
    "at_least_of": Text("满足其中几项", "Several of these"),
    "not": Text("不属于", "None of this"),
    "readings": Text("原文有几种读法", "The text can be read in several ways"),
}


def build_criterion(
    raw: Any, *, words: Words, doc: Document, path: Steps, id: str, cite: str = ""
) -> Formula:
    """The formula of one YAML node; what is wrong goes to `words.problems`."""
    spec = Spec(raw, raw if isinstance(raw, Mapping) else {}, words, doc, path, id, cite, "")
    return _node(raw, replace(spec, form=_node))


def _node(raw: Any, spec: Spec) -> Formula:
    if not isinstance(raw, Mapping):
        spec.fail("node", "这里要写一个条件", "A condition belongs here")
        return TRUE
    spec = _entered(spec)
    operator = _operator(spec)
    if operator is None:
        return TRUE
    if operator == "same":
        return _same(spec)
    if operator in STRUCTURE:
        formula = _BUILD[operator](spec)
    else:
        predicate = predicates.registry()[operator]
        formula = predicate.build(replace(spec, value=raw[operator]))
    return _wrapped(formula, operator=operator, spec=spec)


def _entered(spec: Spec) -> Spec:
    """The spec with the node's own id and clause; ids are unique in a pack."""
    id = str(spec.node.get("id") or spec.id)
    if id in spec.words.ids:
        spec.fail("id", f"编号“{id}”用了两次", f"The id {id!r} is used twice", "id")
    spec.words.ids.add(id)
    return replace(spec, id=id, cite=str(spec.node.get("cite") or spec.cite))


def _operator(spec: Spec) -> str | None:
    known = predicates.registry()
    found = [k for k in spec.node if k in STRUCTURE or k in known]
    extra = predicates.extras(found[0]) if len(found) == 1 else frozenset()
    unknown = [k for k in spec.node if k not in COMMON and k not in found and k not in extra]
    for key in unknown if len(found) <= 1 else ():
        hint = did_you_mean(key, among=[*STRUCTURE, *known, *COMMON])
        spec.fail("key", f"不认识“{key}”", f"Unknown key {key!r}", key, hint=hint)
    if len(found) == 1:
        return found[0]
    if not found:
        spec.fail("operator", "没有写条件", "No condition is written")
    else:
        listed = "、".join(found)
        spec.fail("operator", f"一处只写一个条件：{listed}", f"One condition at a place: {listed}")
    return None


def _wrapped(formula: Formula, *, operator: str, spec: Spec) -> Formula:
    structural = operator in STRUCTURE and operator != "judgement"
    meta = Meta(
        id=spec.id,
        cite=spec.cite,
        label=_text(spec, "label"),
        note=_text(spec, "note"),
        needed=formula.meta.needed,
        shown=True,
        leaf=not structural,
        numbered=bool(spec.claim) and spec.claim == spec.node.get("cite"),
    )
    if not meta.label:
        meta = replace(meta, label=formula.meta.label or UNNAMED.get(operator, Text("")))
    formula = _with_meta(formula, meta)
    if spec.node.get("claimed") or (meta.numbered and not decided_by_facts(formula)):
        formula = Claimed(spec.claim or spec.cite, formula)
    stage = spec.node.get("stage")
    if stage is not None:
        if stage not in spec.words.stages:
            spec.fail("stage", f"没有环节“{stage}”", f"Unknown stage {stage!r}", "stage")
        else:
            formula = Staged(str(stage), formula)
    spec.words.built[spec.id] = formula
    return formula


def _same(spec: Spec) -> Formula:
    """A condition written before, under an id of its own: one ruling answers both places."""
    other = str(spec.node["same"])
    formula = spec.words.built.get(other)
    if formula is None:
        hint = did_you_mean(other, among=list(spec.words.built))
        spec.fail("same", f"前面没有“{other}”", f"Nothing before is {other!r}", "same", hint=hint)
        return TRUE
    core = formula
    while isinstance(core, Staged | Claimed):
        core = core.part
    meta = replace(core.meta, id=spec.id, numbered=False)
    if "cite" in spec.node:
        meta = replace(meta, cite=spec.cite)
    return _with_meta(formula, replace(meta, label=_text(spec, "label") or meta.label))


def _with_meta(formula: Formula, meta: Meta) -> Formula:
    """The words go to the condition itself, inside what says when it counts."""
    if isinstance(formula, Staged | Claimed):
        return replace(formula, part=_with_meta(formula.part, meta))
    return replace(formula, meta=meta)


def decided_by_facts(formula: Formula) -> bool:
    """True where some fact has a say: only then does a criterion count without a claim."""
    return any(True for _ in terms_of(formula)) or any(isinstance(n, Having) for n in walk(formula))


def _text(spec: Spec, key: str) -> Text:
    return _words(spec, spec.node.get(key), key)


def _words(spec: Spec, raw: Any, *steps: str | int) -> Text:
    if raw is None:
        return Text("")
    try:
        return read_text_value(raw)
    except ValueError:
        spec.fail("text", "要写文字，或 {zh, en}", "A text, or {zh, en}", *steps)
        return Text("")


def _parts(spec: Spec, key: str, *, raw: Any = None, base: tuple[str | int, ...] = ()) -> Any:
    items = spec.node[key] if raw is None else raw
    if not isinstance(items, list) or not items:
        spec.fail("list", f"“{key}”下面要列条件", f"{key!r} lists conditions", key)
        return ()
    steps = base or (key,)
    return tuple(spec.build(item, *steps, n) for n, item in enumerate(items))


def _one_of(spec: Spec) -> Formula:
    """Like `any`, of numbered criteria: each is a clause of its own that can be claimed."""
    parts = []
    listed = spec.node["one_of"]
    if not isinstance(listed, list) or not listed:
        spec.fail("list", "“one_of”下面要列条件", "'one_of' lists conditions", "one_of")
        listed = []
    for n, item in enumerate(listed):
        cite = str(item.get("cite", "")) if isinstance(item, Mapping) else ""
        if not cite:
            spec.fail("cite", "每一条都要写条款号", "Each criterion cites its clause", "one_of", n)
        inside = replace(spec.inner(item, "one_of", n), claim=cite)
        parts.append(_node(item, inside))
    return AnyOf(tuple(parts))


def _at_least_of(spec: Spec) -> Formula:
    raw = spec.node["at_least_of"]
    if not isinstance(raw, Mapping) or raw.keys() != {"n", "of"}:
        spec.fail("at_least_of", "要写 {n, of}", "Write {n, of}", "at_least_of")
        return TRUE
    parts = _parts(spec, "at_least_of", raw=raw["of"], base=("at_least_of", "of"))
    n = spec.number(raw["n"], "at_least_of", "n")
    if parts and not 1 <= n <= len(parts):
        zh, en = f"n 在 1 和 {len(parts)} 之间", f"n lies between 1 and {len(parts)}"
        spec.fail("number", zh, en, "at_least_of", "n")
    return AtLeast(n, parts)


def _soft(spec: Spec) -> Formula:
    ground = spec.node.get("soft")
    inner = ground if isinstance(ground, Mapping) else {}
    words = inner.get("ground")
    part = {k: v for k, v in inner.items() if k != "ground"}
    formula = spec.build(part, "soft")
    return Soft(spec.id, formula, _words(spec, words, "soft", "ground"))


def _readings(spec: Spec) -> Formula:
    raw = spec.node["readings"]
    key = str(raw.get("key", "")) if isinstance(raw, Mapping) else ""
    options = spec.words.questions.get(key)
    if options is None:
        spec.fail("reading", f"没有两读问题“{key}”", f"Unknown reading {key!r}", "readings")
        return TRUE
    parts = []
    for option in options:
        if option.id not in raw:
            spec.fail(
                "reading", f"缺读法“{option.id}”", f"Reading {option.id!r} missing", "readings"
            )
            continue
        part = spec.build(raw[option.id], "readings", option.id)
        parts.append(Reading(option.id, part, option.label))
    return Readings(key, tuple(parts))


def _judgement(spec: Spec) -> Formula:
    raw = spec.node["judgement"]
    data = raw if isinstance(raw, Mapping) else {}
    by = str(data.get("by", ""))
    if by not in spec.words.stages:
        spec.fail("stage", "要写谁在哪个环节判断（by）", "Say at which stage (by)", "judgement")
        return TRUE
    rubric = _words(spec, data.get("rubric"), "judgement", "rubric")
    quorum = spec.number(data.get("quorum", 1), "judgement", "quorum")
    return Staged(by, Judgement(spec.id, quorum, Text(by), rubric))


_BUILD: Final[dict[str, Callable[[Spec], Formula]]] = {
    "all": lambda spec: All(_parts(spec, "all")),
    "any": lambda spec: AnyOf(_parts(spec, "any")),
    "one_of": _one_of,
    "at_least_of": _at_least_of,
    "not": lambda spec: Not(spec.build(spec.node["not"], "not")),
    "soft": _soft,
    "readings": _readings,
    "judgement": _judgement,
}
