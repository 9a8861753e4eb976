"""Telling people of a submission beside the request: on the last evening the queue is long."""

from __future__ import annotations

from django.db import transaction
from django_tasks import task

from bole.web.applications.models import Submission
from bole.web.applications.notifying import tell_submitted


def tell_soon(submission: Submission) -> None:
    """Has people told, by the same commit that keeps the submission; at once where no queue can."""
    if tell_of.get_backend().supports_defer:
        tell_of.enqueue(submission.pk)
    else:
        tell_submitted(submission)


@task()
def tell_of(submission: int) -> None:
    """Tells whoever a submission concerns; who was told already is not told twice."""
    rows = Submission.objects.select_related(
        "case__filer", "case__filer_organisation", "case__employer", "case__recommender"
    )
    with transaction.atomic():
        tell_submitted(rows.defer("content").get(pk=submission))
