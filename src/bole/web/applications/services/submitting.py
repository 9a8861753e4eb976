"""Submission: one application whatever is pressed twice, retried, or falls over.

Everything happens in one transaction, under the case's lock. The same key is the same submission.
The moment that counts is when the request arrived; waiting for a lock makes nobody late.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import IntegrityError

from bole import levels
from bole.problems import Problems, problem
from bole.process.model import Event as Deed
from bole.web.applications import gates
from bole.web.applications.freezing import frozen, sha256_of
from bole.web.applications.models import Case, Submission
from bole.web.applications.numbers import next_number
from bole.web.applications.packs import Rules
from bole.web.applications.services import moving
from bole.web.applications.tasks import tell_soon
from bole.web.applications.world import Situation
from bole.web.audit import services as audit
from bole.web.common import clock
from bole.web.profiles.models import FactSheet


@moving.retried
def submit(
    case: Case, *, by: Any, role: str, key: uuid.UUID, at: dt.datetime | None = None,
    organisation: Any = None, rules: Rules | None = None,
) -> Submission:  # fmt: skip
    """The submission; `at` is when the request arrived. Raises Problems with all hard gates."""
    row = moving.locked(case)
    _lend(row, case, by=by)
    earlier = _earlier(row, key=key)
    if earlier is not None:
        return earlier
    if not row.open:
        raise Problems([problem("ended", "这件申报不能再提交", "This case cannot be submitted")])
    _freeze_sheets(row)
    situation = Situation(row, at=at or clock.now(), rules=rules)
    standing_against = gates.hard(gates.gates(situation, advice=False))
    if standing_against:
        raise Problems(gate.problem for gate in standing_against)
    if _completes(situation):
        return _complete(situation, by=by, role=role, key=key, organisation=organisation)
    return _file(situation, by=by, role=role, key=key, organisation=organisation)


def _lend(row: Case, case: Case, *, by: Any) -> None:
    """The locked row takes over what has been read already and cannot have changed."""
    if by.pk == row.filer_id:
        row.filer = by
    for name in ("employer", "recommender", "filer_organisation"):
        known = case._state.fields_cache.get(name)
        if known is not None and known.pk == getattr(row, f"{name}_id"):
            setattr(row, name, known)


def _earlier(case: Case, *, key: uuid.UUID) -> Submission | None:
    """What the same press, or another one on the same draft, has submitted already."""
    if case.submitted_at is None:
        return None
    same = Submission.objects.filter(idempotency=key, case=case).first()
    if same is None and not case.open and not case.result:
        same = case.submissions.order_by("-round").first()
    return same


def _freeze_sheets(case: Case) -> None:
    """Reads both sheets again under a lock: what is frozen is what stood at one moment."""
    wanted = sorted((case.person_sheet_id, case.sheet_id))
    rows = FactSheet.objects.select_for_update().filter(pk__in=wanted).order_by("pk")
    held = {sheet.pk: sheet for sheet in rows}
    case.person_sheet, case.sheet = held[case.person_sheet_id], held[case.sheet_id]


def _completes(situation: Situation) -> bool:
    """True where an officer asked for completion: the stage stays theirs."""
    stage = situation.rules.stage(situation.case.stage)
    return stage is not None and stage.kind != "file"


def _file(
    situation: Situation, *, by: Any, role: str, key: uuid.UUID, organisation: Any
) -> Submission:
    """The application itself, or again after it was returned."""
    stage = situation.rules.stage(situation.case.stage)
    assert stage is not None
    deed = Deed(situation.at, stage.by, "submit")
    moving.move(situation, deed, user=by, organisation=organisation)
    return _keep(situation, by=by, role=role, key=key, action="case.submit")


def _complete(
    situation: Situation, *, by: Any, role: str, key: uuid.UUID, organisation: Any
) -> Submission:
    """What was asked for has been completed: the officer goes on."""
    filer = situation.rules.filing.by
    deed = Deed(situation.at, filer, "complete")
    moving.note(situation.case, deed, user=by, organisation=organisation)
    return _keep(situation, by=by, role=role, key=key, action="case.complete")


def _keep(situation: Situation, *, by: Any, role: str, key: uuid.UUID, action: str) -> Submission:
    """Freezes the content, numbers the case, and writes it all down."""
    case = situation.case
    case.person_index = situation.person_index
    case.unlocked, case.complete_by = [], None
    case.pack_version = situation.rules.pack.version
    case.standing = _standing(situation)
    case.changed_at = clock.now()
    _name_subject(situation)
    first = case.submitted_at is None
    if first:
        case.submitted_at = situation.at
    content = frozen(situation, number=case.number or "")
    if first:
        # The number comes late: whoever takes one keeps the others of the programme waiting.
        content["number"] = case.number = next_number(case)
    submission = Submission(
        case=case,
        round=1 if first else case.submissions.count() + 1,
        at=situation.at,
        by=by,
        idempotency=key,
        pack_fingerprint=situation.rules.pack.fingerprint,
        cycle_fingerprint=situation.cycle.fingerprint,
        content=content,
        sha256=sha256_of(content),
    )
    _insert(submission)
    case.save()
    audit.record(
        action,
        actor=by,
        role=role,
        about=case.about,
        content={
            "number": case.number, "sha256": submission.sha256, "round": submission.round,
            "at": situation.at.isoformat(),
        },
    )  # fmt: skip
    tell_soon(submission)
    return submission


def _insert(submission: Submission) -> None:
    """Writes it; a key that another case has used ends the transaction."""
    try:
        submission.save(force_insert=True)
    except IntegrityError as error:
        zh, en = "这个页面属于另一件申报", "This page belongs to another case"
        raise Problems([problem("key", zh, en)]) from error


def _standing(situation: Situation) -> str:
    key = (situation.case.programme, situation.case.track, situation.case.tier)
    level = situation.verdict.levels.get(key)
    return levels.NAMES[level] if level is not None else ""


def _name_subject(situation: Situation) -> None:
    """The name in the form names the case."""
    told = situation.facts.get("team.name").text or situation.facts.get("name").text
    situation.case.subject = told or situation.case.subject
