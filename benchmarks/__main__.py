"""`make bench`: runs the benchmarks named on the command line, or all of them.

`python -m benchmarks screen --size 10000000` measures one size of register alone.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from benchmarks import one_person, pages, screen, web

BENCHMARKS: dict[str, Callable[[list[str]], None]] = {
    "one_person": lambda _: one_person.run(),
    "pages": lambda _: pages.run(),
    "screen": screen.run,
    "web": web.run,
}


def main(words: list[str]) -> None:
    """Runs each benchmark named, with the options behind the names, and prints its table."""
    names = [w for w in words if w in BENCHMARKS]
    options = [w for w in words if w not in BENCHMARKS]
    for name in names or list(BENCHMARKS):
        BENCHMARKS[name](options)


if __name__ == "__main__":
    main(sys.argv[1:])
