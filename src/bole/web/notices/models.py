"""Notices and what became of each on its way."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from bole.text import Text
from bole.web.common.fields import EncryptedText


class Notice(models.Model):
    """Something told to one person; the site always shows it, mail and SMS are deliveries."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(max_length=40)
    #: What it is about: `case:…`.
    about = models.CharField(max_length=120, default="")
    #: In Chinese, or as somebody wrote it; beside it in English where there is any.
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, default="")
    body = EncryptedText(default="")
    body_en = EncryptedText(null=True)
    url = models.CharField(max_length=300, default="")
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    #: The same event is told once.
    once = models.CharField(max_length=120, unique=True)

    class Meta:
        indexes = [
            models.Index(fields=["user", "-made_at"], name="notices_of_user"),
            models.Index(fields=["user"], condition=models.Q(read_at=None), name="notices_unread"),
        ]

    @property
    def heading(self) -> Text:
        """The title, for whoever reads it in whatever language."""
        return Text(self.title, self.title_en)

    @property
    def words(self) -> Text:
        """The body, for whoever reads it in whatever language."""
        return Text(self.body, self.body_en or "")


class Delivery(models.Model):
    """A notice by mail or SMS: waiting (until `next_at`), sent or given_up."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=8)  # mail, sms
    state = models.CharField(max_length=8, default="waiting")
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    #: What the gateway answered: its number, or what went wrong.
    answer = models.CharField(max_length=300, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "channel"], name="delivery_once")]
        indexes = [models.Index(fields=["state", "next_at"], name="deliveries_due")]


class Preference(models.Model):
    """A person does not want a kind of notice by a channel; without a row they do."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_preferences"
    )
    kind = models.CharField(max_length=40)
    channel = models.CharField(max_length=8)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "channel"], name="preference_once")
        ]
