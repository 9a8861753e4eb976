"""What an office decided for a programme, each with its day, its person and its reason."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class _Decided(models.Model):
    """Who decided, when and why."""

    pack = models.CharField(max_length=120)
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=500)
    made_at = models.DateTimeField()
    #: When a later decision took its place, or when it was ended without one, by whom and why.
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_reason = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        abstract = True


class Decision(_Decided):
    """A parameter's value, an adopted reading, or an optional stage switched on."""

    #: parameter, reading or switch.
    kind = models.CharField(max_length=10)
    key = models.CharField(max_length=80)
    value = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pack", "kind", "key"],
                condition=models.Q(ended_at=None),
                name="decision_in_force",
            )
        ]


class Quota(_Decided):
    """One row of a parameter table: the most there can be under a key."""

    programme = models.CharField(max_length=60)
    table = models.CharField(max_length=60)
    #: The values of the limit's `per`, joined by the unit separator.
    key = models.CharField(max_length=200)
    most = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pack", "programme", "table", "key"],
                condition=models.Q(ended_at=None),
                name="quota_in_force",
            )
        ]


class Extension(_Decided):
    """A stage's deadline moved: for everyone, or for drafts that existed at a moment."""

    programme = models.CharField(max_length=60)
    #: The id of an intake or of a stage with an instant of its own.
    what = models.CharField(max_length=60)
    until = models.DateTimeField()
    #: Only cases whose draft had begun before this moment; None: all.
    drafts_before = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["pack", "programme"], name="extension_of_programme")]
