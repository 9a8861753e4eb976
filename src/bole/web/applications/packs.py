"""The pack of a case, in the version it was begun under or the newest of the same."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from bole.policy import library
from bole.policy.pack import Pack, Programme, Tier, Track
from bole.process.model import Stage
from bole.text import Text
from bole.web.applications.models import Case


@dataclass(frozen=True, slots=True)
class Rules:
    """A pack and one of its programmes."""

    pack: Pack
    programme: Programme

    @property
    def filing(self) -> Stage:
        """The stage at which the application itself is filed.

        Where a registration comes before it (a stage of the same kind), it is the last of them.
        """
        return [s for s in self.programme.process.stages if s.kind == "file"][-1]

    @property
    def unit_files(self) -> bool:
        """True where the employer files and not the person."""
        return self.filing.by == "employer"

    @property
    def recommends(self) -> Stage | None:
        """The stage of a recommending body, None where the procedure has none."""
        return next((s for s in self.programme.process.stages if s.kind == "recommend"), None)

    def stage(self, id: str) -> Stage | None:
        """The stage of that id, None for a case that has ended."""
        return next((s for s in self.programme.process.stages if s.id == id), None)

    def track(self, id: str) -> Track | None:
        """The track of that id; None for a programme without tracks."""
        return next((t for t in self.programme.tracks if t.id == id and id), None)

    def tier(self, id: str) -> Tier | None:
        """The tier of that id, None while none is chosen."""
        return next((t for t in self.programme.tiers if t.id == id), None)

    def direct_tiers(self, *, track: str) -> list[Tier]:
        """The tiers that one can apply for in a track."""
        ruled = {tier for (ruled_track, tier) in self.programme.roots if ruled_track == track}
        return [t for t in self.programme.tiers if t.direct and (t.id in ruled or not ruled)]


def find(pack: str, *, programme: str) -> Rules | None:
    """The rules of those ids, None where there are none."""
    found = next((p for p in library.readable() if p.id == pack), None)
    it = found and next((p for p in found.programmes if p.id == programme), None)
    return Rules(found, it) if found and it else None


def find_or_404(pack: str, *, programme: str) -> Rules:
    """The rules of those ids; Http404 where there are none."""
    rules = find(pack, programme=programme)
    if rules is None:
        raise Http404
    return rules


def rules_of(case: Case) -> Rules:
    """The rules of a case; LookupError where its pack has been taken away."""
    rules = find(case.pack, programme=case.programme)
    if rules is None:
        raise LookupError(f"no pack {case.pack}/{case.programme}")
    return rules


def title_of(case: Case) -> Text:
    """The programme's title; its id where the pack has been taken away."""
    rules = find(case.pack, programme=case.programme)
    return rules.programme.title if rules else Text(f"{case.pack}/{case.programme}")
