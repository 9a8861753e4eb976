"""An office's decisions: dated, reasoned, audited; a later one ends the earlier, none is deleted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from bole.policy.cycle import decide as check
from bole.policy.pack import Pack, Programme
from bole.policy.part import Part
from bole.problems import Problem, Problems
from bole.web.audit.services import record
from bole.web.common import clock
from bole.web.cycles import errors, public, tasks
from bole.web.cycles.ends import end_of
from bole.web.cycles.models import Decision, Extension, Quota
from bole.web.cycles.queries import SEPARATOR, quota_version, switches
from bole.web.organisations.permissions import Actor
from bole.yamlfile import Document


@dataclass(frozen=True, slots=True)
class Made:
    """Under which date, why and by whom something is decided."""

    on: dt.date
    reason: str
    by: Actor

    def problems(self) -> list[Problem]:
        """What is wrong with it."""
        found = [] if self.reason.strip() else [errors.NO_REASON]
        return found if self.on <= clock.today() else [*found, errors.BAD_DAY]

    def columns(self, pack: Pack) -> dict[str, Any]:
        """As the rows keep it."""
        return {
            "pack": pack.id, "on": self.on, "by": self.by.user, "reason": self.reason.strip(),
            "organisation": self.by.organisation, "made_at": clock.now(),
        }  # fmt: skip


@transaction.atomic
def decide(
    pack: Pack, *, kind: str, key: str, value: str, made: Made, seen: int | None
) -> Decision:
    """A parameter's value, an adopted reading or a switch; ends the one that stood.

    `seen` is the decision that stood when the person looked (None: none). Raises Problems.
    """
    wrong = made.problems() + problems_of(pack, kind=kind, key=key, value=value)
    stood = _standing(pack, kind=kind, key=key)
    if (stood.pk if stood else None) != seen:
        wrong.append(errors.MEANWHILE)
    elif stood and stood.value == value:
        wrong.append(errors.SAME)
    if wrong:
        raise Problems(wrong)
    if stood:
        _end(stood, by=made.by, reason="")
    try:
        with transaction.atomic():
            row = Decision.objects.create(kind=kind, key=key, value=value, **made.columns(pack))
    except IntegrityError as error:
        raise Problems([errors.MEANWHILE]) from error
    content = {"kind": kind, "key": key, "value": value, "before": stood.value if stood else None}
    _note("cycle.decided", pack, made=made, content=content)
    return row


@transaction.atomic
def set_quotas(
    pack: Pack,
    *,
    programme: Programme,
    table: str,
    rows: Mapping[tuple[str, ...], int | None],
    made: Made,
    seen: int | None = None,
) -> int:
    """Sets the rows of a quota table that differ (None: no quota any more); how many differed.

    `seen` is the table's `quota_version` when the person looked: what somebody else has set
    since is not set back. Raises Problems.
    """
    wrong = made.problems()
    if table not in {limit.table for limit in programme.process.limits if limit.table}:
        wrong.append(errors.UNKNOWN)
    if any(most is not None and most < 0 for most in rows.values()):
        wrong.append(errors.BAD_MOST)
    found = Quota.objects.select_for_update().filter(
        pack=pack.id, programme=programme.id, table=table, ended_at=None
    )
    stand = {tuple(q.key.split(SEPARATOR)): q for q in found}
    # After the rows are locked: whoever set them at the same time has finished by now.
    if seen is not None and seen != quota_version(pack, programme=programme.id, table=table):
        wrong.append(errors.MEANWHILE)
    changed = {k: v for k, v in rows.items() if v != (stand[k].most if k in stand else None)}
    if not changed:
        wrong.append(errors.SAME)
    if wrong:
        raise Problems(wrong)
    for key, most in changed.items():
        if key in stand:
            _end(stand[key], by=made.by, reason="")
        if most is not None:
            Quota.objects.create(
                programme=programme.id, table=table, key=SEPARATOR.join(key), most=most,
                **made.columns(pack),
            )  # fmt: skip
    content = {
        "programme": programme.id, "table": table,
        "rows": [[list(k), stand[k].most if k in stand else None, v] for k, v in changed.items()],
    }  # fmt: skip
    _note("cycle.quotas", pack, made=made, content=content)
    return len(changed)


@transaction.atomic
def extend(
    pack: Pack,
    *,
    programme: Programme,
    what: str,
    until: dt.datetime,
    drafts_before: dt.datetime | None,
    made: Made,
) -> Extension:
    """Moves a deadline for everyone or for drafts begun before a moment, and tells them.

    It ends the earlier extension for the same people. Raises Problems.
    """
    end, now = end_of(programme, what), clock.now()
    wrong = made.problems()
    if end is None:
        raise Problems([*wrong, errors.UNKNOWN])
    rows = Extension.objects.select_for_update().filter(
        pack=pack.id, programme=programme.id, what=what, ended_at=None
    )
    same = [row for row in rows if row.drafts_before == drafts_before]
    if until <= max([end, *(row.until for row in same)]):
        wrong.append(errors.EARLIER)
    if until <= now:
        wrong.append(errors.PAST)
    if drafts_before is not None and drafts_before > now:
        wrong.append(errors.BAD_BEFORE)
    if wrong:
        raise Problems(wrong)
    for row in same:
        _end(row, by=made.by, reason="")
    row = Extension.objects.create(
        programme=programme.id, what=what, until=until, drafts_before=drafts_before,
        **made.columns(pack),
    )  # fmt: skip
    content = {
        "programme": programme.id, "what": what, "until": until.isoformat(),
        "drafts_before": drafts_before.isoformat() if drafts_before else "",
    }  # fmt: skip
    _note("cycle.extended", pack, made=made, content=content)
    tasks.tell_soon(row.pk)
    transaction.on_commit(public.forget)
    return row


@transaction.atomic
def end(row: Decision | Extension, *, pack: Pack, made: Made) -> None:
    """Ends a decision without another in its place: what the document says holds again."""
    wrong = made.problems()
    locked = type(row).objects.select_for_update().get(pk=row.pk)
    if locked.ended_at is not None:
        wrong.append(errors.ENDED)
    if wrong:
        raise Problems(wrong)
    _end(locked, by=made.by, reason=made.reason)
    content = {"table": type(row).__name__.lower(), "id": row.pk}
    _note("cycle.ended", pack, made=made, content=content)
    transaction.on_commit(public.forget)


def problems_of(pack: Pack, *, kind: str, key: str, value: str) -> list[Problem]:
    """What is wrong with deciding this; the pack says what can be set, and how far."""
    if kind == "switch":
        known = key in {switch.key for switch in switches(pack)}
        return [] if known and value in ("on", "off") else [errors.UNKNOWN]
    if kind == "reading" and key in pack.readings:
        options = {option.id for option in pack.readings[key].options}
        return [] if value in options else [errors.NO_OPTION]
    if kind != "parameter" or key not in pack.parameters:
        return [errors.UNKNOWN]
    if not pack.parameters[key].settable:
        return [errors.FIXED]
    data = {"decisions": [{"key": key, "value": value, "on": "-", "by": "-", "reason": "-"}]}
    problems: list[Problem] = []
    check(Part(Document("", "", data), (), data, problems), pack=pack)
    return [Problem(f"cycles.{p.code}", p.message, hint=p.hint) for p in problems]


def _standing(pack: Pack, *, kind: str, key: str) -> Decision | None:
    rows = Decision.objects.select_for_update()
    return rows.filter(pack=pack.id, kind=kind, key=key, ended_at=None).first()


def _end(row: Decision | Quota | Extension, *, by: Actor, reason: str) -> None:
    row.ended_at, row.ended_by, row.ended_reason = clock.now(), by.user, reason.strip()
    row.save(update_fields=["ended_at", "ended_by", "ended_reason"])


def _note(action: str, pack: Pack, *, made: Made, content: Mapping[str, Any]) -> None:
    told = {"on": made.on.isoformat(), "reason": made.reason.strip()} | dict(content)
    record(action, actor=made.by.user, role=made.by.role, about=f"pack:{pack.id}", content=told)
