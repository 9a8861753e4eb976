"""What an application freezes: the facts its form asks for, as they stand, in one plain form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bole.facts.model import Assurance
from bole.policy.pack import Material
from bole.web.profiles.backing import keys_shown
from bole.web.profiles.bridge import CLOSED, claims_of
from bole.web.profiles.completeness import together
from bole.web.profiles.models import FactSheet
from bole.web.profiles.services import content_of, value_in
from bole.web.programmes.form import Form


def snapshot(
    person: FactSheet, own: FactSheet, *, form: Form, materials: Iterable[Material] = ()
) -> dict[str, Any]:
    """Facts, families and claims with their assurance, and the sheets' versions; plain JSON.

    Only what the form asks for is in it; what one of `materials` shows is evidenced. Equal sheets
    give equal snapshots, whatever the order in which they were filled.
    """
    contents = content_of(person), content_of(own)
    content = together(*contents)
    asked = {q.id for q in form.facts}
    families = {r.family.id: [q.id for q in r.questions] for r in form.records}
    keys = asked | {f"family:{name}" for name in families}
    told = {key for key in keys if value_in(content, key) is not None}
    backed = keys_shown(form, materials=materials) & told
    return {
        "facts": {k: v for k, v in sorted(content["facts"].items()) if k in asked},
        "families": {
            name: [{f: row[f] for f in sorted(fields) if f in row} for row in rows]
            for name, fields in sorted(families.items())
            if (rows := value_in(content, f"family:{name}")) is not None
        },
        "closed": {n: True for n in sorted(families) if value_in(content, f"{CLOSED}{n}")},
        "claims": list(claims_of(*contents)),
        "meta": {key: {"a": int(Assurance.EVIDENCED)} for key in sorted(backed)},
        "versions": {"person": person.version, "case": own.version},
    }
