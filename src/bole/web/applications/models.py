"""Cases, their events, the slots they hold, and what was submitted."""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from bole.web.common.fields import EncryptedJson, EncryptedText


class Case(models.Model):
    """One application to one programme, from the draft on.

    A draft has no `number` and no `submitted_at`. `stage`, `entered`, `due`, `result` and
    `rounds` are the state of the pack's process; only `services.advance` writes them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pack = models.CharField(max_length=120)
    pack_version = models.CharField(max_length=20)
    programme = models.CharField(max_length=60)
    track = models.CharField(max_length=60, default="", blank=True)
    tier = models.CharField(max_length=60, default="", blank=True)
    #: The way in: the id of a window or of the rolling intake; the year or window for limits.
    intake = models.CharField(max_length=40, default="", blank=True)
    round = models.CharField(max_length=20, default="", blank=True)
    filer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="cases"
    )
    #: Where an organisation files (the unit), it and not the person owns the case.
    filer_organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="filed"
    )
    employer = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="employs"
    )
    recommender = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="recommends"
    )
    #: The name of the person or team applied for, and what finds the person again.
    subject = EncryptedText(default="")
    person_index = models.CharField(max_length=64, default="", blank=True)
    person_sheet = models.ForeignKey(
        "profiles.FactSheet", on_delete=models.PROTECT, related_name="+"
    )
    sheet = models.OneToOneField(
        "profiles.FactSheet", on_delete=models.PROTECT, related_name="case"
    )
    folder = models.OneToOneField("materials.Folder", on_delete=models.PROTECT, related_name="case")
    stage = models.CharField(max_length=40)
    entered = models.DateTimeField()
    due = models.DateTimeField(null=True)
    result = models.CharField(max_length=20, default="", blank=True)
    rounds = models.JSONField(default=dict)
    #: What may be changed after submission: `["*"]` where it was returned, keys of facts and
    #: `material:<number>` where it is to be completed; empty: nothing.
    unlocked = models.JSONField(default=list)
    #: Until when it is to be completed.
    complete_by = models.DateTimeField(null=True)
    #: The standing of the tier applied for at submission, as advice (a name of `levels.NAMES`).
    standing = models.CharField(max_length=15, default="", blank=True)
    number = models.CharField(max_length=40, null=True, unique=True)
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    events_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(number=None, submitted_at=None)
                | Q(number__isnull=False, submitted_at__isnull=False),
                name="case_number_with_submission",
            )
        ]
        indexes = [
            models.Index(fields=["pack", "programme", "stage"], name="cases_at_stage"),
            models.Index(fields=["filer", "-changed_at"], name="cases_of_filer"),
            models.Index(fields=["employer"], name="cases_of_employer"),
            models.Index(fields=["person_index"], name="cases_of_person"),
        ]

    @property
    def draft(self) -> bool:
        """True until it is submitted, or ended without."""
        return self.submitted_at is None and not self.result

    @property
    def open(self) -> bool:
        """True while its owner can change it: a draft, or returned or to be completed."""
        return self.draft or (bool(self.unlocked) and not self.result)

    def may_change(self, key: str) -> bool:
        """True where a fact's key (or `material:<number>`) may be changed now."""
        return self.draft or (self.open and ("*" in self.unlocked or key in self.unlocked))

    def given_up(self, now: dt.datetime) -> bool:
        """True where it was to be completed by a moment that has passed."""
        return self.complete_by is not None and now >= self.complete_by

    @property
    def about(self) -> str:
        """How audit, notices and consents name it."""
        return f"case:{self.id}"


class Event(models.Model):
    """What somebody did to a case, in order."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    stage = models.CharField(max_length=40)
    outcome = models.CharField(max_length=20)
    by = models.CharField(max_length=30)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = EncryptedText(default="")
    data = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="event_once")]


class Slot(models.Model):
    """One place taken under a limit; the constraint is what makes an overrun impossible."""

    pack = models.CharField(max_length=120)
    round = models.CharField(max_length=20, default="", blank=True)
    limit = models.CharField(max_length=60)
    #: SHA-256 over the key's values, so that no person or employer can be read from it.
    key = models.CharField(max_length=64)
    place = models.PositiveIntegerField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="slots")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pack", "round", "limit", "key", "place"], name="slot_place_once"
            ),
            models.UniqueConstraint(fields=["case", "limit", "key"], name="slot_once_per_case"),
        ]


class Submission(models.Model):
    """What was submitted: frozen facts, claims, files and rule versions, under one hash."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="submissions")
    #: 1 for the application, then one for each round of completion.
    round = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    #: The form's own key: the same key again is the same submission.
    idempotency = models.UUIDField(unique=True)
    pack_fingerprint = models.CharField(max_length=64)
    cycle_fingerprint = models.CharField(max_length=64)
    #: Facts, families, claims, track, tier, files [(material, position, sha256, size, pages)] …
    content = EncryptedJson()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="submission_once_per_round")
        ]


class Verified(models.Model):
    """An officer has held a key of what was filed against the original, in one submission.

    It counts for later submissions too, as long as they say the same.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="verified")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    #: A fact's id, or `family:<name>` for all its records.
    key = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="verified_once")]


class Counter(models.Model):
    """The last number given in a series; read and raised under a lock."""

    series = models.CharField(max_length=60, primary_key=True)
    last = models.PositiveIntegerField(default=0)


class SavedFilter(models.Model):
    """A selection of cases that an officer keeps under a name."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="case_filters"
    )
    name = models.CharField(max_length=40)
    #: The query string of the list.
    query = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="filter_name_once")]
