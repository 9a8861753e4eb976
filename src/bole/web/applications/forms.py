"""What a person chooses for an application: field, tier, way in, employer, recommender."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from bole.facts.identity import check_uscc, tidy_code
from bole.text import Text
from bole.web.applications.models import Case
from bole.web.applications.packs import Rules
from bole.web.applications.queries import recommenders
from bole.web.common.templatetags.components import say
from bole.web.organisations.models import Organisation


class ChoiceForm(forms.Form):
    """The choices of a draft, as far as its programme leaves any; a draft may leave them open."""

    track = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    tier = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    intake = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    subject = forms.CharField(required=False, max_length=60)
    employer_code = forms.CharField(required=False, max_length=40)
    recommender = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, rules: Rules, case: Case | None = None, **kwargs: Any) -> None:
        if case is not None:
            kwargs.setdefault("initial", initial_of(case))
        else:
            # A way in for some people only is chosen by them.
            kwargs.setdefault("initial", {"intake": open_way(rules)})
        super().__init__(*args, **kwargs)
        self.rules, self.case = rules, case
        self._offer_tracks()
        self._offer("intake", [(i.id, i.label) for i in rules.programme.intake])
        if not rules.unit_files or case is not None:
            del self.fields["subject"]
        if rules.unit_files:
            del self.fields["employer_code"]
        if rules.recommends is None:
            del self.fields["recommender"]
        else:
            self._offer_recommenders()
        self._name()

    def clean_employer_code(self) -> str:
        """The code, tidied; what is wrong with it in words."""
        code = tidy_code(self.cleaned_data["employer_code"])
        if code:
            wrong = [say(p.message) for p in check_uscc(code)]
            if wrong:
                raise forms.ValidationError(wrong)
        return code

    def clean_subject(self) -> str:
        """The name of the person for whom an employer applies."""
        name = str(self.cleaned_data["subject"]).strip()
        if not name:
            raise forms.ValidationError(_("写上为谁申报"))
        return name

    def chosen(self) -> dict[str, Any]:
        """The choices that the form made, for the services."""
        data: dict[str, Any] = {
            k: self.cleaned_data[k] for k in ("track", "tier", "intake") if k in self.fields
        }
        if "recommender" in self.fields:
            id = self.cleaned_data["recommender"]
            data["recommender"] = Organisation.objects.filter(pk=int(id)).first() if id else None
        return data

    def _offer(self, name: str, choices: list[tuple[str, Text]]) -> None:
        """The choices of a field; a field with one choice is none."""
        if len(choices) < 2:
            del self.fields[name]
            return
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(id, say(label)) for id, label in choices]

    def _offer_tracks(self) -> None:
        programme = self.rules.programme
        self._offer("track", [(t.id, t.label) for t in programme.tracks if t.id])
        tiers = {
            t.id: t.label
            for track in programme.tracks
            for t in self.rules.direct_tiers(track=track.id)
        }
        self._offer("tier", [(t.id, t.label) for t in programme.tiers if t.id in tiers])

    def _offer_recommenders(self) -> None:
        field = self.fields["recommender"]
        assert isinstance(field, forms.ChoiceField)
        listed = [(str(o.pk), o.name) for o in recommenders()]
        field.choices = [("", _("还没定")), *listed]

    def _name(self) -> None:
        labels = {
            "track": _("报哪个领域"),
            "tier": _("报哪个类别"),
            "intake": _("怎么报"),
            "subject": _("为谁申报"),
            "employer_code": _("单位的统一社会信用代码"),
            "recommender": _("送哪个推荐单位"),
        }
        helps = {
            "track": _("按单位所属的领域选，以后可以改。"),
            "tier": _("列出的都能直接报；拿不准先空着，填完表看符合哪个。"),
            "subject": _("写本人姓名，与身份证件一致。"),
            "employer_code": _("营业执照上的 18 位；没有单位的先空着。"),
            "recommender": _("提交后由它审核、推荐；提交前都能改。"),
        }
        for name, field in self.fields.items():
            field.label, field.help_text = labels[name], helps.get(name, "")


def open_way(rules: Rules) -> str:
    """The way in that is open to everyone, "" where there is none."""
    return next((i.id for i in rules.programme.intake if i.when is None), "")


def initial_of(case: Case) -> dict[str, Any]:
    """The choices of a draft as they stand."""
    return {
        "track": case.track,
        "tier": case.tier,
        "intake": case.intake,
        "employer_code": case.employer.uscc if case.employer else "",
        "recommender": str(case.recommender_id or ""),
    }
