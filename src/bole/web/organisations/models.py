"""Organisations by unified social credit code, memberships, and desks."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q

from bole.web.common.fields import EncryptedText

#: The roles that a membership gives, by the kind of organisation.
ROLES: dict[str, tuple[str, ...]] = {
    "employer": ("employer_officer",),
    "recommender": ("recommender",),
    "office": ("talent_office", "department_officer", "expert", "leader", "auditor"),
}
#: Roles that need a second factor.
STAFF = ("recommender", "talent_office", "department_officer", "expert", "leader", "auditor")


class Organisation(models.Model):
    """A legal person; it acts only once an officer has verified it.

    `kind`: employer, recommender (one of a notice's channels) or office (government desks).
    `state`: asked, verified, refused, stopped. A registration may end on `verified_until`.
    """

    uscc = models.CharField(max_length=18, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12)
    #: The channel through which a recommender recommends (district, society …).
    channel = models.CharField(max_length=30, default="")
    district = models.CharField(max_length=60, default="")
    contact_name = EncryptedText(default="")
    contact_phone = EncryptedText(default="")
    address = models.CharField(max_length=300, default="")
    state = models.CharField(max_length=10, default="asked")
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=300, default="")
    verified_until = models.DateField(null=True)
    #: The scan of the licence that the registration was checked against (a stored file's hash).
    licence_sha256 = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return self.name

    def acts_on(self, day: dt.date) -> bool:
        """True while it may act."""
        until = self.verified_until
        return self.state == "verified" and (until is None or day <= until)


class Membership(models.Model):
    """What a person does for an organisation, from a day to a day (both included)."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=20)
    #: May add and end other members.
    manages = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user", "role"],
                condition=Q(ends_on=None),
                name="membership_once",
            )
        ]


class Desk(models.Model):
    """Which office handles the steps of an actor in a programme: per track or district, or all.

    `actor` is a word of the pack's process (department, talent_office, office, center …).
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="desks")
    pack = models.CharField(max_length=120)
    programme = models.CharField(max_length=60)
    actor = models.CharField(max_length=30)
    track = models.CharField(max_length=60, default="")
    district = models.CharField(max_length=60, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "pack", "programme", "actor", "track", "district"],
                name="desk_once",
            )
        ]
        indexes = [models.Index(fields=["pack", "programme"], name="desk_of_programme")]
