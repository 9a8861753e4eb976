"""Fact sheets: what is told of a person, or for one case, with versions.

A sheet's `content` is `{"facts": {id: raw}, "families": {name: [row, …]}, "claims": [address, …],
"meta": {key: {"v": version, "by": user id, "at": iso}}}`; raw values stand as in a profile file; a key of `meta` is a fact's id, `family:<name>` or `claims`. `version` counts saves.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from bole.web.common.fields import EncryptedJson


class FactSheet(models.Model):
    """Facts kept once: a user's own, an organisation's of a person without account, or a case's."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="sheet"
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="sheets"
    )
    content = EncryptedJson(default=dict)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None) | Q(organisation=None), name="sheet_one_owner"
            )
        ]


class Change(models.Model):
    """One save: which keys, and what stood there before."""

    sheet = models.ForeignKey(FactSheet, on_delete=models.CASCADE, related_name="changes")
    version = models.PositiveIntegerField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    #: form, import, employer, officer.
    source = models.CharField(max_length=12)
    #: `{key: the value before, or null}`
    before = EncryptedJson(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "version"], name="change_once")]
