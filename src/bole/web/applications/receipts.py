"""The receipt of a submission: as a page's values, as a document, and checked by recomputation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from bole.documents.kinds.receipt.build import Receipt
from bole.documents.parts import Attachment, masked
from bole.documents.registry import render_document
from bole.documents.render import GETA
from bole.policy.intake import SHANGHAI
from bole.text import Lang, Text
from bole.web.applications.freezing import sha256_of
from bole.web.applications.models import Submission
from bole.web.applications.packs import Rules


@dataclass(frozen=True, slots=True)
class Kept:
    """A submission as people see it; `agrees` where the hash of what is kept is the one given."""

    submission: Submission
    rules: Rules
    #: Only the files of materials that this party brings: an employer sees its own alone.
    party: str = ""

    @property
    def content(self) -> dict[str, Any]:
        """What was frozen."""
        found: dict[str, Any] = self.submission.content
        return found

    @property
    def agrees(self) -> bool:
        """True where the content, hashed again, gives the hash of the receipt."""
        return sha256_of(self.content) == self.submission.sha256

    @property
    def groups(self) -> list[str]:
        """The hash in groups of eight, to be read aloud and compared."""
        text = self.submission.sha256
        return [text[i : i + 8] for i in range(0, len(text), 8)]

    @property
    def files(self) -> list[dict[str, Any]]:
        """The files, with the labels of their materials."""
        materials = {m.number: m for m in self.rules.programme.materials}
        shown = [(f, materials.get(f["material"])) for f in self.content["files"]]
        return [
            f | {"label": material.label if material else Text("")}
            for f, material in shown
            if not self.party or (material is not None and material.by == self.party)
        ]

    @property
    def name(self) -> str:
        """The person or team applied for."""
        return str(self.content["subject"])

    @property
    def code(self) -> str:
        """The identity code, masked."""
        return masked(str(self.content["facts"].get("identity_code") or ""))


def document(kept: Kept, *, lang: Lang) -> bytes:
    """The receipt as PDF; a character that no font has is printed as 〓."""
    return render_document("receipt", receipt(kept), lang=lang, instead=GETA)


def receipt(kept: Kept) -> Receipt:
    """The receipt's data."""
    content, rules = kept.content, kept.rules
    tier, track = rules.tier(content["tier"]), rules.track(content["track"])
    return Receipt(
        programme=rules.programme.title,
        number=content["number"],
        at=kept.submission.at.astimezone(SHANGHAI).isoformat(),
        name=kept.name,
        code=str(content["facts"].get("identity_code") or ""),
        sha256=kept.submission.sha256,
        tier=tier.label if tier else Text(""),
        track=track.label if track else Text(""),
        employer=(content["employer"] or {}).get("name", ""),
        files=tuple(_attachment(f) for f in kept.files),
        next=tuple(_next(rules)),
        verify=_address(kept),
    )


def _attachment(file: dict[str, Any]) -> Attachment:
    return Attachment(
        number=file["material"],
        label=file["label"],
        file=file["name"],
        sha256=file["sha256"],
        pages=file["pages"],
    )


def _next(rules: Rules) -> list[Text]:
    """The steps after the filing, in the words of the procedure."""
    stages = rules.programme.process.stages
    after = [s for s in stages[stages.index(rules.filing) + 1 :] if not s.off][:3]
    return [
        Text(
            f"{s.label.zh}（{s.actor.zh}）" if s.actor.zh else s.label.zh,
            f"{s.label.say('en')} ({s.actor.say('en')})" if s.actor.zh else s.label.say("en"),
        )
        for s in after
    ]


def _address(kept: Kept) -> str:
    """Where the receipt can be checked, where the site knows its own address."""
    base = getattr(settings, "BOLE_URL", "").rstrip("/")
    return base + reverse("case_receipt", args=[kept.submission.case_id]) if base else ""
