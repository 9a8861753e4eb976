"""The command `bole`: one module per verb, imported when it is called."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from collections.abc import Callable
from typing import Any

import click

from bole.problems import Problems
from bole.text import Lang

NOT_VERBS = frozenset({"asking", "mutants_text", "opening", "options", "site"})


class Verbs(click.Group):
    """Finds `bole.cli.<verb>:command`; a verb that is not called costs nothing."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs by name."""
        return sorted(
            info.name for info in pkgutil.iter_modules(__path__) if info.name not in NOT_VERBS
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's command, None where there is none."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(f"bole.cli.{cmd_name}").command
        return command


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name=None, version=__import__("bole").__version__)
def group() -> None:
    """伯乐 bole: talent policies as data, judged, explained and carried out.

    人才政策变成数据：判断、解释、办理。Language: --lang or BOLE_LANG (zh, en).
    """


def main(argv: list[str] | None = None) -> None:
    """Runs the command; problems go to stderr in words, with exit status 2."""
    try:
        group.main(args=argv, prog_name="bole", standalone_mode=True)
    except Problems as problems:
        click.echo(problems.render(lang=language(argv)), err=True)
        sys.exit(2)
    except BrokenPipeError:
        # The reader of a pipe went away: not an error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def language(argv: list[str] | None = None) -> Lang:
    """The language asked for on the command line or in BOLE_LANG; Chinese otherwise."""
    words = sys.argv[1:] if argv is None else argv
    asked = os.environ.get("BOLE_LANG", "zh")
    for n, word in enumerate(words):
        if word == "--lang" and n + 1 < len(words):
            asked = words[n + 1]
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
    return "en" if asked.startswith("en") else "zh"


def warn_of_unreadable(*, lang: Lang) -> None:
    """Says on stderr which packs cannot be read; the others go on."""
    from bole.policy import library

    for problems in library.unreadable().values():
        click.echo(problems.render(lang=lang), err=True)


def lang_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--lang zh|en`."""
    return click.option(
        "--lang",
        type=click.Choice(["zh", "en"]),
        default=None,
        callback=lambda ctx, param, value: value or language(),
        help="Language of the answer (default: BOLE_LANG or zh).",
    )(function)
