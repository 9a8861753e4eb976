"""Asking the employer's officers for what they bring."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.urls import reverse

from bole.text import Text, join
from bole.web.applications.models import Case
from bole.web.applications.packs import title_of
from bole.web.common import clock
from bole.web.notices import services as notices
from bole.web.organisations.models import Membership
from bole.web.uploads.pages import Row


def ask(case: Case, *, rows: Sequence[Row]) -> int:
    """How many officers were told, each once a day."""
    day = clock.today()
    missing = join([r.entry.material.label for r in rows if r.entry.missing])
    held = Membership.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=day),
        organisation=case.employer, role="employer_officer", starts_on__lte=day,
    ).select_related("user")  # fmt: skip
    officers = {m.user_id: m.user for m in held}
    title = title_of(case)
    for officer in officers.values():
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
