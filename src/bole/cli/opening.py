"""Opening a pack for `bole check` and `bole test`, also while some of its files are unfinished."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from bole.check.context import Context
from bole.policy import library
from bole.policy.cases import case_files
from bole.policy.read import read_pack
from bole.problems import Problems
from bole.text import Lang, Text


def skip_broken_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--skip-broken`."""
    return click.option(
        "--skip-broken",
        is_flag=True,
        help="Leave out criteria and case files with errors, and say which.",
    )(function)


def opened(name: str, *, skip_broken: bool, lang: Lang) -> Context:
    """The pack and its cases; raises Problems where they cannot be read.

    With `skip_broken`, criteria and case files with errors are left out and named on stderr.
    """
    if not skip_broken:
        return Context(library.find_pack(name))
    id, folder = library.find_folder(name)
    without: frozenset[str] = frozenset()
    while True:
        try:
            vocabulary = library.shared_vocabulary()
            pack = read_pack(folder, id=id, vocabulary=vocabulary, without=without)
            context = Context(pack, without)
            _ = context.cases
        except Problems as problems:
            broken = _files(folder, problems) - without
            if not broken:
                raise
            for file in sorted(broken):
                said = Text(f"略过读不了的 {file}", f"Left out, cannot be read: {file}")
                click.echo(said.say(lang), err=True)
            without |= broken
        else:
            return context


def _files(folder: Path, problems: Problems) -> frozenset[str]:
    """The files of criteria and cases in which something is wrong."""
    candidates = {str(p) for p in ((folder / "criteria").glob("*.yaml"))}
    candidates |= {str(p) for p in case_files(folder)}
    return frozenset(p.where.file for p in problems.problems if p.where) & candidates
