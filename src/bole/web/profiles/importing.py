"""Taking facts over from a file or an earlier application: read, compared, and only then saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from bole.facts.profile import read_profile
from bole.facts.vocabulary import Vocabulary
from bole.problems import Problems, problem
from bole.web.profiles.bridge import CLAIMS, CLOSED, FAMILY
from bole.web.profiles.merging import ID, with_ids
from bole.web.profiles.raw import content_of_facts
from bole.web.profiles.services import value_in

LARGEST: Final = 256 * 1024


@dataclass(frozen=True, slots=True)
class Offered:
    """One key that an import would write: what stands, what comes."""

    key: str
    stands: Any
    comes: Any

    @property
    def state(self) -> Literal["new", "same", "differs"]:
        """Whether it is new, the same, or something else stands there."""
        if self.stands is None:
            return "new"
        return "same" if bare(self.stands) == bare(self.comes) else "differs"


def read_file(data: bytes, *, vocabulary: Vocabulary, name: str) -> dict[str, Any]:
    """The content of a profile file, YAML or JSON as `bole judge` takes it; raises Problems."""
    if len(data) > LARGEST:
        zh, en = "文件超过 256 KB，不像是档案文件", "Over 256 kB: this does not look like a profile"
        raise Problems([problem("import.size", zh, en)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        zh, en = "看不懂这个文件：要用 UTF-8 存", "The file cannot be read: save it as UTF-8"
        raise Problems([problem("import.encoding", zh, en)]) from None
    profile = read_profile(text, vocabulary=vocabulary, name=name)
    return content_of_facts(profile.facts, claims=profile.claims, vocabulary=vocabulary)


def of_submission(frozen: Mapping[str, Any]) -> dict[str, Any]:
    """The content of an application's frozen facts (see `profiles.snapshot`); claims stay behind."""
    families = {name: with_ids(rows) for name, rows in frozen.get("families", {}).items()}
    closed = {name: True for name, said in frozen.get("closed", {}).items() if said}
    return {"facts": dict(frozen.get("facts", {})), "families": families, "closed": closed}


def of_draft(sheet: Mapping[str, Any]) -> dict[str, Any]:
    """What a draft's own sheet tells beside the person's; claims stay behind."""
    return {part: dict(sheet.get(part, {})) for part in ("facts", "families", "closed")}


def as_needed(
    content: Mapping[str, Any], *, needed: Mapping[str, frozenset[str]]
) -> dict[str, Any]:
    """The content without facts, families and fields that no programme asks for: they are not kept."""
    families = {
        name: [{k: v for k, v in row.items() if k == ID or k in fields} for row in rows]
        for name, rows in content.get("families", {}).items()
        if (fields := needed.get(f"{FAMILY}{name}")) is not None
    }
    return {
        **content,
        "facts": {k: v for k, v in content.get("facts", {}).items() if k in needed},
        "families": families,
        "closed": {k: v for k, v in content.get("closed", {}).items() if k in families},
    }


def offered(
    comes: Mapping[str, Any], *, stands: Mapping[str, Any], keys: Iterable[str]
) -> list[Offered]:
    """What an import would write of `keys`, in their order; what says nothing is left out."""
    found = [Offered(key, value_in(stands, key), value_in(comes, key)) for key in keys]
    return [o for o in found if o.comes is not None]


def keys_in(content: Mapping[str, Any]) -> list[str]:
    """Every key that a content says something under."""
    keys = list(content.get("facts", {}))
    for name in content.get("families", {}):
        keys += [f"{FAMILY}{name}", f"{CLOSED}{name}"]
    return [*keys, CLAIMS] if content.get(CLAIMS) else keys


def bare(value: Any) -> Any:
    """The value without the ids of its records."""
    if isinstance(value, list):
        return [
            {k: v for k, v in row.items() if k != ID} if isinstance(row, dict) else row
            for row in value
        ]
    return value
