"""Saving a section: both sheets in one transaction, while the case may be changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from bole.facts.vocabulary import Vocabulary
from bole.problems import Problems, problem
from bole.web.applications.models import Case
from bole.web.common import clock
from bole.web.profiles.bridge import sheet_for
from bole.web.profiles.services import Conflict, Saved, save, versions_in


@dataclass(frozen=True, slots=True)
class SectionSaved:
    """What a save of one section came to; `versions` are those of the keys that were asked."""

    at: Any
    changed: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    behind: tuple[str, ...]
    versions: Mapping[str, int]


@transaction.atomic
def save_section(
    case: Case,
    values: Mapping[str, Any],
    *,
    base: Mapping[str, int],
    by: Any,
    vocabulary: Vocabulary,
    over: frozenset[str] = frozenset(),
    source: str = "form",
) -> SectionSaved:
    """Saves keys of the person's and the case's sheet; `base` are the versions that the page showed.

    Raises Problems where the case takes no changes any more.
    """
    row = Case.objects.select_for_update().get(pk=case.pk)
    if not row.open:
        zh, en = "这份申报已经提交，不能再改", "This application was submitted; it stays as it is"
        raise Problems([problem("case.closed", zh, en)])
    allowed = {k: v for k, v in values.items() if row.may_change(k)}
    split: dict[str, dict[str, Any]] = {"person": {}, "case": {}}
    for key, value in allowed.items():
        split[sheet_for(key, vocabulary=vocabulary)][key] = value
    sheets = {"person": case.person_sheet, "case": case.sheet}
    done = [
        save(sheets[name], part, base=base, by=by, source=source, over=over)
        for name, part in split.items()
        if part
    ]
    now = clock.now()
    if any(s.changed for s in done):
        Case.objects.filter(pk=case.pk).update(changed_at=now)
    return _both(done, sheets=sheets, keys=values.keys(), at=now)


def _both(done: list[Saved], *, sheets: Mapping[str, Any], keys: Any, at: Any) -> SectionSaved:
    versions: dict[str, int] = {}
    behind = {key for s in done for key in s.behind} | {c.key for s in done for c in s.conflicts}
    for sheet in sheets.values():
        for key, version in versions_in(sheet.content, keys).items():
            if version and key not in behind:
                versions[key] = version
    return SectionSaved(
        at=at,
        changed=tuple(key for s in done for key in s.changed),
        conflicts=tuple(c for s in done for c in s.conflicts),
        behind=tuple(key for s in done for key in s.behind),
        versions=versions,
    )
