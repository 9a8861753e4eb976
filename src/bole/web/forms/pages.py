"""What each page of the form shows."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from bole.facts.vocabulary import Vocabulary
from bole.policy.intake import SHANGHAI
from bole.text import Text
from bole.web.applications import gates
from bole.web.applications.context import FILL, case_context
from bole.web.applications.models import Case
from bole.web.applications.packs import Rules, rules_of
from bole.web.applications.permissions import Rights
from bole.web.applications.world import Situation
from bole.web.common.clock import now, today
from bole.web.common.templatetags.components import language
from bole.web.forms.conflicts import clashes
from bole.web.forms.doubts import standing_errors
from bole.web.forms.drawing import drawer_of
from bole.web.forms.judging import Judged, deciding, judged
from bole.web.forms.rows import Step
from bole.web.profiles.bridge import CLAIMS, CLOSED, FAMILY
from bole.web.profiles.completeness import filled, not_asked, together
from bole.web.profiles.services import Conflict, content_of, value_in, versions_in
from bole.web.profiles.wording import label_of
from bole.web.programmes.form import Form, Section, form_of
from bole.web.selfcheck.forms import Posted


class Draft:
    """A case that is being filled in, with everything that its pages read."""

    def __init__(self, case: Case, rights: Rights) -> None:
        self.case, self.rights = case, rights

    @functools.cached_property
    def rules(self) -> Rules:
        """Its pack and programme."""
        return rules_of(self.case)

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of its pack."""
        return self.rules.pack.vocabulary

    @functools.cached_property
    def form(self) -> Form:
        """What its pack asks."""
        rules = self.rules
        return form_of(rules.pack, programme=rules.programme.id, track=self.case.track)

    @property
    def contents(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """What was told of the person and for the case, as it stands now."""
        return content_of(self.case.person_sheet), content_of(self.case.sheet)

    @property
    def told(self) -> dict[str, Any]:
        """Both as one."""
        return together(*self.contents)

    @property
    def named(self) -> dict[str, str]:
        """Facts that the beginning of the case has named."""
        employer = self.case.employer
        names = {"name": self.case.subject}
        if employer is not None:
            names |= {"employer.code": employer.uscc, "employer.name": employer.name}
        if self.rules.programme.subject == "team":
            names["name"] = self.case.filer.name
        return {k: v for k, v in names.items() if v}

    @property
    def known(self) -> dict[str, str]:
        """Of these, what nobody has told yet: offered, and told once saved."""
        facts = self.told["facts"]
        return {k: v for k, v in self.named.items() if k not in facts}

    def written(self, values: Mapping[str, Any], *, base: Mapping[str, int]) -> dict[str, Any]:
        """The values without those that the page only offered, where somebody has told them since."""
        facts, named = self.told["facts"], self.named
        return {
            k: v
            for k, v in values.items()
            if not (k in named and v == named[k] and k in facts and not base.get(k))
        }

    @property
    def skip(self) -> frozenset[str]:
        """What this person leaves empty."""
        return not_asked(self.form, self.told, vocabulary=self.vocabulary)

    def judged(self) -> Judged | None:
        """How it stands now."""
        return judged(self.case, rules=self.rules, contents=self.contents)

    def url(self, section: Section) -> str:
        """The page of a section."""
        return reverse("case_section", args=[self.case.id, section.id])


@dataclass(frozen=True, slots=True)
class Place:
    """A section in the list beside the page."""

    url: str
    section: Section
    told: int
    whole: int
    done: bool
    wrong: bool
    current: bool


def overview(draft: Draft) -> dict[str, Any]:
    """The first page: all sections, what is missing."""
    listed = filled(draft.form, draft.told, vocabulary=draft.vocabulary)
    rows = [(draft.url(f.section), f) for f in listed]
    common = _common(draft)
    shut = common["deadline"].state == "closed"
    return {
        **common,
        "rows": rows,
        "lacking": [(draft.url(f.section), lack) for f in listed for lack in f.lacks],
        "claimed": _claims(draft),
        "import_url": reverse("case_import", args=[draft.case.id]),
        "started": any(f.told for f in listed),
        "against": []
        if shut
        else gates.against(Situation(draft.case, at=now(), rules=draft.rules)),
    }


def section(
    draft: Draft,
    asked: Section,
    *,
    more: Iterable[str] = (),
    posted: Posted | None = None,
    errors: Mapping[str, str] | None = None,
    conflicts: Iterable[Conflict] = (),
    me: int = 0,
    kept: bool = False,
    empty: str = "",
) -> dict[str, Any]:
    """One section; `posted` where it is shown again.

    `empty` is the family whose last record is empty still, where one more was asked for.
    """
    content, known = draft.told, draft.known
    content["facts"] = known | content["facts"]
    wrong = standing_errors(asked, content, vocabulary=draft.vocabulary)
    drawer = drawer_of(
        content,
        asked,
        vocabulary=draft.vocabulary,
        lang=language(),
        posted=posted,
        errors=wrong if posted is None else errors,
        more=frozenset(more),
        skip=draft.skip,
        offered=frozenset(known),
    )
    page = drawer.page(asked)
    order = list(draft.form.sections)
    number = order.index(asked)
    return {
        **_common(draft, current=asked),
        "page": page,
        "asked": asked,
        "number": number + 1,
        "count": len(order),
        "before": draft.url(order[number - 1]) if number else "",
        "next": order[number + 1] if number + 1 < len(order) else None,
        "clashes": clashes(conflicts, vocabulary=draft.vocabulary, me=me),
        "here_url": draft.url(asked),
        "kept": kept,
        "empty": empty,
    }


def after(draft: Draft, asked: Section, *, step: Step, empty: bool = False) -> str:
    """Where a button leads once everything is saved."""
    here = draft.url(asked)
    if step.verb == "more" and empty:
        # Without a place in the page: beside one, browsers leave the focus alone.
        return f"{here}?more={step.family}&empty={step.family}"
    if step.verb == "more":
        return f"{here}?more={step.family}#k-{step.family}"
    if step.verb in ("drop", "up", "down"):
        return f"{here}#k-{step.family}"
    if step.verb != "next":
        return f"{here}?saved=1"
    order = list(draft.form.sections)
    number = order.index(asked) + 1
    if number < len(order):
        return draft.url(order[number])
    return reverse("case_claims", args=[draft.case.id])


def claims(
    draft: Draft,
    *,
    conflicts: Iterable[Conflict] = (),
    said: list[str] | None = None,
    me: int = 0,
    kept: bool = False,
) -> dict[str, Any]:
    """The tree of the tier applied for, to tick clauses in."""
    found = draft.judged()
    content = draft.told
    return {
        **_common(draft, found=found),
        **tree(draft, found=found),
        **({} if said is None else {"claimed": said}),
        "on_claims": True,
        "version": versions_in(content, [CLAIMS])[CLAIMS],
        "clashes": clashes(conflicts, vocabulary=draft.vocabulary, me=me),
        "here_url": reverse("case_claims", args=[draft.case.id]),
        "kept": kept,
    }


def tree(draft: Draft, *, found: Judged | None = None) -> dict[str, Any]:
    """The tree with its ticks."""
    found = found or draft.judged()
    return {
        "cards": found.cards(tree=True, lang=language()) if found else [],
        "claimed": _claims(draft),
        "clauses_url": reverse("clauses", args=[draft.rules.pack.id, draft.rules.programme.id]),
    }


def claims_said(draft: Draft, *, posted: Posted) -> list[str] | None:
    """The clauses ticked; those of other tiers, which the page did not show, stay."""
    shown = set(posted.get("shown", ()))
    kept = [c for c in _claims(draft) if c not in shown]
    ticked = [c for c in posted.get(CLAIMS, ()) if c in shown]
    return [*kept, *ticked] or None


def beside(draft: Draft, *, found: Judged | None = None) -> dict[str, Any]:
    """The live match: the tiers, gaps, what decides most."""
    found = found or draft.judged()
    if found is None:
        return {"cards_beside": [], "deciding": []}
    return {
        "cards_beside": found.cards(),
        "deciding": deciding(found, case=draft.case, form=draft.form),
    }


def places(draft: Draft, *, current: Section | None = None) -> list[Place]:
    """The list of sections beside every page."""
    return [
        Place(
            draft.url(f.section),
            f.section,
            f.told,
            f.whole,
            f.done,
            any(lack.wrong for lack in f.lacks),
            f.section is current,
        )
        for f in filled(draft.form, draft.told, vocabulary=draft.vocabulary)
    ]


def key_labels(draft: Draft, keys: Iterable[str]) -> list[Text]:
    """What keys are called, without doubles."""
    names = dict.fromkeys(k.removeprefix(CLOSED).removeprefix(FAMILY) for k in keys)
    return [label_of(_key(draft, n), vocabulary=draft.vocabulary) for n in names]


def _key(draft: Draft, name: str) -> str:
    return f"{FAMILY}{name}" if name in draft.vocabulary.families else name


def _common(
    draft: Draft, *, current: Section | None = None, found: Judged | None = None
) -> dict[str, Any]:
    saved = draft.case.changed_at.astimezone(SHANGHAI)
    return {
        **case_context(draft.case, rights=draft.rights, step=FILL, rules=draft.rules),
        **beside(draft, found=found),
        "places": places(draft, current=current),
        "saved_at": saved if draft.case.sheet.version else None,
        "saved_as": "H:i:s" if saved.date() == today() else "Y-m-d H:i",
        "form": draft.form,
    }


def _claims(draft: Draft) -> list[str]:
    return list(value_in(content_of(draft.case.sheet), CLAIMS) or [])
