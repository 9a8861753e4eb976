"""A draft: begun once, and what is chosen for it (track, tier, way in, employer, recommender)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.db import transaction

from bole.facts.identity import check_uscc, tidy_code
from bole.problems import Problem, Problems, problem
from bole.process.advance import start as first_state
from bole.web.applications.models import Case
from bole.web.applications.packs import Rules, find, rules_of
from bole.web.applications.rounds import is_over
from bole.web.applications.services import registration
from bole.web.applications.world import plain_world
from bole.web.audit import services as audit
from bole.web.common import clock
from bole.web.cycles import queries as cycles
from bole.web.materials.models import Folder
from bole.web.organisations.models import Organisation
from bole.web.profiles.models import FactSheet

#: An organisation that an applicant named and that has not registered.
ENTERED: Final = "entered"
UNSET: Final = object()


@transaction.atomic
def start(
    user: Any,
    *,
    pack: str,
    programme: str,
    organisation: Organisation | None = None,
    subject: str = "",
    track: str = "",
    tier: str = "",
    intake: str = "",
    employer: Organisation | None = None,
    recommender: Organisation | None = None,
) -> Case:
    """The draft: the one that is there already, or a new one.

    `organisation` files where the procedure says that the employer does, for the person named
    `subject`. Raises Problems.
    """
    rules = find(pack, programme=programme)
    if rules is None:
        raise Problems([problem("programme", "没有这个计划", "There is no such programme")])
    _may_file(rules, organisation=organisation, subject=subject, on=clock.today())
    # Whoever presses twice waits here and then finds the draft of the first time; so do two
    # officers of one unit.
    if rules.unit_files and organisation is not None:
        Organisation.objects.select_for_update().get(pk=organisation.pk)
    else:
        get_user_model().objects.select_for_update().get(pk=user.pk)
    found = _draft(user, rules=rules, organisation=organisation, subject=subject)
    if found is None:
        found = _begin(user, rules=rules, organisation=organisation, subject=subject)
    chosen = {"track": track, "tier": tier, "intake": intake}
    return choose(
        found,
        by=user,
        employer=employer or organisation or UNSET,
        recommender=recommender or UNSET,
        **{k: v or UNSET for k, v in chosen.items()},
    )


def imagined(
    user: Any, *, rules: Rules, organisation: Organisation | None = None, subject: str = "",
    **chosen: Any,
) -> Case:  # fmt: skip
    """The draft that `start` would begin with these choices, unsaved: to ask what stands against it.

    Where a draft is there already, that one with the choices.
    """
    case = _draft(user, rules=rules, organisation=organisation, subject=subject)
    if case is None:
        kept = _kept_sheet(user, rules=rules, organisation=organisation, subject=subject)
        case = _new(user, rules=rules, organisation=organisation, subject=subject)
        case.person_sheet, case.sheet = kept or FactSheet(), FactSheet()
        case.stage = rules.filing.id
    if organisation is not None:
        case.employer = organisation
    for name, value in chosen.items():
        setattr(case, name, value or getattr(case, name))
    return case


@transaction.atomic
def choose(
    case: Case,
    *,
    by: Any,
    track: Any = UNSET,
    tier: Any = UNSET,
    intake: Any = UNSET,
    employer: Any = UNSET,
    recommender: Any = UNSET,
) -> Case:
    """The case with what was chosen; what is not named stays. Raises Problems."""
    row = Case.objects.select_for_update().get(pk=case.pk)
    if not row.may_change("*"):
        raise Problems(
            [problem("submitted", "已经提交，不能再改", "Submitted: nothing changes now")]
        )
    rules = rules_of(row)
    given = {
        "track": track, "tier": tier, "intake": intake, "employer": employer,
        "recommender": recommender,
    }  # fmt: skip
    chosen = {name: value for name, value in given.items() if value is not UNSET}
    problems = _unfit(row, rules, chosen)
    if problems:
        raise Problems(problems)
    changed = {name for name, value in chosen.items() if getattr(row, name) != value}
    if not changed:
        return row
    for name in changed:
        setattr(row, name, chosen[name])
    if "track" in changed and row.tier not in {t.id for t in rules.direct_tiers(track=row.track)}:
        row.tier = ""
    row.changed_at = clock.now()
    row.save()
    audit.record(
        "case.choose",
        actor=by,
        role=filer_role(rules),
        about=row.about,
        content={name: _said(chosen[name]) for name in sorted(changed)},
    )
    return row


def employer_of(code: str, *, name: str = "") -> Organisation:
    """The organisation of a credit code; one that has not registered is kept by its code.

    Its name is left to its own registration: what one applicant typed is not shown to another.
    Raises Problems where the code is wrong.
    """
    code = tidy_code(code)
    wrong = list(check_uscc(code))
    if wrong:
        raise Problems(wrong)
    found, _ = Organisation.objects.get_or_create(
        uscc=code,
        defaults={
            "name": "",
            "kind": "employer",
            "state": ENTERED,
            "asked_at": clock.now(),
        },
    )
    return found


def filer_role(rules: Rules) -> str:
    """The role in which the filer acts, as the audit names it."""
    return "employer_officer" if rules.unit_files else "applicant"


def _may_file(
    rules: Rules, *, organisation: Organisation | None, subject: str, on: dt.date
) -> None:
    """Raises Problems where somebody else has to file."""
    problems: list[Problem] = []
    if rules.unit_files and organisation is None:
        zh = "这个计划由单位申报。请单位经办人登录后申报。"
        problems.append(problem("filer", zh, "Employers apply for this programme, not persons."))
    if rules.unit_files and organisation is not None:
        if not organisation.acts_on(on):
            zh, en = "单位的登记没有通过，或已到期", "The employer's registration is not in force"
            problems.append(problem("organisation", zh, en))
        if not subject.strip():
            zh, en = "要写为谁申报", "Say for whom you apply"
            problems.append(problem("subject", zh, en))
    if problems:
        raise Problems(problems)


def _draft(
    user: Any, *, rules: Rules, organisation: Organisation | None, subject: str
) -> Case | None:
    """The draft for the same that is there already."""
    drafts = Case.objects.filter(
        pack=rules.pack.id, programme=rules.programme.id, submitted_at=None, result=""
    )
    if not rules.unit_files:
        return drafts.filter(filer=user, filer_organisation=None).first()
    of_unit = drafts.filter(filer_organisation=organisation)
    return next((c for c in of_unit if c.subject == subject.strip()), None)


def _begin(user: Any, *, rules: Rules, organisation: Organisation | None, subject: str) -> Case:
    case = _new(user, rules=rules, organisation=organisation, subject=subject)
    case.person_sheet = _person_sheet(user, rules=rules, organisation=organisation, subject=subject)
    case.sheet, case.folder = FactSheet.objects.create(), Folder.objects.create()
    state = first_state(rules.programme.process, at=case.started_at, world=plain_world(rules))
    case.due = state.due
    case.save()
    if rules.filing.id != case.stage and organisation is not None:
        registration.done_before(case, rules, organisation=organisation)
    audit.record(
        "case.start",
        actor=user,
        role=filer_role(rules),
        about=case.about,
        content={"pack": case.pack, "programme": case.programme},
    )
    return case


def _new(user: Any, *, rules: Rules, organisation: Organisation | None, subject: str) -> Case:
    """The row of a new draft without its sheets and its folder, unsaved."""
    now = clock.now()
    case = Case(
        pack=rules.pack.id,
        pack_version=rules.pack.version,
        programme=rules.programme.id,
        track=rules.programme.tracks[0].id if len(rules.programme.tracks) == 1 else "",
        round=rules.pack.id.rsplit("/", 1)[-1][:20],
        filer=user,
        filer_organisation=organisation if rules.unit_files else None,
        subject=subject.strip() if rules.unit_files else user.name,
        started_at=now,
        changed_at=now,
        entered=now,
        stage=rules.programme.process.stages[0].id,
    )
    tiers = rules.direct_tiers(track=case.track)
    case.tier = tiers[0].id if len(tiers) == 1 else ""
    # A way in for some people only is chosen by them.
    case.intake = next((i.id for i in rules.programme.intake if i.when is None), "")
    return case


def _person_sheet(
    user: Any, *, rules: Rules, organisation: Organisation | None, subject: str
) -> FactSheet:
    """The person's own sheet, or the one that the unit keeps for that person; a new one if none."""
    if not rules.unit_files:
        return FactSheet.objects.get_or_create(user=user)[0]
    kept = _kept_sheet(user, rules=rules, organisation=organisation, subject=subject)
    return kept or FactSheet.objects.create(organisation=organisation)


