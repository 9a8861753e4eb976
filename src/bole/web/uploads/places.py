"""From an address to the material it is about, for somebody who may do what is asked."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404

from bole.policy.pack import Material
from bole.problems import Problem, Problems
from bole.text import Text
from bole.web.applications.models import Case
from bole.web.applications.packs import rules_of
from bole.web.applications.permissions import ATTACH, ATTACH_EMPLOYER, READ, Rights, case_or_404
from bole.web.applications.rounds import is_over
from bole.web.applications.views import standing_in
from bole.web.common import clock
from bole.web.materials.models import Item
from bole.web.uploads import permissions
from bole.web.uploads.pages import rules_material

View = Callable[..., HttpResponseBase]
#: What our script sends with each request.
SCRIPT: Final = "X-Bole-Upload"
OVER: Final = Problem(
    "folder.over",
    Text("这一轮已经截止，材料不能再改", "The round is over; the materials cannot change any more"),
    hint=Text("已有的材料都留着，可以看。", "What is there is kept, to be read."),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A material of a case, and what the user may do there."""

    case: Case
    rights: Rights
    material: Material

    @property
    def as_whom(self) -> dict[str, Any]:
        """Role and organisation, as the services take them."""
        return {"role": self.rights.role, "organisation": self.rights.organisation}

    @property
    def role(self) -> str:
        """In which role the user acts."""
        return self.rights.role


def signed_in(view: View) -> View:
    """Sends people to sign in and back; our script gets 401."""

    @wraps(view)
    def asked(request: HttpRequest, **more: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, **more)
        if SCRIPT in request.headers:
            return JsonResponse({"signed_out": True}, status=401)
        return redirect_to_login(request.get_full_path())

    return asked


def of_case(view: View) -> View:
    """Gives the view a case that the user may read, with the rights."""

    @wraps(view)
    def found(request: HttpRequest, case: uuid.UUID, **more: Any) -> HttpResponseBase:
        it, rights = case_or_404(case, standing=standing_in(request), need=READ)
        return view(request, it, rights, **more)

    return signed_in(found)


def of_material(view: View) -> View:
    """Gives the view a material whose files the user may change."""

    @wraps(view)
    def found(
        request: HttpRequest, case: Case, rights: Rights, material: str, **more: Any
    ) -> HttpResponseBase:
        it = rules_material(case, material)
        if it is None or not permissions.sees(it, case=case, rights=rights):
            raise Http404
        return view(request, Place(case, rights, it), **more)

    return of_case(found)


def of_item(view: View) -> View:
    """Gives the view an item that the user may see, and its place."""

    @wraps(view)
    def found(
        request: HttpRequest, case: Case, rights: Rights, item: uuid.UUID, **more: Any
    ) -> HttpResponseBase:
        it = get_object_or_404(
            Item.objects.select_related("file", "folder"), uid=item, folder=case.folder_id
        )
        material = rules_material(case, it.material)
        if material is None or not permissions.sees(material, case=case, rights=rights):
            raise Http404
        return view(request, Place(case, rights, material), it, **more)

    return of_case(found)


def change_or_404(place: Place) -> None:
    """Raises Http404 unless the user may change the files there; a closed case says so itself.

    A draft whose round is over raises Problems.
    """
    need = ATTACH_EMPLOYER if place.material.by == permissions.EMPLOYER else ATTACH
    if place.material.via != "upload" or (place.case.open and need not in place.rights):
        raise Http404
    if not place.case.open and not permissions.owns(place.case, rights=place.rights):
        raise Http404
    if is_over(place.case, clock.now(), rules=rules_of(place.case)):
        raise Problems([OVER])
