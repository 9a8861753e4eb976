"""The JSON Schema of a pack's files, built from the predicates, so that editors complete them."""

from __future__ import annotations

from typing import Any, Final

from bole import levels
from bole.criteria import predicates
from bole.criteria.build import COMMON, STRUCTURE
from bole.facts.definitions import KINDS
from bole.facts.model import Assurance
from bole.policy.cases import KEYS

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
ADDRESS: Final = {
    "type": "string",
    "description": "条款地址，如 附件/（一）/2/（3） Address of a clause",
}
WORD: Final = {"type": "string"}
WORDS: Final = {"type": "array", "items": WORD}
FLAG: Final = {"type": "boolean"}
SCALAR: Final = {"type": ["string", "number", "boolean"]}
TEXT: Final = {
    "description": "中文，或 {zh, en} Chinese, or both languages",
    "oneOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {"zh": WORD, "en": WORD},
            "required": ["zh"],
            "additionalProperties": False,
        },
    ],
}


def pack_schema() -> dict[str, Any]:
    """A JSON Schema (draft 2020-12) of pack, parameters, criteria, clauses and cases files.

    Each of them satisfies the whole; `$defs` holds one by the file's name.
    """
    files = ("pack", "parameters", "criteria", "clauses", "cases")
    return {
        "$schema": DRAFT,
        "title": "bole pack",
        "anyOf": [_ref(name) for name in files],
        "$defs": {
            "text": TEXT,
            "node": _node(),
            "pack": _pack(),
            "parameters": _parameters(),
            "criteria": _criteria(),
            "clauses": _clauses(),
            "cases": _cases(),
        },
    }


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def _object(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _listed(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


def _named(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": item}


def _node() -> dict[str, Any]:
    """One condition: common keys, exactly one operator, and what that operator reads beside."""
    known = predicates.registry()
    operators = {**_structure(), **{k: _predicate(p) for k, p in known.items()}}
    extras: dict[str, Any] = {
        key: {} for p in known.values() for key in sorted(p.extra) if key not in operators
    }
    return {
        **_object({**_common(), **extras, **operators}),
        "oneOf": [{"required": [key]} for key in operators],
    }


def _common() -> dict[str, Any]:
    known = {
        "cite": ADDRESS,
        "label": _ref("text"),
        "note": _ref("text"),
        "claimed": FLAG,
        "applies": _object({"tiers": WORDS, "tracks": WORDS}),
    }
    return {key: known.get(key, WORD) for key in sorted(COMMON)}


def _predicate(predicate: predicates.Predicate) -> dict[str, Any]:
    return {"title": predicate.doc, **predicate.schema}


def _structure() -> dict[str, Any]:
    node, nodes = _ref("node"), _listed(_ref("node"))
    known: dict[str, Any] = {
        "all": nodes,
        "any": nodes,
        "one_of": {
            **nodes,
            "description": "编号的认定条件，各有条款号 Numbered criteria, each cited",
        },
        "at_least_of": _object({"n": {"type": "integer"}, "of": nodes}, "n", "of"),
        "not": node,
        "soft": {"type": "object", "properties": {"ground": _ref("text")}},
        "readings": {"type": "object", "properties": {"key": WORD}, "required": ["key"]},
        "judgement": _object(
            {"by": WORD, "rubric": _ref("text"), "quorum": {"type": "integer", "minimum": 1}}, "by"
        ),
    }
    return {key: known.get(key, WORD) for key in STRUCTURE}


def _criteria() -> dict[str, Any]:
    tiers = _named(_ref("node"))
    return _object(
        {"general": _listed(_ref("node")), "programme": WORD, "track": WORD, "tiers": tiers}
    )


def _pack() -> dict[str, Any]:
    text = _ref("text")
    stage = _object({"id": WORD, "label": text}, "id", "label")
    track = _object(
        {"id": WORD, "label": text, "cite": ADDRESS, "lead": text, "field": WORD}, "id", "label"
    )
    tier = _object(
        {"id": WORD, "label": text, "cite": ADDRESS, "direct": FLAG, "summary": text}, "id", "label"
    )
    document = {"title": text, "issuer": text, "number": WORD, "issued": SCALAR}
    programme = {
        "type": "object",
        "properties": {
            "id": WORD,
            "title": text,
            "summary": text,
            "subject": {"enum": ["person", "team", "employer"]},
            "who": _listed(_object({"text": text, "cite": ADDRESS}, "text")),
            "tracks": _listed(track),
            "tiers": _listed(tier),
        },
        "required": ["id", "title", "tiers"],
    }
    return {
        "type": "object",
        "properties": {
            "format": {"const": 1},
            "version": SCALAR,
            "region": text,
            "document": _object(document, "title"),
            "stages": _listed(stage),
            "default_stage": WORD,
            "programmes": {**_listed(programme), "minItems": 1},
        },
        "required": ["format", "version", "region", "programmes"],
    }


def _parameters() -> dict[str, Any]:
    text = _ref("text")
    parameter = {
        "label": text,
        "kind": {"enum": list(KINDS)},
        "value": {"type": [*SCALAR["type"], "null"]},
        "cite": ADDRESS,
        "settable": FLAG,
        "minimum": SCALAR,
        "maximum": SCALAR,
    }
    option = {
        "type": "object",
        "properties": {"id": WORD, "label": text},
        "required": ["id", "label"],
    }
    question = {"label": text, "cite": ADDRESS, "options": _listed(option)}
    return _object(
        {
            "parameters": _named(_object(parameter, "label", "kind")),
            "readings": _named(_object(question, "label", "options")),
        }
    )


def _clauses() -> dict[str, Any]:
    text = _ref("text")
    clause = {"label": text, "kind": WORD, "hash": WORD, "why_not": text}
    return _object({"clauses": _named(_object(clause))}, "clauses")


def _cases() -> dict[str, Any]:
    standing = {"enum": list(levels.NAMES.values())}
    expected = {"oneOf": [standing, _object({"standing": standing, "missing": WORDS}, "standing")]}
    decision = {
        "key": WORD, "value": SCALAR, "on": WORD, "by": WORD, "reason": _ref("text"),
    }  # fmt: skip
    known: dict[str, Any] = {
        "why": _ref("text"),
        "cite": ADDRESS,
        "assurance": {"enum": [a.name.lower() for a in Assurance]},
        "facts": {"type": "object"},
        "without": WORDS,
        "claims": WORDS,
        "rulings": _named({"enum": ["meets", "not_met"]}),
        "decisions": _listed(_object(decision, "key", "value", "on", "by", "reason")),
        "expect": {**_named(expected), "minProperties": 1},
    }
    case = _object({key: known.get(key, WORD) for key in KEYS}, "id", "why", "cite", "expect")
    return _object({"bases": _named({"type": "object"}), "cases": _listed(case)})
