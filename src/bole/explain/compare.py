"""One person beside several programmes: the best field of each, every tier's standing and gap.

Tiers of different programmes are not the same thing, whatever they are called: only what each
still lacks is compared. Whether a round is open stands apart from the conditions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bole.explain.model import Change, Report, TierView
from bole.explain.report import report
from bole.explain.rounds import Round, round_of
from bole.explain.summary import sentence
from bole.facts.model import Assurance, Facts
from bole.judge.rulings import Ruling
from bole.judge.verdict import Plan, Verdict
from bole.levels import MEETS
from bole.policy.pack import Benefit, Pack, Programme, Tier, Track
from bole.text import Text


@dataclass(frozen=True, slots=True)
class Candidate:
    """A programme to compare, with the facts as its pack reads them.

    `day` is the day its conditions are judged on; `plan` is compiled for that programme alone.
    """

    plan: Plan
    programme: Programme
    facts: Facts
    day: int
    claims: tuple[str, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    assurance: Assurance = Assurance.CLAIMED
    #: The field that was chosen, None where the best one is to be found.
    track: str | None = None


@dataclass(frozen=True, slots=True)
class TierRow:
    """One tier: how it stands, and the fewest changes that would lift it.

    `lacks` is how many changes those are, None where none would do.
    """

    tier: Tier
    view: TierView
    benefits: tuple[Benefit, ...] = ()

    @property
    def gap(self) -> tuple[Change, ...]:
        """The nearest way up; empty where it meets, or where nothing helps."""
        return () if self.view.level == MEETS else self.view.root.gap

    @property
    def lacks(self) -> int | None:
        """How many changes are needed."""
        return len(self.gap) if self.gap or self.view.level == MEETS else None

    @property
    def reason(self) -> Text:
        """Why it stands where it does, in a few words."""
        return sentence(self.view)


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """One programme in the field that suits best; `own` where it is chosen or the employer's."""

    pack: Pack
    programme: Programme
    day: int
    round: Round
    track: Track
    own: bool
    tiers: tuple[TierRow, ...]
    report: Report
    #: How many other fields were looked at.
    others: int = 0

    @property
    def best(self) -> TierRow | None:
        """The tier one can apply for that stands best; of equals, the one that lacks least."""
        return min((t for t in self.tiers if t.tier.direct), key=_rank, default=None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All programmes, the nearest first."""

    today: int
    programmes: tuple[ProgrammeRow, ...]

    @property
    def tiers(self) -> int:
        """How many tiers were compared."""
        return sum(len(p.tiers) for p in self.programmes)


def compare(candidates: Iterable[Candidate], *, today: int) -> Comparison:
    """The comparison on `today` (`yyyymmdd`); programmes without conditions are left out."""
    rows = [_programme(c, today=today) for c in candidates if c.plan.roots]
    return Comparison(today, tuple(sorted(rows, key=_nearest)))


def _nearest(row: ProgrammeRow) -> tuple[int, int, bool]:
    """Best standing first; then what lacks least; then what can be applied for today."""
    best = row.best
    standing = _rank(best) if best else (1, 0)
    return *standing, not row.round.takes


def _rank(row: TierRow) -> tuple[int, int]:
    return -row.view.level, 999 if row.lacks is None else row.lacks


# One programme ------------------------------------------------------------------------------


def _programme(candidate: Candidate, *, today: int) -> ProgrammeRow:
    verdict = candidate.plan.judge(
        candidate.facts, as_of=candidate.day, claims=candidate.claims, assurance=candidate.assurance
    )
    track, own, told = _best_track(candidate, verdict)
    views = {v.tier: v for v in told.tiers}
    programme = candidate.programme
    rows = tuple(
        TierRow(t, views[t.id], _benefits(programme, tier=t.id, track=track.id))
        for t in programme.tiers
        if t.id in views
    )
    others = len({key[1] for key in candidate.plan.roots}) - 1
    pack = candidate.plan.pack
    state = round_of(
        programme.intake, today=today, level=verdict.level, issued=pack.document.issued
    )
    return ProgrammeRow(pack, programme, candidate.day, state, track, own, rows, told, others)


def _best_track(candidate: Candidate, verdict: Verdict) -> tuple[Track, bool, Report]:
    """The field to show: the employer's own where there is one, and of several the best."""
    programme = candidate.programme
    tracks = [t for t in programme.tracks if any(k[1] == t.id for k in candidate.plan.roots)]
    fields = candidate.facts.get("employer.fields").choices
    own = [t for t in tracks if t.field and t.field in fields]
    own = [t for t in tracks if t.id == candidate.track] or own
    levels = {t.id: _levels(verdict, programme=programme, track=t.id) for t in tracks}
    top = max(levels[t.id] for t in own or tracks)
    equal = [t for t in own or tracks if levels[t.id] == top]
    told = [(t, _report(candidate, track=t.id)) for t in equal]
    track, found = min(told, key=lambda pair: _lacking(pair[1], programme=programme))
    return track, bool(own), found


def _levels(verdict: Verdict, *, programme: Programme, track: str) -> list[int]:
    """The levels of a track's tiers, the best first; those one cannot apply for come last."""
    found = [
        (programme.tier(key[2]).direct, level)
        for key, level in verdict.levels.items()
        if key[:2] == (programme.id, track)
    ]
    return [level for _, level in sorted(found, reverse=True)]


def _lacking(told: Report, *, programme: Programme) -> tuple[int, int]:
    direct = [v for v in told.tiers if programme.tier(v.tier).direct] or list(told.tiers)
    return min((-v.level, len(v.root.gap) or 999) for v in direct)


def _report(candidate: Candidate, *, track: str) -> Report:
    return report(
        candidate.plan,
        candidate.facts,
        as_of=candidate.day,
        programme=candidate.programme.id,
        track=track,
        claims=candidate.claims,
        assurance=candidate.assurance,
        rulings=candidate.rulings,
    )


def _benefits(programme: Programme, *, tier: str, track: str) -> tuple[Benefit, ...]:
    return tuple(
        b
        for b in programme.benefits
        if (not b.tiers or tier in b.tiers) and (not b.tracks or track in b.tracks)
    )
