"""Asking the employer's officers for what they bring."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from bole.text import Text, join
from bole.web.applications.models import Case
from bole.web.applications.notifying import people_of
from bole.web.applications.packs import title_of
from bole.web.common import clock
from bole.web.notices import services as notices
from bole.web.uploads.pages import Row


def ask(case: Case, *, rows: Sequence[Row]) -> int:
    """How many officers were told, each once a day."""
    day = clock.today()
    missing = join([r.entry.material.label for r in rows if r.entry.missing])
    officers = people_of(case.employer, role="employer_officer") if case.employer else []
    title = title_of(case)
    for officer in officers:
        notices.tell(
            officer,
            kind="task",
            title=Text(f"请上传单位的材料：{title.zh}", f"Materials wanted: {title.say('en')}"),
            body=Text(
                f"{case.subject or '申报人'}的申报还缺：{missing.zh}。",
                f"The application of {case.subject or 'the applicant'} lacks: {missing.say('en')}.",
            ),
            url=reverse("case_materials", args=[case.id]),
            about=case.about,
            once=f"materials:{case.id}:{day.isoformat()}",
        )
    return len(officers)
