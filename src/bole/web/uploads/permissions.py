"""Who sees and changes which part of a case's materials."""

from __future__ import annotations

from typing import Final

from bole.policy.pack import Material
from bole.web.applications.models import Case
from bole.web.applications.permissions import (
    ATTACH,
    ATTACH_EMPLOYER,
    READ,
    VAULT,
    Rights,
    party_of,
)

EMPLOYER: Final = "employer"
RECOMMENDER: Final = "recommender"
OFFICER: Final = "employer_officer"


def owns(case: Case, *, rights: Rights) -> bool:
    """True for whoever files: a person, or the officers of the unit that files."""
    if rights.organisation is None:
        return True
    return rights.organisation.pk == case.filer_organisation_id


def sees(material: Material, *, case: Case, rights: Rights) -> bool:
    """True where the user may look at the files: an employer may see only its own part."""
    return READ in rights and party_of(case, rights=rights) in ("", material.by)


def changes(material: Material, *, case: Case, rights: Rights) -> bool:
    """True where the user may add and take away now."""
    need = ATTACH_EMPLOYER if material.by == EMPLOYER else ATTACH
    return (
        need in rights
        and material.via == "upload"
        and case.may_change(f"material:{material.number}")
    )


def fills(material: Material, *, case: Case, rights: Rights) -> bool:
    """True where the user may have the document filled in: with it goes all that it tells.

    Whoever files, and the party that signs it; others read what was filed.
    """
    if owns(case, rights=rights):
        return True
    return (rights.role, material.by) in ((OFFICER, EMPLOYER), (RECOMMENDER, RECOMMENDER))


def opens_vault(material: Material, *, case: Case, rights: Rights) -> bool:
    """True where the user may open what is kept in the vault, with a reason."""
    if VAULT in rights:
        return True
    return rights.role == OFFICER and material.by == EMPLOYER


def needs_reason(*, case: Case, rights: Rights, by_me: bool) -> bool:
    """False for one's own file: the owner knows it."""
    return not (owns(case, rights=rights) or by_me)
