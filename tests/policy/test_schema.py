from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bole.criteria import predicates
from bole.policy import library
from bole.policy.schema import pack_schema
from bole.yamlfile import read_yaml

SCHEMA = pack_schema()
FILES = [
    pytest.param(path, id=path.relative_to(library.home()).as_posix())
    for path in sorted(library.home().rglob("*.yaml"))
    if not {"vocabulary", "_shared"} & set(path.parts)
]


def validator(name: str) -> Any:
    """Validates one kind of file."""
    return jsonschema.Draft202012Validator({**SCHEMA, "anyOf": [{"$ref": f"#/$defs/{name}"}]})


def kind(path: Path) -> str:
    """Which definition a file has to satisfy; "" where there is none."""
    name = path.parent.name if path.parent.name in ("criteria", "cases") else path.stem
    return name if name in SCHEMA["$defs"] else ""


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", FILES)
def test_every_file_of_every_pack_satisfies_it(path: Path) -> None:
    if kind(path):
        wrong = [
            f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}"
            for e in validator(kind(path)).iter_errors(read_yaml(path).data)
        ]
        assert not wrong, "\n".join(wrong)


def test_every_predicate_is_in_the_schema_with_its_line() -> None:
    known = SCHEMA["$defs"]["node"]["properties"]
    for key, predicate in predicates.registry().items():
        assert known[key]["title"] == predicate.doc


@pytest.mark.parametrize(
    "node",
    [
        {"fact": "on_job", "is": True, "has": "papers"},
        {"id": "a"},
        {"fact": "on_job", "if": True},
        {"judgement": {"rubric": "x"}},
    ],
)
def test_nodes_with_no_or_two_operators_or_unknown_keys_are_refused(node: Any) -> None:
    assert not validator("criteria").is_valid({"general": [node]})
