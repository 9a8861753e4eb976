"""Which facts of what was filed an officer has held against the original."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction

from bole.problems import Problems, problem
from bole.web.applications.models import Case, Submission, Verified
from bole.web.applications.services import moving
from bole.web.audit import services as audit
from bole.web.common import clock
from bole.web.profiles.services import value_in


def verified_of(submission: Submission) -> dict[str, Verified]:
    """By key, what was held against the original, as far as the submission still says the same."""
    rows = Verified.objects.filter(case=submission.case_id).select_related("submission")
    return {row.key: row for row in rows if _stands(row, submission=submission)}


@transaction.atomic
def verify(
    case: Case, *, keys: Collection[str], shown: Collection[str], seen: int, by: Any, role: str
) -> None:
    """Of the keys that the page has `shown`, those in `keys` count as verified, the others do not.

    `seen` is the round of the submission on the page. Raises Problems where there is a later one.
    """
    moving.locked(case)
    last = case.submissions.order_by("-round").first()
    if last is None or last.round != seen:
        zh, en = "申报内容刚刚改过，请再核对", "The application has just changed: look once more"
        raise Problems([problem("moved", zh, en)])
    there = verified_of(last)
    told = {key for key in shown if value_in(last.content, key) is not None}
    new = sorted(told & set(keys) - there.keys())
    gone = sorted((told & there.keys()) - set(keys))
    if not new and not gone:
        return
    Verified.objects.filter(case=case, key__in=[*new, *gone]).delete()
    at = clock.now()
    Verified.objects.bulk_create(
        Verified(case=case, submission=last, key=key, by=by, at=at) for key in new
    )
    content = {"keys": new, "withdrawn": gone, "round": last.round}
    audit.record("case.verified", actor=by, role=role, about=case.about, content=content)


def _stands(row: Verified, *, submission: Submission) -> bool:
    """True where the key has the value that it had when somebody looked at the original."""
    if row.submission_id == submission.pk:
        return True
    then, now = row.submission.content, submission.content
    return bool(value_in(then, row.key) == value_in(now, row.key))
