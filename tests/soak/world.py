"""The Django side of the soak, a process of its own: makes drafts, and looks at what became of them."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sys
import uuid
from collections import Counter as Count
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import override_settings  # noqa: E402

from bole.facts.identity import resident_check_digit  # noqa: E402
from bole.policy.intake import read_instant  # noqa: E402
from bole.web.accounts import consents  # noqa: E402
from bole.web.accounts.models import User  # noqa: E402
from bole.web.applications import services  # noqa: E402
from bole.web.applications.models import Case, Slot, Submission  # noqa: E402
from bole.web.applications.packs import rules_of  # noqa: E402
from bole.web.common import clock  # noqa: E402
from bole.web.materials import receiving, storage  # noqa: E402
from bole.web.materials.models import Item, Upload  # noqa: E402
from tests.soak.site import PACK  # noqa: E402
from tests.web import factories  # noqa: E402

A_UNIT = 4  # applicants of one employer, which has three places
CSRF = "c" * 32


def make(*, count: int, start: int = 0) -> list[dict[str, str]]:
    """Drafts that can be submitted, with the session of each applicant."""
    made = []
    for n in range(start, start + count):
        with transaction.atomic():
            made.append(_draft(n))
    return made


def _draft(n: int) -> dict[str, str]:
    user = User.objects.create_user(name=factories.called(n), phone=f"+86199{n:08d}")
    employer = services.beginning.employer_of(factories.uscc(n // A_UNIT + 1))
    case = services.start(user, pack=PACK, programme="demo", track="finance", tier="young",
                          employer=employer)  # fmt: skip
    # Every twentieth account is a second one of the person before.
    person = n - 1 if n % 20 == 19 else n
    told = {"name": user.name, "identity_code": identity_code(person), "on_job": "true"}
    case.sheet.content = {"facts": told}
    case.sheet.save()
    for kind in consents.missing(user, process=rules_of(case).programme.process, about=case.about):
        consents.give(user, kind.id, about=case.about)
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return {
        "case": str(case.id),
        "session": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "csrf": CSRF,
        "key": str(uuid.uuid5(uuid.NAMESPACE_URL, f"soak/{n}")),
    }


def identity_code(n: int) -> str:
    """A made-up identity code, valid, one for each number."""
    born = dt.date(1985, 1, 1) + dt.timedelta(days=n // 900)
    base = f"110102{born:%Y%m%d}{100 + n % 900:03d}"
    return base + resident_check_digit(base)


def move_clock(*, to: str) -> str:
    """Lets the site's clock run on from a moment."""
    clock.move_to(read_instant(to))
    return clock.now().isoformat()


def submitted_at(*, case: str) -> float:
    """The second at which an application came, as its row has it."""
    moment = Case.objects.get(pk=case).submitted_at
    assert moment is not None
    return moment.timestamp()


def look(
    *, acknowledged: dict[str, dict[str, str]], refused: dict[str, str], uploaded: list[str]
) -> dict[str, Any]:
    """What is wrong: acknowledged and not there, there twice, more than a limit, odd numbers."""
    wrong: list[str] = []
    rows = {str(s.case_id): s for s in Submission.objects.select_related("case")}
    if Submission.objects.count() != len(rows):
        wrong.append("a case was submitted twice")
    for case, said in acknowledged.items():
        row = rows.get(case)
        if row is None or row.case.number != said["number"] or row.sha256 != said["sha256"]:
            wrong.append(f"acknowledged and not there: {case} {said}")
    wrong += [f"submitted without a word: {case}" for case in rows.keys() - acknowledged.keys()]
    wrong += [f"refused and there: {case}" for case in refused.keys() & rows.keys()]
    running = sorted(int(row.case.number.split("-")[-2]) for row in rows.values())
    if running != list(range(1, len(rows) + 1)):
        wrong.append("numbers are missing or doubled")
    slots = Count(Slot.objects.values_list("limit", "key"))
    wrong += [f"{n} under {limit}" for (limit, _), n in slots.items() if n > MOST[limit]]
    units = Count(Case.objects.exclude(submitted_at=None).values_list("employer", flat=True))
    wrong += [f"{n} of employer {unit}" for unit, n in units.items() if n > MOST["unit_places"]]
    items = Count(str(c) for c in Item.objects.values_list("folder__case", flat=True))
    wrong += [f"{items[c]} files of {c}" for c in items.keys() | set(uploaded) if items[c] != 1]
    for case in set(uploaded) & rows.keys():
        if len(rows[case].content["files"]) != 1:
            wrong.append(f"submitted without its file: {case}")
    return {"wrong": wrong, "submitted": len(rows)}


def look_at_files(*, uploaded: dict[str, str], left: dict[str, list[Any]]) -> dict[str, Any]:
    """What is wrong: acknowledged and not there, left in the middle and changed, chunks of nobody."""
    receiving.tidy()
    wrong: list[str] = []
    held: dict[str, list[str]] = {case: [] for case in uploaded}
    for item in Item.objects.filter(folder__case__in=uploaded).select_related("file", "folder"):
        digest = hashlib.sha256(b"".join(storage.parts_of(item.file))).hexdigest()
        held[str(item.folder.case.id)].append(digest)
    wrong += [
        f"{case}: {held[case]}" for case, digest in uploaded.items() if held[case] != [digest]
    ]
    still = Upload.objects.filter(ended_at=None)
    under_way = {str(u.uid): u for u in still}
    for uid, (offset, digest) in left.items():
        upload = under_way[uid]
        parts = b"".join(storage.read_part(uid, part=part) for part in upload.parts)
        if (upload.offset, hashlib.sha256(parts).hexdigest()) != (offset, digest):
            wrong.append(f"left at {offset}, is at {upload.offset}, or holds something else: {uid}")
    wrong += [f"begun twice: {u.uid}" for u in still.filter(folder__case__in=uploaded)]
    for uid in storage.files().listdir("arriving")[0]:
        lying = storage.files().listdir(f"arriving/{uid}")[1]
        if lying and uid not in under_way:
            wrong.append(f"{len(lying)} chunks of an upload that ended: {uid}")
    return {"wrong": wrong}


MOST = {"one_application": 1, "unit_places": 3}


def ends_at(*, closes: str) -> float:
    """The second, by the machine's own clock, at which the site's clock reaches a moment."""
    return (read_instant(closes) - clock.offset()).timestamp()


if __name__ == "__main__":
    verb, options = sys.argv[1], json.loads(sys.argv[2])
    if "file" in options:
        options |= json.loads(Path(options.pop("file")).read_text(encoding="utf-8"))
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        answer = globals()[verb](**options)
    sys.stdout.write("\n" + json.dumps(answer) + "\n")
