"""The match as a PDF, drawn by the documents of the core."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from bole.documents.kinds.match import match
from bole.documents.render import GETA, render
from bole.text import Lang
from bole.web.programmes.queries import Listed
from bole.web.selfcheck.answers import Answers
from bole.web.selfcheck.judging import check


def match_pdf(answers: Answers, *, listed: Listed, lang: Lang) -> HttpResponse:
    """The document of the answers so far, to save; nothing of it stays here."""
    checked = check(answers, listed=listed)
    document = match(
        checked.report,
        pack=listed.pack,
        programme=listed.programme,
        lang=lang,
        level_of=checked.level,
    )
    headers = {"Cache-Control": "no-store"}
    disposition = content_disposition_header(as_attachment=True, filename=document.file)
    if disposition is not None:
        headers["Content-Disposition"] = disposition
    content = render(document, instead=GETA)
    return HttpResponse(content, content_type="application/pdf", headers=headers)
