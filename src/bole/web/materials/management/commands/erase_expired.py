"""python -m django erase_expired [--days N] [--yes --reason TEXT]: the end of the vault's files."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bole.policy.intake import SHANGHAI
from bole.web.materials import retention


class Command(BaseCommand):
    """Lists what is over its term; erases it only with --yes and a reason."""

    help = "Lists files of the vault whose term is over; --yes erases them for good."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Days, confirmation, reason."""
        parser.add_argument("--days", type=int, help="instead of BOLE_VAULT_DAYS")
        parser.add_argument("--yes", action="store_true", help="erase what is listed")
        parser.add_argument("--reason", default="", help="kept in the audit")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints one line an item."""
        found = retention.expired(days=options["days"])
        for one in found:
            day = one.item.added_at.astimezone(SHANGHAI).date()
            place = f"{one.item.folder.about} {one.item.material or '-'}"
            self.stdout.write(f"{place} {one.item.uid} {day} {one.why.zh}")
        if not options["yes"]:
            self.stdout.write(f"{len(found)} to erase; nothing was (--yes --reason …)")
            return
        if not options["reason"]:
            raise CommandError("--yes needs a --reason, which the audit keeps")
        count = retention.erase(found, by=None, reason=options["reason"])
        self.stdout.write(f"{count} erased")
