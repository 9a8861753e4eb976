"""Stored files by hash, folders of items, uploads under way, reusable evidence."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from bole.web.common.fields import EncryptedText


class StoredFile(models.Model):
    """Bytes on disk under the SHA-256 of the clean content; shared by all that hold the same.

    `sealed` files (the vault) are encrypted on disk under the same name in a tree of their own.
    `scan`: clean, infected, waiting (the scanner did not answer), or none where there is none.
    """

    sha256 = models.CharField(max_length=64)
    sealed = models.BooleanField(default=False)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=40)
    pages = models.PositiveIntegerField(default=1)
    scan = models.CharField(max_length=10, default="none")
    scanned_at = models.DateTimeField(null=True)
    thumbnail = models.BooleanField(default=False)
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sha256", "sealed"], name="stored_once")]


class Folder(models.Model):
    """The attachments of one case, or of one person's reusable evidence (`user`)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="evidence"
    )

    @property
    def about(self) -> str:
        """How audit names what the folder belongs to."""
        case = getattr(self, "case", None)
        return case.about if case else f"user:{self.user_id}"


class Item(models.Model):
    """One file under a material's number; taken away is marked, never deleted by a click."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    folder = models.ForeignKey(Folder, on_delete=models.PROTECT, related_name="items")
    #: The material's number in the pack; "" in a folder of reusable evidence.
    material = models.CharField(max_length=20, default="")
    position = models.PositiveIntegerField(default=0)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="items")
    #: As the person named it, without path.
    name = EncryptedText(default="")
    #: The clause or record that it shows, where the person said so.
    shows = models.CharField(max_length=160, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()
    #: Reusable evidence: until when it holds.
    valid_until = models.DateField(null=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    #: The item that took its place.
    replaced_by = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="earlier"
    )

    class Meta:
        indexes = [models.Index(fields=["folder", "material", "position"], name="items_in_order")]


class Explanation(models.Model):
    """Why a material is not there, where the document lets one explain."""

    folder = models.ForeignKey(Folder, on_delete=models.PROTECT, related_name="explanations")
    material = models.CharField(max_length=20)
    text = EncryptedText(default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["folder", "material"], name="explained_once")
        ]


class Upload(models.Model):
    """A file on its way in chunks; `offset` bytes have arrived, in the chunks named by `parts`."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    folder = models.ForeignKey(Folder, on_delete=models.CASCADE, related_name="uploads")
    material = models.CharField(max_length=20)
    name = EncryptedText(default="")
    size = models.PositiveBigIntegerField()
    offset = models.PositiveBigIntegerField(default=0)
    parts = models.JSONField(default=list)
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    #: SHA-256 of the whole file, where the browser told it.
    sha256 = models.CharField(max_length=64, default="")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    #: The item that came of it.
    item = models.ForeignKey(Item, null=True, on_delete=models.SET_NULL, related_name="+")
