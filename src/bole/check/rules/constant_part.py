"""Parts that always hold or never can."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.context import Context, name
from bole.check.logic import constant
from bole.criteria.kernel import Formula, Reading, Readings
from bole.policy.index import bare, nodes_in
from bole.problems import Problem, problem
from bole.text import Text

CODE = "P004"
TITLE = Text("恒真或恒假", "Always or never")
DOC = Text(
    "写法使条件总是符合或总不符合（门槛超出目录、两头矛盾、至少 0 项……），分支等于没有。",
    "The way it is written, the condition always or never holds (a threshold beyond the catalogue, bounds that clash, at least 0 …): the branch is dead.",
)


def _options(node: Formula) -> tuple[Reading, ...]:
    """The ways to read a text: one of them may well ask for nothing."""
    core = bare(node)
    return core.options if isinstance(core, Readings) else ()


def find(context: Context) -> Iterator[Problem]:
    """One problem for each node that is constant, unless it is so because of one below."""
    words = context.pack.vocabulary
    free = {id(o.part) for n, _ in context.nodes() for o in _options(n)}
    dead = {
        id(n): level for n, _ in context.nodes() if (level := constant(n, words=words)) is not None
    }
    for node, meta in context.nodes():
        inside = [n for n in nodes_in(node) if n is not node and id(n) in dead]
        if id(node) not in dead or id(node) in free or inside:
            continue
        label = name(meta)
        zh, en = (
            ("总是符合", "always holds") if dead[id(node)] else ("不可能符合", "can never hold")
        )
        where = context.places.node(meta.id)
        yield problem(CODE, f"{label.zh}{zh}", f"{label.say('en')} {en}", where=where)
