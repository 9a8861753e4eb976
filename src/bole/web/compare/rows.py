"""Every programme with the same answers, in the order in which it takes applications."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from bole import units
from bole.explain import compare as core
from bole.explain.compare import ProgrammeRow
from bole.policy.intake import SHANGHAI
from bole.web.compare.carrying import carried
from bole.web.programmes.judging import checker_of
from bole.web.programmes.queries import Listed, programmes
from bole.web.selfcheck.answers import ANY_TRACK, Answers
from bole.web.selfcheck.profiles import facts_of


@dataclass(frozen=True, slots=True)
class Row:
    """One programme: how it stands, and the answers that show its result clause by clause."""

    listed: Listed
    found: ProgrammeRow
    answers: Answers
    #: The one that the answers were given to.
    mine: bool
    #: The day that the conditions are judged on, "" for today.
    judged: str

    @property
    def field(self) -> bool:
        """True where the programme has several fields, so that the one compared has to be named."""
        return bool(self.found.track.id)


def rows(answers: Answers, *, now: dt.datetime) -> list[Row]:
    """The programme at hand first, the others by their rounds; nobody is ranked."""
    today = units.to_int(now.astimezone(SHANGHAI).date())
    found = [_row(answers, listed=listed, today=today) for listed in programmes(now=now)]
    return sorted((row for row in found if row), key=lambda row: not row.mine)


def _row(answers: Answers, *, listed: Listed, today: int) -> Row | None:
    """The programme's row, None where it has no conditions."""
    theirs = carried(answers, to=listed)
    checker = checker_of(listed.pack)
    track = None if theirs.track == ANY_TRACK else theirs.track
    with checker.turn:
        candidate = core.Candidate(
            checker.alone(listed.programme.id),
            listed.programme,
            facts_of(theirs, vocabulary=listed.pack.vocabulary),
            listed.round.as_of,
            theirs.claims,
            track=track,
        )
        compared = core.compare([candidate], today=today).programmes
    if not compared:
        return None
    mine = theirs.place == answers.place
    if track is None and compared[0].track.id and not mine:
        theirs = replace(theirs, track=compared[0].track.id)
    judged = "" if compared[0].day == today else units.iso(compared[0].day)
    return Row(listed, compared[0], theirs, mine, judged)
