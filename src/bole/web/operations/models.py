"""When each duty was last begun, so that one of several workers does it."""

from __future__ import annotations

from django.db import models


class DutyRun(models.Model):
    """The last time that a worker took up a duty."""

    name = models.CharField(max_length=80, primary_key=True)
    begun_at = models.DateTimeField()
