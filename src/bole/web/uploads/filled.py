"""Documents filled in from a case, to be signed and uploaded again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from bole import units
from bole.documents.filling import claims_of, form_boxes, promises
from bole.documents.kinds.application_form.build import ApplicationForm
from bole.documents.kinds.integrity.build import Integrity
from bole.documents.kinds.materials_list.build import MaterialsList
from bole.documents.kinds.recommendation.build import Recommendation
from bole.documents.kinds.undertaking.build import Undertaking
from bole.documents.parts import Attachment, Claim
from bole.documents.registry import Format, file_name, render_document
from bole.documents.render import GETA
from bole.documents.sections import asked_by, fact_sections
from bole.policy.intake import SHANGHAI
from bole.policy.pack import Material
from bole.text import Lang, Text
from bole.web.applications.models import Case
from bole.web.applications.world import Situation
from bole.web.common import clock
from bole.web.materials import queries

TYPES: Final[dict[Format, str]] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class Filled:
    """The documents of one case on a day."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.situation = Situation(case, at=clock.now())
        self.rules, self.facts = self.situation.rules, self.situation.facts
        self.day = units.to_int(clock.today())

    def render(self, material: Material, *, lang: Lang, format: Format) -> tuple[bytes, str]:
        """The document that fills in a material, and the name to save it under; Problems."""
        data = BUILDERS[material.template](self, material)
        kind = material.template
        instead = GETA if format == "pdf" else ""
        content = render_document(kind, data, lang=lang, format=format, instead=instead)
        return content, file_name(kind, data, lang=lang, format=format)

    @property
    def name(self) -> str:
        """The person or team applied for."""
        return self.case.subject or self.text("name") or str(self.case.filer.name)

    @property
    def employer(self) -> tuple[str, str]:
        """The employer's name and code."""
        found = self.case.employer
        name = (found.name if found else "") or self.text("employer.name")
        return name, (found.uscc if found else "") or self.text("employer.code")

    @property
    def tier(self) -> Text:
        """The tier's label."""
        tier = self.rules.tier(self.case.tier)
        return tier.label if tier else Text("")

    @property
    def track(self) -> Text:
        """The track's label."""
        track = self.rules.track(self.case.track)
        return track.label if track else Text("")

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The clauses claimed."""
        return claims_of(self.rules.pack, addresses=self.situation.claims)

    @property
    def number(self) -> dict[str, Any]:
        """Number, time and hash of the last submission, where there is one."""
        last = self.case.submissions.order_by("-round").first()
        if last is None or self.case.number is None:
            return {}
        at = last.at.astimezone(SHANGHAI).isoformat()
        return {"number": self.case.number, "at": at, "sha256": last.sha256}

    def text(self, fact: str) -> str:
        """A fact as it was written, "" where not known."""
        value = self.facts.get(fact)
        return value.text if value.given else ""

    def attachments(self) -> tuple[Attachment, ...]:
        """The files in their order; a material that is asked for and not there has an empty row."""
        items = queries.items(self.case.folder)
        found = []
        for material in self.rules.programme.materials_of(self.case.track):
            if material.via != "upload":
                continue
            for place, item in enumerate(items.get(material.number, ()), 1):
                number = f"{material.number}-{place}"
                found.append(
                    Attachment(number, material.label, item.name, item.file.sha256, item.file.pages)
                )
        return tuple(found)

    def promises(self, material: Material) -> Any:
        """What the material declares."""
        return promises(
            self.rules.programme, material=material, tier=self.case.tier, track=self.case.track
        )


def _undertaking(it: Filled, material: Material) -> Undertaking:
    employer, code = it.employer
    return Undertaking(
        it.rules.programme.title, employer, code, it.day, name=it.name, title=material.label,
        promises=it.promises(material), cite=material.cite,
    )  # fmt: skip


def _integrity(it: Filled, material: Material) -> Integrity:
    employer, code = it.employer
    return Integrity(
        it.rules.programme.title, it.name, it.text("identity_code"), it.day, tier=it.tier,
        employer=employer, employer_code=code, title=material.label,
        promises=it.promises(material), cite=material.cite, sealed="公章" in material.note.zh,
    )  # fmt: skip


def _form(it: Filled, material: Material) -> ApplicationForm:
    case, rules, vocabulary = it.case, it.rules, it.situation.vocabulary
    boxes = form_boxes(
        rules.programme, facts=it.facts, vocabulary=vocabulary, tier=case.tier, track=case.track,
        claims=it.claims,
    )  # fmt: skip
    asked = asked_by(rules.programme, track=case.track, tier=case.tier) | {"name"}
    sections = fact_sections(it.facts, vocabulary=vocabulary, only=asked)
    return ApplicationForm(
        rules.programme.title, it.name, it.day, employer=it.employer[0], tier=it.tier,
        track=it.track, boxes=boxes, sections=() if boxes else sections, claims=it.claims,
        materials=it.attachments(), **it.number,
    )  # fmt: skip


def _list(it: Filled, material: Material) -> MaterialsList:
    number = {k: v for k, v in it.number.items() if k != "at"}
    return MaterialsList(
        it.rules.programme.title, it.name, it.day, it.attachments(), employer=it.employer[0],
        title=material.label, **number,
    )  # fmt: skip


def _recommendation(it: Filled, material: Material) -> Recommendation:
    body = it.case.recommender
    return Recommendation(
        it.rules.programme.title, body.name if body else "", it.name, it.day,
        recommender_code=body.uscc if body else "", employer=it.employer[0], tier=it.tier,
        track=it.track, title=material.label, cite=material.cite,
    )  # fmt: skip


BUILDERS: Final[dict[str, Callable[[Filled, Material], Any]]] = {
    "application_form": _form,
    "integrity": _integrity,
    "materials_list": _list,
    "recommendation": _recommendation,
    "undertaking": _undertaking,
}
