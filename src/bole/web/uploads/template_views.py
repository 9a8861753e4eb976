"""Documents to sign: filled in from the case, as PDF or to write in."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from bole.documents.registry import Format
from bole.problems import Problems
from bole.web.common.templatetags.components import language
from bole.web.uploads import permissions
from bole.web.uploads.answers import document_answer
from bole.web.uploads.filled import BUILDERS, TYPES, Filled
from bole.web.uploads.places import Place, of_material
from bole.web.uploads.views import answered


@require_safe
@of_material
def template(request: HttpRequest, place: Place) -> HttpResponseBase:
    """The document that fills in a material; `?format=docx` to write in it."""
    if place.material.template not in BUILDERS:
        raise Http404
    if not permissions.fills(place.material, case=place.case, rights=place.rights):
        raise Http404
    format: Format = "docx" if request.GET.get("format") == "docx" else "pdf"
    try:
        content, name = Filled(place.case).render(place.material, lang=language(), format=format)
    except Problems as found:
        return answered(request, place, problems=list(found.problems))
    return document_answer(content, media_type=TYPES[format], name=name)
