"""The JSON Schema of a profile, so that editors complete its keys and values."""

from __future__ import annotations

from typing import Any, Final

from bole.facts.catalogues import Catalogue
from bole.facts.definitions import FactDef, FamilyDef
from bole.facts.vocabulary import Vocabulary, words_of

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"

#: Words any value may be: not known, not there, not told.
SPECIAL: Final = ("不知道", "unknown", "没有", "无", "none", "不愿提供", "declined")
_ASSURANCES: Final = ("claimed", "evidenced", "verified", "自述", "有材料", "已核实")
_HINTS: Final = {
    "date": "2019 / 2019-03 / 2019-03-05 / 2019..2021",
    "amount": "500万 / 1.2亿元 / 80000",
    "percent": "30%",
    "bool": "是 / 否",
}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/$defs/{name}"}


_BACKING: Final[dict[str, Any]] = {
    "assurance": {"title": "核验 Assurance", "enum": list(_ASSURANCES)},
    "source": {"title": "来源 Source", "type": "string"},
    "evidence": {"title": "材料 Evidence", "type": ["string", "array"]},
}
_BACKED: Final = {
    "assurance": _ref("assurance"), "核验": _ref("assurance"), "source": _ref("source"),
    "来源": _ref("source"), "evidence": _ref("evidence"), "材料": _ref("evidence"),
}  # fmt: skip


def profile_schema(vocabulary: Vocabulary) -> dict[str, Any]:
    """A JSON Schema (draft 2020-12): ids, Chinese and English labels and aliases are all keys."""
    defs: dict[str, Any] = {**_BACKING, "special": {"enum": [*SPECIAL, None]}}
    defs.update({f"list.{c.id}": _choice(c) for c in vocabulary.catalogues.values()})
    top: dict[str, Any] = {}
    nested: dict[str, dict[str, Any]] = {"person": {}, "employer": {}, "team": {}}
    for fact in vocabulary.facts.values():
        defs[fact.id] = _value(fact, vocabulary)
        for word in words_of(fact):
            top[word] = nested[fact.of][word] = _ref(fact.id)
        nested[fact.of][fact.id.rpartition(".")[2]] = _ref(fact.id)
    for family in vocabulary.families.values():
        defs[family.id] = _family(family)
        defs[f"{family.id}[]"] = _record(family)
        for field in family.fields.values():
            defs[f"{family.id}.{field.id}"] = _value(field, vocabulary)
        for word in words_of(family):
            top.setdefault(word, _ref(family.id))
            nested[family.of].setdefault(word, _ref(family.id))
    owners = {
        "person": ("person", "个人"),
        "employer": ("employer", "单位"),
        "team": ("team", "团队"),
    }
    for owner, words in owners.items():
        defs[f"of_{owner}"] = _object(nested[owner])
        top.update(dict.fromkeys(words, _ref(f"of_{owner}")))
    top.update(_rest(vocabulary))
    return {"$schema": DRAFT, "title": "bole profile 个人档案", **_object(top), "$defs": defs}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _rest(vocabulary: Vocabulary) -> dict[str, Any]:
    families = [w for f in vocabulary.families.values() for w in words_of(f)]
    complete = {
        "title": "没有更多 No more records",
        "description": "all，或列出没有更多的各类记录 / all, or the families that are complete",
        "anyOf": [
            {"enum": ["all", "全部", "是", True, False, None]},
            {"type": "array", "items": {"enum": families}},
        ],
    }
    claims = {
        "title": "主张的条款 Claimed clauses",
        "description": "条款地址，例如 附件/（一）/2/（6） / addresses of clauses",
        "type": ["array", "string", "null"],
        "items": {"type": "string"},
    }
    meta = {"title": "说明 Remarks"}
    return {
        "complete": complete, "完整": complete, "没有更多": complete,
        "claims": claims, "主张": claims, "meta": meta, "说明": meta,
    }  # fmt: skip


def _family(family: FamilyDef) -> dict[str, Any]:
    record = _ref(f"{family.id}[]")
    first = next(iter(family.fields.values()))
    entry = {"anyOf": [record, {"type": "string"}]} if first.kind == "choice" else record
    listed = {"type": "array", "items": entry}
    closed: dict[str, Any] = {"complete": {}, "完整": {}, "没有更多": {}}
    whole = _object({"records": listed, "条目": listed, **closed, **_BACKED})
    return {
        **_words(family.label.zh, family.label.say("en"), family.help.zh, family.help.say("en")),
        "anyOf": [listed, whole, record, _ref("special")],
    }


def _record(family: FamilyDef) -> dict[str, Any]:
    properties: dict[str, Any] = dict(_BACKED)
    for field in family.fields.values():
        properties.update(dict.fromkeys(words_of(field), _ref(f"{family.id}.{field.id}")))
    return _object(properties)


def _value(fact: FactDef, vocabulary: Vocabulary) -> dict[str, Any]:
    plain = _plain(fact, vocabulary)
    wrapped = _object({"value": plain, "值": plain, **_BACKED})
    wrapped["anyOf"] = [{"required": ["value"]}, {"required": ["值"]}]
    hint = _HINTS.get(fact.kind, "")
    return {
        **_words(fact.label.zh, fact.label.say("en"), fact.help.zh, fact.help.say("en"), hint),
        "anyOf": [plain, wrapped, _ref("special")],
    }


def _plain(fact: FactDef, vocabulary: Vocabulary) -> dict[str, Any]:
    if fact.kind == "choice":
        one = _ref(f"list.{fact.catalogue}")
        listed = {"type": "array", "items": one}
        return {"anyOf": [one, listed, {"type": "string"}]} if fact.many else one
    if fact.kind == "bool":
        return {"enum": [True, False, "是", "否", "有", "没有", "yes", "no"]}
    if fact.kind == "text":
        return {"type": ["string", "number"]}
    span = _object({"from": {"type": ["string", "number", "null"]},
                    "to": {"type": ["string", "number", "null"]}})  # fmt: skip
    return {"anyOf": [{"type": ["string", "number"]}, span]}


def _choice(catalogue: Catalogue) -> dict[str, Any]:
    words: dict[str, None] = {}
    for value in catalogue.values.values():
        names = (value.id, value.name.zh, value.name.en, *value.aliases)
        words.update(dict.fromkeys(w for w in names if w))
    listed: dict[str, Any] = {"enum": list(words)}
    return {"anyOf": [listed, {"type": "string"}]} if catalogue.open else listed


def _words(zh: str, en: str, *more: str) -> dict[str, str]:
    title = f"{zh} {en}" if en != zh else zh
    description = " / ".join(dict.fromkeys(m for m in more if m))
    return {"title": title, "description": description} if description else {"title": title}
