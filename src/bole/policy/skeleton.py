"""A new pack from the template: everything still to write is marked, every clause listed."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from bole.clauses import Clause
from bole.policy.pack import ClauseRef
from bole.problems import Problem, Problems, problem
from bole.text import Text

#: What the template writes where an author has to.
TODO = "待写"
#: The kind of a clause that nobody has classified yet.
UNSORTED = "todo"
TEMPLATE = "_template"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")


def write_skeleton(
    name: str, *, into: Path, template: Path, source: Clause | None = None
) -> tuple[Path, ...]:
    """The files of the new pack `region/programme/year` below `into`, as written.

    `source` is the document's clause tree; its clauses are listed by address and hash. Raises
    Problems where the name is no good or the folder is there already.
    """
    programme, year = _checked(name, into=into)
    written = []
    for path in sorted(template.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        text = text.replace("PROGRAMME", programme).replace("YEAR", year)
        if path.name == "clauses.yaml" and source is not None:
            text = text.replace("clauses: {}\n", listed(source))
        target = into / name / path.relative_to(template)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        written.append(target)
    return tuple(written)


def listed(source: Clause) -> str:
    """The clauses as YAML, each still to classify; the document's own words stay out."""
    rows = {
        clause.address: {"kind": UNSORTED, "hash": clause.hash, "label": ""}
        for clause in source.walk()
        if clause.address and clause.words
    }
    return yaml.safe_dump({"clauses": rows}, allow_unicode=True, sort_keys=False, width=100)


def unsorted(clause: ClauseRef) -> bool:
    """True for a clause that nobody has classified."""
    return not clause.label or clause.kind in ("", UNSORTED)


def _checked(name: str, *, into: Path) -> tuple[str, str]:
    parts = name.strip("/").split("/")
    problems: list[Problem] = []
    if len(parts) != 3 or not all(_NAME.fullmatch(p) for p in parts):
        hint = Text("例如 beijing/xicheng-xirong/2026", "For example beijing/xicheng-xirong/2026")
        zh, en = (
            "要写成 地区/计划/年，小写字母、数字、-、_",
            "Write region/programme/year in small letters",
        )
        problems.append(problem("name", zh, en, hint=hint))
    elif not re.fullmatch(r"(19|20|21)\d\d", parts[2]):
        problems.append(problem("year", f"年份不对：{parts[2]}", f"Not a year: {parts[2]}"))
    elif (into / name).exists():
        zh, en = f"已经有了：{into / name}", f"It is there already: {into / name}"
        problems.append(problem("exists", zh, en))
    if problems:
        raise Problems(problems)
    return parts[1], parts[2]
