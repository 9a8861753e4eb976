"""What was submitted, frozen: plain JSON in one canonical form, and its SHA-256."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from bole.criteria.kernel import Formula, parts_of, walk
from bole.policy.intake import SHANGHAI
from bole.web.applications.handed_in import completed
from bole.web.applications.world import Situation
from bole.web.profiles.snapshot import snapshot
from bole.web.programmes.form import form_of

FORMAT: Final = 1
#: The clauses of each tier that are kept, by the identity of its whole condition.
_known: dict[int, tuple[Formula, tuple[Formula, ...]]] = {}


def canonical(content: Mapping[str, Any]) -> bytes:
    """The content as bytes: keys sorted, no spaces, UTF-8."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256_of(content: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical form."""
    return hashlib.sha256(canonical(content)).hexdigest()


def frozen(situation: Situation, *, number: str) -> dict[str, Any]:
    """Everything that the application is at this moment."""
    case, rules = situation.case, situation.rules
    return {
        "format": FORMAT,
        "case": str(case.id),
        "number": number,
        "at": situation.at.astimezone(SHANGHAI).isoformat(),
        "pack": {
            "id": rules.pack.id,
            "version": rules.pack.version,
            "fingerprint": rules.pack.fingerprint,
        },
        "cycle": situation.cycle.fingerprint,
        "switches": sorted(situation.switches),
        "programme": case.programme,
        "track": case.track,
        "tier": case.tier,
        "intake": case.intake,
        "round": case.round,
        "filer": str(case.filer.handle),
        "subject": case.subject,
        "filed_by": _organisation(case.filer_organisation),
        "employer": _organisation(case.employer),
        "recommender": _organisation(case.recommender),
        **_told(situation),
        "files": _files(situation),
        "explanations": situation.explanations,
        "consents": _consents(situation),
        "verdict": _verdict(situation),
    }


def _told(situation: Situation) -> dict[str, Any]:
    """Facts, records and claims that the form asks for, with the versions of both sheets."""
    case, rules = situation.case, situation.rules
    form = form_of(rules.pack, programme=rules.programme.id, track=case.track)
    there = [m for m in rules.programme.materials if situation.items.get(m.number)]
    sheets = (case.person_sheet, case.sheet)
    frozen = snapshot(*sheets, form=form, materials=there)
    if situation.completes and situation.handed_in is not None:
        frozen |= completed(situation.handed_in, frozen, unlocked=situation.unlocked)
    return {k: v for k, v in frozen.items() if k != "versions"} | {
        "claims": list(situation.claims),
        "sheets": {str(sheet.uid): sheet.version for sheet in sheets},
    }


def _files(situation: Situation) -> list[dict[str, Any]]:
    """Material, place, hash, bytes, pages and name of every file."""
    return [
        {
            "material": number,
            "position": place,
            "sha256": item.file.sha256,
            "size": item.file.size,
            "pages": item.file.pages,
            "name": item.name,
            "item": str(item.uid),
        }
        for number, listed in situation.items.items()
        for place, item in enumerate(listed, 1)
    ]


def _consents(situation: Situation) -> list[dict[str, str]]:
    """The consents that the filer has given, for the account and for this case."""
    return [
        {
            "kind": c.kind, "about": c.about, "version": c.version, "text": c.text_sha256,
            "at": c.given_at.astimezone(SHANGHAI).isoformat(),
        }
        for c in situation.consents
    ]  # fmt: skip


def _verdict(situation: Situation) -> dict[str, Any]:
    """How every clause of the tier applied for stood that day, as advice."""
    case = situation.case
    root = situation.rules.programme.roots.get((case.track, case.tier))
    levels = situation.verdict.levels
    return {
        "as_of": situation.as_of,
        "stage": situation.verdict.plan.stage,
        "tiers": {
            f"{track}/{tier}": level
            for (programme, track, tier), level in levels.items()
            if programme == case.programme and track == case.track
        },
        "clauses": {n.meta.id: situation.level(n) for n in _clauses(root)} if root else {},
    }


def _clauses(root: Formula) -> tuple[Formula, ...]:
    """The upper conditions, and every numbered criterion below them; packs stay, and so do these."""
    found = _known.get(id(root))
    if found is None or found[0] is not root:
        upper = [root, *parts_of(root)]
        upper += [below for part in parts_of(root) for below in parts_of(part)]
        named = {
            n.meta.id: n for n in (*upper, *(n for n in walk(root) if n.meta.numbered)) if n.meta.id
        }
        found = _known[id(root)] = root, tuple(named.values())
    return found[1]


def _organisation(found: Any) -> dict[str, str] | None:
    return {"uscc": found.uscc, "name": found.name} if found is not None else None
