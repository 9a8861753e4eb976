"""The form of whoever holds a case: what they decide, why, and what is to be completed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from bole.policy.intake import SHANGHAI
from bole.policy.library import shared_workdays
from bole.problems import Problems
from bole.process import advance as process
from bole.process import kinds
from bole.process.model import Event as Deed
from bole.process.model import Stage
from bole.text import Text
from bole.web.applications.deadlines import filing
from bole.web.applications.models import Case
from bole.web.applications.packs import Rules
from bole.web.applications.permissions import Rights, Standing, acts_at
from bole.web.applications.services import moving
from bole.web.applications.world import Situation
from bole.web.common.templatetags.components import say
from bole.web.programmes.form import form_of

#: The kinds of stages that can be acted at here; the others come with features of their own.
KINDS: Final = ("endorse", "recommend", "check")
#: Outcomes that need a reason.
REASONED: Final = ("return", "decline", "supplement")
#: Working days for a completion, unless the officer says otherwise.
DAYS: Final = 5


@dataclass(frozen=True, slots=True)
class Act:
    """What the user can do at the case's stage, in which role."""

    stage: Stage
    rights: Rights
    outcomes: tuple[tuple[str, Text], ...]


def act_of(case: Case, *, rules: Rules, standing: Standing, now: dt.datetime) -> Act | None:
    """What the user can do now; None where somebody else holds the case, or it waits.

    Nothing is returned to a filer who could not file it again in time. A completion that did not
    come by its day holds nobody up: what was handed in before stands.
    """
    stage = rules.stage(case.stage)
    if stage is None or stage.kind not in KINDS or case.submitted_at is None:
        return None
    if case.open and not case.given_up(now):
        return None
    rights = acts_at(case, by=stage.by, standing=standing)
    if rights is None:
        return None
    words = kinds.registry()[stage.kind].words
    offered = [(id, word) for id, word in words.items() if id not in ("lapse", "withdraw")]
    again = filing(rules, case.intake, now, draft_from=case.started_at)
    if not again.open:
        offered = [(id, word) for id, word in offered if id != "return"]
    if stage.rounds and case.rounds.get(stage.id, 0) >= stage.rounds:
        offered = [(id, word) for id, word in offered if id != "supplement"]
    return Act(stage, rights, tuple(offered))


def without_room(act: Act, *, situation: Situation) -> dict[str, Text]:
    """The outcomes for which no place is left under a limit, by the rule that refuses them."""
    if not situation.rooms(act.stage.id):
        return {}
    state, found = moving.state_of(situation), {}
    for id, word in act.outcomes:
        deed = Deed(situation.at, act.stage.by, id)
        try:
            process.advance(
                situation.rules.programme.process, state, deed, world=situation.world
            )  # fmt: skip
        except Problems as refused:
            if any(p.code.startswith("quota.") for p in refused.problems):
                found[id] = word
    return found


def not_here(case: Case, *, rules: Rules, standing: Standing) -> bool:
    """True where the stage belongs to the user's office, and its kind cannot be acted at here."""
    stage = rules.stage(case.stage)
    if stage is None or stage.kind in (*KINDS, "file") or case.submitted_at is None or case.open:
        return False
    return acts_at(case, by=stage.by, standing=standing) is not None


class ActForm(forms.Form):
    """One decision with its reason; a supplement names its items and its day."""

    outcome = forms.ChoiceField(widget=forms.RadioSelect)
    reason = forms.CharField(required=False, max_length=2000)
    items = forms.MultipleChoiceField(required=False)
    until = forms.DateField(required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, act: Act, case: Case, rules: Rules, today: dt.date,
                 **kwargs: Any) -> None:  # fmt: skip
        last = shared_workdays().add(today, days=DAYS)
        kwargs.setdefault("initial", {"seen": case.events_count, "until": last})
        super().__init__(*args, **kwargs)
        self.act, self.today = act, today
        outcome, items = self.fields["outcome"], self.fields["items"]
        assert isinstance(outcome, forms.ChoiceField)
        assert isinstance(items, forms.MultipleChoiceField)
        outcome.choices = [(id, say(word)) for id, word in act.outcomes]
        outcome.label = _("办理意见")
        self.fields["reason"].label = _("意见、理由")
        self.supplements = any(id == "supplement" for id, _word in act.outcomes)
        if not self.supplements:
            del self.fields["items"], self.fields["until"]
            return
        items.choices = items_of(case, rules=rules)
        items.label = _("要补的项")
        self.fields["until"].label = _("补到哪天")

    def clean(self) -> dict[str, Any]:
        """Reasons where they are due, and items of a supplement."""
        data = super().clean() or {}
        outcome = data.get("outcome", "")
        if outcome in REASONED and not str(data.get("reason", "")).strip():
            self.add_error("reason", _("写明理由，对方看得到"))
        if outcome == "supplement":
            if not data.get("items"):
                self.add_error("items", _("选出要补的项，一次说全"))
            if data.get("until") is None or data["until"] < self.today:
                self.add_error("until", _("写一个今天以后的日子"))
        return data

    def deed(self, *, at: dt.datetime) -> Deed:
        """The event for the process."""
        data = self.cleaned_data
        return Deed(at, self.act.stage.by, data["outcome"], data["reason"].strip())

    def unlocks(self) -> dict[str, Any]:
        """What a supplement opens, and until when."""
        if self.cleaned_data["outcome"] != "supplement":
            return {}
        last: dt.date = self.cleaned_data["until"]
        ends = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), SHANGHAI)
        keys = [key for item in self.cleaned_data["items"] for key in item.split(" ")]
        return {"unlock": keys, "complete_by": ends}


def asked_of(case: Case, *, rules: Rules) -> list[str]:
    """What a completion asks for, in words; nothing where all of it is open."""
    if case.draft or not case.open or "*" in case.unlocked:
        return []
    open_now = set(case.unlocked)
    return [label for keys, label in items_of(case, rules=rules) if open_now & set(keys.split(" "))]


def items_of(case: Case, *, rules: Rules) -> list[tuple[str, str]]:
    """What can be asked for: materials, then sections of the form with all their keys."""
    form = form_of(rules.pack, programme=case.programme, track=case.track)
    materials = rules.programme.materials_of(case.track)
    return [
        *((f"material:{m.number}", f"{m.number} {say(m.label)}") for m in materials),
        *((" ".join(s.keys), say(s.title)) for s in form.sections if s.keys),
    ]
