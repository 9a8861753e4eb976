"""From a folder of YAML to a `Pack`; everything that is wrong comes at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bole.criteria.build import build_criterion
from bole.criteria.kernel import All, Formula, Meta
from bole.criteria.spec import Option, Words
from bole.facts.vocabulary import Vocabulary, read_vocabulary
from bole.policy import head
from bole.policy.form import read_form
from bole.policy.intake import Intake, read_instant
from bole.policy.offers import read_benefits
from bole.policy.pack import TEMPLATES, WAYS, Material, Pack, Programme, Tier, Track
from bole.policy.part import Part
from bole.policy.procedure import read_procedures, read_process
from bole.policy.stewardship import read_stewardship
from bole.problems import Problem, Problems, did_you_mean, problem
from bole.text import join
from bole.yamlfile import Document, read_yaml_cached

FORMAT = 1
#: What tests a pack is no part of what it says.
TESTS = ("cases", "cases.yaml", "mutants.yaml", "walks")


@dataclass(slots=True)
class _Reading:
    """What is known while a pack is read."""

    folder: Path
    vocabulary: Vocabulary
    problems: list[Problem] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    #: Paths of criteria files that are left out.
    without: frozenset[str] = frozenset()

    def document(self, name: str) -> Document:
        """A file of the pack; an absent one is empty."""
        if name not in self.documents:
            path = self.folder / name
            empty = Document(str(path), "", {})
            self.documents[name] = read_yaml_cached(path) if path.is_file() else empty
        return self.documents[name]

    def part(self, name: str) -> Part:
        """The whole file as one mapping."""
        doc = self.document(name)
        return Part(doc, (), doc.data if doc.data is not None else {}, self.problems)

    def criteria(self) -> Iterator[tuple[str, Part]]:
        """The files under criteria/, by name."""
        for path in sorted((self.folder / "criteria").glob("*.yaml")):
            if str(path) not in self.without:
                yield path.stem, self.part(f"criteria/{path.name}")


def read_pack(
    folder: Path, *, id: str, vocabulary: Vocabulary, without: frozenset[str] = frozenset()
) -> Pack:
    """The pack in `folder`; `vocabulary` is the shared one, the pack may add its own.

    `without` are paths of criteria files to leave out, for work on the others.

    Raises Problems with everything that is wrong.
    """
    if not (folder / "pack.yaml").is_file():
        raise Problems([problem("pack", f"{folder} 里没有 pack.yaml", f"No pack.yaml in {folder}")])
    own = folder / "vocabulary"
    if own.is_dir():
        vocabulary = read_vocabulary(own, base=vocabulary)
    reading = _Reading(folder, vocabulary, without=without)
    pack = _read(reading, id=id)
    if reading.problems:
        raise Problems(reading.problems)
    return pack


def _read(reading: _Reading, *, id: str) -> Pack:
    part = reading.part("pack.yaml")
    part.only("format", "version", "region", "document", "stages", "default_stage", "programmes")
    if part.data.get("format") != FORMAT:
        part.fail("format", f"format 要写 {FORMAT}", f"format must be {FORMAT}", "format")
    stages = head.read_stages(part)
    numbers = reading.part("parameters.yaml")
    parameters = head.read_parameters(numbers, vocabulary=reading.vocabulary)
    readings = head.read_readings(numbers)
    words = Words(
        reading.vocabulary,
        {k: p.kind for k, p in parameters.items()},
        {k: tuple(Option(o.id, o.label, o.data) for o in q.options) for k, q in readings.items()},
        tuple(s.id for s in stages),
        reading.problems,
    )
    programmes = tuple(
        _programme(p, reading=reading, words=words) for p in part.parts("programmes")
    )
    if not programmes:
        part.fail("programmes", "至少写一个 programmes", "At least one programme is needed")
    clauses = head.read_clauses(reading.part("clauses.yaml"))
    return Pack(
        id=id,
        version=part.word("version", need=True),
        region=part.text("region", need=True),
        document=head.read_document(_sub(part, "document")),
        programmes=programmes,
        stages=stages,
        parameters=parameters,
        readings=readings,
        clauses=clauses,
        vocabulary=reading.vocabulary,
        root=reading.folder,
        fingerprint=fingerprint(reading.folder, vocabulary=reading.vocabulary),
        default_stage=_default_stage(part, stages=[s.id for s in stages]),
        stewardship=read_stewardship(
            reading.part("stewardship.yaml"), words=words, tiers=_named(programmes)
        ),
    )


def _named(programmes: tuple[Programme, ...]) -> dict[str, Formula]:
    """The own criteria of all programmes by `track/tier`, or `tier` where there are no tracks."""
    return {
        "/".join(p for p in key if p): formula
        for programme in programmes
        for key, formula in programme.own.items()
    }


def _default_stage(part: Part, *, stages: list[str]) -> str:
    stage = part.word("default_stage") or (stages[-1] if stages else "")
    if stages and stage not in stages:
        part.fail("stage", f"没有环节“{stage}”", f"Unknown stage {stage!r}", "default_stage")
    return stage


def _sub(part: Part, key: str) -> Part:
    return Part(part.doc, (*part.path, key), part.data.get(key) or {}, part.problems)


def _programme(part: Part, *, reading: _Reading, words: Words) -> Programme:
    part.only("id", "title", "summary", "subject", "who", "tracks", "tiers", "files")
    id = part.word("id", need=True)
    tracks, tiers = head.read_tracks(part), head.read_tiers(part)
    criteria = _Criteria(id, tracks=tracks, tiers=tiers, reading=reading, words=words)
    process = reading.part("process.yaml")
    return Programme(
        id=id,
        title=part.text("title", need=True),
        summary=part.text("summary"),
        subject=part.word("subject") or "person",
        who=head.read_who(part),
        tracks=tracks,
        tiers=tiers,
        roots=criteria.roots(),
        own=criteria.own,
        process=read_process(process, words=words, programme=id),
        processes=read_procedures(process, words=words, programme=id),
        intake=_intake(process, words=words, programme=id),
        materials=_materials(reading.part("materials.yaml"), words=words, programme=id),
        steps=head.read_steps(process, programme=id),
        benefits=read_benefits(
            reading.part("benefits.yaml"),
            programme=id,
            vocabulary=reading.vocabulary,
            params=frozenset(words.params),
        ),
        form=read_form(reading.part("form.yaml"), programme=id, vocabulary=reading.vocabulary),
    )


class _Criteria:
    """The criteria of one programme: a general part, and an own part per track and tier."""

    def __init__(
        self,
        programme: str,
        *,
        tracks: tuple[Track, ...],
        tiers: tuple[Tier, ...],
        reading: _Reading,
        words: Words,
    ) -> None:
        self.programme, self.tracks, self.tiers = programme, tracks, tiers
        self.reading, self.words = reading, words
        self.own: dict[tuple[str, str], Formula] = {}
        self._raw: dict[tuple[str, str], tuple[Document, tuple[str | int, ...], Any]] = {}
        self._general: list[tuple[Formula, Part]] = []
        self._collect()

    def roots(self) -> dict[tuple[str, str], Formula]:
        """The whole condition per (track, tier): the general part, then its own."""
        return {
            (track.id, tier.id): self._root(track, tier)
            for track in self.tracks
            for tier in self.tiers
            if (track.id, tier.id) in self._raw
        }

    def _collect(self) -> None:
        for name, part in self.reading.criteria():
            part.only("general", "programme", "track", "tiers")
            if part.word("programme") not in ("", self.programme):
                continue
            for item in part.parts("general"):
                self._general.append((self._build(item, id=f"{self.programme}.{name}"), item))
            track = part.word("track")
            if track not in {t.id for t in self.tracks} and part.data.get("tiers"):
                part.fail("track", f"没有领域“{track}”", f"Unknown track {track!r}", "track")
            for tier, item in part.items("tiers"):
                if tier not in {t.id for t in self.tiers}:
                    part.fail("tier", f"没有类别“{tier}”", f"Unknown tier {tier!r}", "tiers", tier)
                self._raw[track, tier] = (item.doc, item.path, item.data)

    def _build(self, item: Part, *, id: str) -> Formula:
        node = item.data
        return build_criterion(
            node, words=self.words, doc=item.doc, path=item.path, id=f"{id}.{item.path[-1]}"
        )

    def _own(self, track: str, tier: str) -> Formula:
        """Built when first asked for, so that a tier may name another."""
        key = (track, tier)
        if key not in self.own:
            doc, path, data = self._raw[key]
            outer = self.words.tier
            self.words.tier = lambda other: self._own(track, other)
            id = ".".join(p for p in (track or self.programme, tier) if p)
            self.own[key] = build_criterion(data, words=self.words, doc=doc, path=path, id=id)
            self.words.tier = outer
        return self.own[key]

    def _root(self, track: Track, tier: Tier) -> Formula:
        general = [
            formula
            for formula, part in self._general
            if _applies(part, "tracks", track.id) and _applies(part, "tiers", tier.id)
        ]
        label = join([t for t in (tier.label, track.label) if t], zh=" · ", en=" · ")
        meta = Meta(
            id=".".join(["root", self.programme, track.id, tier.id]),
            cite=tier.cite,
            label=label,
            shown=True,
        )
        return All((*general, self._own(track.id, tier.id)), meta)


def _applies(part: Part, key: str, id: str) -> bool:
    limits = part.data.get("applies") or {}
    return key not in limits or id in limits[key]


def _intake(process: Part, *, words: Words, programme: str) -> tuple[Intake, ...]:
    found = []
    for part in process.parts("intake"):
        if part.word("programme") not in ("", programme):
            continue
        part.only("id", "label", "cite", "opens", "closes", "when", "holds", "programme")
        times = {}
        for key in ("opens", "closes"):
            raw = part.data.get(key)
            try:
                times[key] = None if raw is None else read_instant(raw, end=key == "closes")
            except ValueError:
                part.fail("time", f"读不懂时间 {raw!r}", f"Cannot read the time {raw!r}", key)
                times[key] = None
        id = part.word("id", need=True)
        found.append(
            Intake(
                id,
                part.text("label", need=True),
                part.word("cite"),
                times["opens"],
                times["closes"],
                _when(part, words=words, id=f"{programme}.intake.{id}"),
                part.words("holds"),
            )
        )
    return tuple(found)


def _when(part: Part, *, words: Words, id: str) -> Formula | None:
    raw = part.data.get("when")
    if raw is None:
        return None
    return build_criterion(
        raw, words=words, doc=part.doc, path=(*part.path, "when"), id=id, cite=part.word("cite")
    )


def _materials(file: Part, *, words: Words, programme: str) -> tuple[Material, ...]:
    found = []
    for part in file.parts("materials"):
        if part.word("programme") not in ("", programme):
            continue
        number = part.word("number", need=True)
        found.append(
            Material(
                number,
                part.text("label", need=True),
                part.word("cite"),
                part.word("by", need=True),
                part.word("need", need=True),
                part.text("note"),
                _when(part, words=words, id=f"{programme}.material.{number}"),
                part.words("evidences"),
                part.words("tracks"),
                _template(part),
                _way(part),
                part.flag("explain"),
                part.flag("ordered"),
                part.flag("vault"),
            )
        )
    return tuple(found)


def _template(part: Part) -> str:
    template = part.word("template")
    if template and template not in TEMPLATES:
        hint = did_you_mean(template, among=TEMPLATES)
        zh, en = f"没有文书“{template}”", f"Unknown document {template!r}"
        part.fail("template", zh, en, "template", hint=hint)
        return ""
    return template


def _way(part: Part) -> str:
    way = part.word("via") or WAYS[0]
    if way not in WAYS:
        listed = ", ".join(WAYS)
        zh, en = f"没有“{way}”这种交法，只有：{listed}", f"Materials come by {listed}, not {way!r}"
        part.fail("via", zh, en, "via", hint=did_you_mean(way, among=WAYS))
        return WAYS[0]
    return way


def fingerprint(folder: Path, *, vocabulary: Vocabulary) -> str:
    """SHA-256 over the pack's YAML files, tests left out, and all words it can use.

    Shared catalogues say what a rule accepts as much as the pack itself does.
    """
    digest = hashlib.sha256(vocabulary.fingerprint.encode())
    for path in sorted(folder.rglob("*.yaml")):
        if path.relative_to(folder).parts[0] in TESTS:
            continue
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()
