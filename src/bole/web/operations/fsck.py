"""Does everything that is stored agree?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bole.plugins import modules_by
from bole.text import Text
from bole.web.operations import checks
from bole.web.operations.findings import Finding


@dataclass(frozen=True, slots=True)
class Checked:
    """One check and all that it found, in order."""

    label: Text
    findings: tuple[Finding, ...]

    @property
    def wrong(self) -> int:
        """How many findings are faults and not only left over."""
        return sum(not f.harmless for f in self.findings)


def fsck() -> Iterator[Checked]:
    """Each check, as soon as it is done."""
    members = modules_by("LABEL", package=checks.__name__, path=checks.__path__)
    for label, module in members.items():
        look: Callable[[], Iterator[Finding]] = module.look
        yield Checked(label, tuple(look()))  # type: ignore[arg-type]


def repair(found: Checked) -> int:
    """How many of its findings were put right; only what can lose nothing is."""
    done = 0
    for finding in found.findings:
        if finding.repair is not None:
            finding.repair()
            done += 1
    return done