def _kept_sheet(
    user: Any, *, rules: Rules, organisation: Organisation | None, subject: str
) -> FactSheet | None:
    """The sheet that is there; where the unit files, the one it keeps for that person.

    Two people of a unit may have one name: a sheet that a running case stands on is left to it. A
    draft whose round is over runs no more.
    """
    if not rules.unit_files:
        return FactSheet.objects.filter(user=user).first()
    earlier = Case.objects.filter(filer_organisation=organisation).select_related("person_sheet")
    busy = {case.person_sheet_id for case in _running(earlier.filter(result=""))}
    for case in earlier.exclude(person_sheet__in=busy).order_by("-started_at"):
        if case.subject == subject.strip():
            return case.person_sheet
    return None


def _running(cases: Iterable[Case]) -> list[Case]:
    """Those that are no drafts of a round that is over."""
    listed, now = list(cases), clock.now()
    extended = cycles.all_extended(case.pack for case in listed)
    ruled = ((case, find(case.pack, programme=case.programme)) for case in listed)
    return [c for c, r in ruled if r is None or not is_over(c, now, rules=r, extended=extended)]


def _unfit(case: Case, rules: Rules, chosen: dict[str, Any]) -> list[Problem]:
    """What cannot be chosen."""
    programme, problems = rules.programme, []
    track = chosen.get("track", case.track)
    if track and rules.track(track) is None:
        problems.append(problem("track", "没有这个领域", "There is no such field"))
    tier = chosen.get("tier", "")
    if tier and tier not in {t.id for t in rules.direct_tiers(track=track)}:
        zh, en = "这个类别不能直接报", "One cannot apply for this tier"
        problems.append(problem("tier", zh, en))
    intake = chosen.get("intake", "")
    if intake and intake not in {i.id for i in programme.intake}:
        problems.append(problem("intake", "没有这个申报方式", "There is no such way to apply"))
    recommender = chosen.get("recommender")
    if recommender is not None and recommender.kind != "recommender":
        zh, en = "这个单位不是推荐单位", "This organisation does not recommend"
        problems.append(problem("recommender", zh, en))
    employer = chosen.get("employer")
    if rules.unit_files and employer is not None and employer != case.filer_organisation:
        zh, en = "单位只能为自己的人申报", "An employer applies for its own people only"
        problems.append(problem("employer", zh, en))
    return problems


def _said(value: Any) -> str:
    return value.uscc if isinstance(value, Organisation) else str(value or "")
