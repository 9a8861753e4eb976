"""Organisations by unified social credit code, what was asked for them, members, and desks."""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from bole.web.common.fields import EncryptedJson, EncryptedText

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
    `state`: entered (an applicant named it, nobody has asked yet), asked, verified, refused,
    stopped. A registration may end on `verified_until`.
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

    @property
    def about(self) -> str:
        """How audit and notices name it."""
        return f"organisation:{self.pk}"

    def acts_on(self, day: dt.date) -> bool:
        """True while it may act."""
        until = self.verified_until
        return self.state == "verified" and (until is None or day <= until)

    def lapsed_on(self, day: dt.date) -> bool:
        """True where it was verified, and its registration has not been refreshed in time."""
        until = self.verified_until
        return self.state == "verified" and until is not None and until < day

    @property
    def refresh_waits(self) -> bool:
        """True where a refresh of its registration was asked for, and nobody has decided it."""
        return self.registrations.filter(kind="refresh", state="asked").exists()


class Registration(models.Model):
    """What somebody asked for an organisation, and what an officer decided.

    `kind`: register (the first time), refresh (every year, or when data changed), recover (nobody
    has access any more: a sealed letter). Nothing of it holds before it is granted.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="registrations"
    )
    kind = models.CharField(max_length=10)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="registrations"
    )
    asked_at = models.DateTimeField()
    #: What the organisation is to be: name, kind, channel, district, address, contact_*.
    content = EncryptedJson(default=dict)
    #: Why, where it is a recovery.
    grounds = EncryptedText(default="")
    #: The scan of the licence or the sealed letter: a stored file's hash.
    scan_sha256 = models.CharField(max_length=64, default="")
    state = models.CharField(max_length=10, default="asked")  # asked, granted, refused, withdrawn
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "asked_by"],
                condition=Q(state="asked"),
                name="registration_open_once",
            )
        ]
        indexes = [models.Index(fields=["state", "asked_at"], name="registrations_waiting")]

    @property
    def about(self) -> str:
        """How audit and notices name it."""
        return f"registration:{self.uid}"


class Invitation(models.Model):
    """Somebody is asked to become a member; it holds once they accept it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="invitations"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations"
    )
    #: The name under which the member knows the person; an account has the person's own.
    name = EncryptedText(default="")
    role = models.CharField(max_length=20)
    manages = models.BooleanField(default=False)
    ends_on = models.DateField(null=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="open")  # open, accepted, declined, cancelled
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user", "role"],
                condition=Q(state="open"),
                name="invitation_open_once",
            )
        ]


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

    def holds_on(self, day: dt.date) -> bool:
        """True from the first to the last day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


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
