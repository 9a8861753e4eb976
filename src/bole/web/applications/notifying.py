"""Who is told what about a case; after the deed, in its transaction, and once."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse

from bole.policy.intake import SHANGHAI
from bole.process import kinds
from bole.process.model import Event as Deed
from bole.text import Text
from bole.web.applications.models import Case, Submission
from bole.web.applications.packs import Rules, rules_of, title_of
from bole.web.common.clock import today
from bole.web.notices.services import tell
from bole.web.organisations.models import Membership, Organisation


def tell_submitted(submission: Submission) -> None:
    """The filers that it has been received; whoever holds it now that something waits."""
    case = submission.case
    rules = rules_of(case)
    title = Text("申报已收到：{title}", "Application received: {title}")
    body = Text(
        "编号 {number}，{at:%Y-%m-%d %H:%M:%S} 收到。回执可以下载、核对。",
        "Number {number}, received {at:%Y-%m-%d %H:%M:%S}. The receipt can be downloaded and checked.",
    )
    for owner in owners(case):
        tell(
            owner,
            kind="submitted",
            title=title.format(title=rules.programme.title),
            body=body.format(number=case.number, at=submission.at.astimezone(SHANGHAI)),
            url=reverse("case_receipt", args=[case.id]),
            about=case.about,
            once=f"submitted:{submission.pk}",
        )
    tell_holders(case, once=f"holds:{case.id}:{case.events_count}", rules=rules)


def tell_moved(case: Case, deed: Deed, *, kind: str = "case") -> None:
    """The filers what was done; whoever holds the case now that something waits."""
    rules = rules_of(case)
    stage = rules.stage(case.events.latest("seq").stage) if case.events_count else None
    words = kinds.registry()[stage.kind].words.get(deed.outcome) if stage else None
    said = words or Text("有新进展", "News")
    title = Text("{title}：{what}", "{title}: {what}").format(title=title_of(case), what=said)
    for owner in owners(case):
        tell(
            owner,
            kind="decision" if case.result else kind,
            title=title,
            body=Text(deed.reason),
            url=reverse("case", args=[case.id]),
            about=case.about,
            once=f"moved:{case.id}:{case.events_count}",
            fresh=True,
        )
    tell_holders(case, once=f"holds:{case.id}:{case.events_count}", rules=rules)


def tell_holders(case: Case, *, once: str, rules: Rules | None = None) -> None:
    """The employer's or recommender's people where the case waits for them; desks have queues."""
    rules = rules or rules_of(case)
    stage = rules.stage(case.stage)
    holder = None if stage is None else _holder(case, by=stage.by)
    if stage is None or holder is None or case.open:
        return
    title = Text("{title}：有一件等你们办，{what}", "{title}: waiting for you, {what}")
    title = title.format(title=rules.programme.title, what=stage.label)
    role = "recommender" if stage.by == "recommender" else "employer_officer"
    for user in people_of(holder, role=role):
        tell(
            user,
            kind="task",
            title=title,
            url=reverse("case", args=[case.id]),
            about=case.about,
            once=once,
        )


def owners(case: Case) -> list[Any]:
    """Whose application it is: the person's, or of those who act for the unit today."""
    if case.filer_organisation is None:
        return [case.filer]
    return people_of(case.filer_organisation, role="employer_officer")


def _holder(case: Case, *, by: str) -> Organisation | None:
    if by == "recommender":
        return case.recommender
    return case.employer if by == "employer" and case.filer_organisation is None else None


def people_of(organisation: Organisation, *, role: str) -> list[Any]:
    """Who acts in a role for an organisation today, each once."""
    day = today()
    held = Membership.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=day),
        organisation=organisation,
        starts_on__lte=day,
        role=role,
    )
    return list({m.user_id: m.user for m in held.select_related("user")}.values())
