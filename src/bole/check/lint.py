"""All findings on a pack: errors, warnings, and what is odd about the policy itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bole.check.context import Context
from bole.check.rules import registry
from bole.policy.pack import Pack
from bole.problems import Problem


@dataclass(frozen=True, slots=True)
class Findings:
    """What the linter found; only `errors` make a check fail."""

    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    #: About the document, for its authors; nothing in the pack is wrong.
    policy: tuple[Problem, ...]


def check_pack(pack: Pack | Context, *, codes: Iterable[str] = (), about: str = "") -> Findings:
    """The findings on a pack, of the rules named in `codes` where any are.

    `about` keeps what has that word in its place or message.

    Raises Problems where its cases cannot be read.
    """
    context = pack if isinstance(pack, Context) else Context(pack)
    wanted = frozenset(codes)
    errors: list[Problem] = []
    warnings: list[Problem] = []
    policy: list[Problem] = []
    for rule in registry():
        if wanted and rule.code not in wanted:
            continue
        for found in rule.find(context):
            if about not in f"{found.where} {found.message.zh} {found.message.en}":
                continue
            kind = policy if rule.about_policy else warnings if found.warning else errors
            kind.append(found)
    return Findings(tuple(errors), tuple(warnings), tuple(policy))
