"""Entries in hash chains, daily anchors, and who read what.

One chain per case (and one for everything else). An entry commits to its content by a salted
hash, so the content can be erased when its time has come while the chain still verifies.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from bole.web.common.fields import EncryptedJson


class Head(models.Model):
    """The end of a chain: locked while an entry is appended."""

    chain = models.CharField(max_length=64, primary_key=True)
    seq = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64)


class Entry(models.Model):
    """One thing that was done; never changed, never deleted (`content` alone may be erased)."""

    chain = models.CharField(max_length=64)
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    #: The role in which it was done: applicant, employer_officer, system …
    role = models.CharField(max_length=40)
    action = models.CharField(max_length=60)
    #: What it was done to: `case:…`, `organisation:…`, `user:…`.
    about = models.CharField(max_length=120)
    salt = models.BinaryField(max_length=16)
    commitment = models.CharField(max_length=64)
    content = EncryptedJson(null=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "seq"], name="audit_one_entry_per_place")
        ]
        indexes = [
            models.Index(fields=["about"], name="audit_about"),
            models.Index(fields=["at"], name="audit_at"),
        ]


class Anchor(models.Model):
    """The heads of all chains at the end of a day, as they also stand outside the database."""

    day = models.DateField(unique=True)
    at = models.DateTimeField()
    chains = models.PositiveIntegerField()
    entries = models.PositiveBigIntegerField()
    #: The newest entry there was: later ones are not looked at, whatever their clock says.
    newest = models.PositiveBigIntegerField(default=0)
    #: The Merkle root over (chain, seq, hash), ordered by chain.
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)


class Reading(models.Model):
    """Somebody saw sensitive fields or a file of the vault."""

    at = models.DateTimeField()
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    about = models.CharField(max_length=120)
    what = models.CharField(max_length=120)
    reason = models.CharField(max_length=300)

    class Meta:
        indexes = [models.Index(fields=["about", "at"], name="audit_readings_of")]
