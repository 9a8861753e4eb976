"""`make bench`: runs the benchmarks named on the command line, or all of them."""

from __future__ import annotations

import sys

from benchmarks import one_person, pages

BENCHMARKS = {"one_person": one_person.run, "pages": pages.run}


def main(names: list[str]) -> None:
    """Runs each benchmark and prints its table."""
    for name in names or list(BENCHMARKS):
        BENCHMARKS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
