"""One profile asked of one or several programmes, each reading what it knows.

A track, tier, stage or claimed clause must be known to one of the programmes at least. Those that
do not know the track, tier or stage are left out; claims go to the packs that have the clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bole import units
from bole.facts.consistency import future_problems
from bole.facts.profile import Profile
from bole.facts.several import read_profiles
from bole.policy.pack import Pack, Programme, Tier, Track
from bole.problems import Problem, Problems, did_you_mean, problem
from bole.text import Text


@dataclass(frozen=True, slots=True)
class Asked:
    """One programme, the profile as its pack reads it, and the clauses claimed of it."""

    pack: Pack
    programme: Programme
    profile: Profile
    claims: tuple[str, ...]


def ask(
    profile: Path,
    *,
    programmes: Sequence[tuple[Pack, Programme]],
    today: int,
    claims: Iterable[str] = (),
    track: str | None = None,
    tier: str | None = None,
    stage: str | None = None,
) -> tuple[Asked, ...]:
    """Whom to ask and with what; raises Problems with everything nobody knows."""
    profiles = read_profiles(profile, vocabularies=[pack.vocabulary for pack, _ in programmes])
    claimable = {pack.id: pack.claimable for pack, _ in programmes}
    claims = tuple(claims)
    wanted = dict.fromkeys((*(c for p in profiles for c in p.claims), *claims))
    found = list(future_problems(profiles[0].facts, day=today)) if profiles else []
    _among(
        found,
        "track",
        Text("领域", "track"),
        track,
        (t.id for _, p in programmes for t in p.tracks),
    )
    _among(
        found, "tier", Text("类别", "tier"), tier, (t.id for _, p in programmes for t in p.tiers)
    )
    _among(
        found,
        "stage",
        Text("环节", "stage"),
        stage,
        (s.id for k, _ in programmes for s in k.stages),
    )
    everything = sorted(frozenset[str]().union(*claimable.values()))
    for claim in wanted:
        _among(found, "claim", Text("条款", "clause"), claim, everything)
    if found:
        raise Problems(found)
    return tuple(
        Asked(pack, one, read, tuple(c for c in (*read.claims, *claims) if c in claimable[pack.id]))
        for (pack, one), read in zip(programmes, profiles, strict=True)
        if _knows(pack, one, track=track, tier=tier, stage=stage)
    )


def _knows(
    pack: Pack, programme: Programme, *, track: str | None, tier: str | None, stage: str | None
) -> bool:
    return (
        (track is None or track in {t.id for t in programme.tracks})
        and (tier is None or tier in {t.id for t in programme.tiers})
        and (stage is None or stage in {s.id for s in pack.stages})
    )


def _among(
    found: list[Problem], code: str, what: Text, word: str | None, known: Iterable[str]
) -> None:
    listed = [k for k in dict.fromkeys(known) if k]
    if word is None or word in listed:
        return
    zh, en = "、".join(listed[:12]), ", ".join(listed[:12])
    if len(listed) > 12:
        zh, en = f"{zh} … 共 {len(listed)} 个", f"{en} … {len(listed)} in all"
    more = Text(f"现有：{zh}", f"There are: {en}")
    hint = did_you_mean(word, among=listed, more=more)
    zh, en = f"没有{what.zh}“{word}”", f"There is no {what.say('en')} {word!r}"
    found.append(problem(code, zh, en, hint=hint))


def named(word: str | None, among: Iterable[Track | Tier]) -> str | None:
    """The id of the track or tier that is called `word`; the word itself where none is."""
    for one in among:
        if word in (one.id, one.label.zh, one.label.en):
            return one.id
    return word


def read_day(raw: str) -> int:
    """The day of `--as-of`; raises Problems where it is none."""
    try:
        day = units.read_date(raw)
    except ValueError:
        day = units.DateRange(0, 1)
    if day.low != day.high:
        hint = Text(
            "写一天，如 2026-06-01，在 1900 到 2200 年之间。",
            "Write a day, like 2026-06-01, between 1900 and 2200.",
        )
        zh, en = f"--as-of 读不懂“{raw}”", f"Cannot read --as-of {raw!r}"
        raise Problems([problem("as_of", zh, en, hint=hint)])
    return day.low
