"""A screening: chunk by chunk into files that are whole or not there, resumed where it stopped."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import bole
from bole.facts.model import Assurance
from bole.judge.terms import Setting
from bole.judge.verdict import Plan
from bole.policy.cycle import Cycle
from bole.problems import Problems, problem
from bole.screen.backends.duckdb import DIALECT, DuckDB
from bole.screen.chunks import Chunk, chunks_of
from bole.screen.compile import SqlCompiler
from bole.screen.engine import EngineError, literal, quoted
from bole.screen.gaps import Gaps
from bole.screen.importing import failed, prepare
from bole.screen.landing import land
from bole.screen.manifest import PERSONS
from bole.screen.outputs import WHY, Output, Reasons, outputs_of
from bole.screen.query import Query, build_query
from bole.screen.relations import Relations
from bole.screen.said import Said, read_said
from bole.screen.tables import Register, open_register
from bole.screen.tally import Tally, tally
from bole.text import Text

LEVELS: Final = "levels"
REASONS: Final = "reasons"
RUN: Final = "run.json"
#: What takes longer than it saves on a query of a thousand columns.
COSTLY: Final = "statistics_propagation,join_order"
#: MiB that Python and an idle engine hold.
OWN: Final = 256
Progress = Callable[[int, int, int], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of which register; `fast` leaves out why and what is missing."""

    folder: Path
    out: Path
    cycle: Cycle
    programme: str
    as_of: int
    stage: str = ""
    track: str | None = None
    tier: str | None = None
    assurance: Assurance = Assurance.CLAIMED
    rulings: Path | None = None
    reasons: bool = False
    fast: bool = False
    memory_mib: int = 4096
    threads: int = 0
    chunk: int = 0

    @property
    def size(self) -> int:
        """Persons in a chunk: what fits well into the memory allowed."""
        # Why and what is missing take as much room again as the levels.
        each = 320 if self.fast else 160
        return self.chunk or max(10_000, min(500_000, (self.memory_mib - OWN) * each))


class Screening:
    """One request, opened and compiled."""

    dialect = DIALECT

    def __init__(self, request: Request) -> None:
        self.request = request
        pack = request.cycle.pack
        self.plan = Plan(request.cycle, stage=request.stage, programme=request.programme)
        work = request.out / "work"
        try:
            work.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Problems([_disk(error)]) from error
        self.engine = DuckDB(
            # The rest is for Python, and for what the engine does not count.
            memory_mib=request.memory_mib * 4 // 5,
            threads=request.threads,
            spill=work / "spill",
        )
        self.register: Register = open_register(
            request.folder,
            engine=self.engine,
            vocabulary=pack.vocabulary,
            work=work,
            asked=request.assurance,
        )
        self.outputs: tuple[Output, ...] = outputs_of(
            self.plan, programme=request.programme, track=request.track, tier=request.tier
        )
        self.relations = Relations(self.register, ranks=self.plan.setting.ranks)
        self.fingerprint = self._fingerprint()
        self.gaps: Gaps | None = None

    def prepare(self) -> None:
        """Checks and imports the tables, and compiles the query; raises Problems."""
        (self.query,) = self.planned(lambda: [self._compiled()])

    def planned(
        self, made: Callable[[], list[Query]], *, more: Mapping[str, Set[str]] | None = None
    ) -> list[Query]:
        """The queries, once the tables that they (and `more`) read are in order.

        They are made anew where claims and rulings turn up.
        """
        request, register = self.request, self.register
        self.said = Said()
        queries = made()
        read = self.relations.read_by(queries, more=more or {})
        begun = self._begun()
        # The same files, found in order before the first part was written, are not read for that again.
        in_order = begun is not None and not begun.get("imported", True)
        with self.guarded():
            self.imported = prepare(register, relations=self.relations, read=read, in_order=in_order)  # fmt: skip
            self.said = read_said(
                register,
                pack=request.cycle.pack,
                quorums=self.plan.quorums,
                rulings=request.rulings,
                as_of=request.as_of,
            )
        return queries if self.said == Said() else made()

    @contextlib.contextmanager
    def guarded(self) -> Iterator[None]:
        """What the engine or the disk cannot do is told as a problem."""
        try:
            yield
        except EngineError as error:
            raise Problems([failed(self.register, self.register.tables.values(), error)]) from error
        except OSError as error:
            raise Problems([_disk(error)]) from error

    def compiler(self, setting: Setting | None = None) -> SqlCompiler:
        """A compiler that knows what was claimed and ruled."""
        return SqlCompiler(
            setting or self.plan.setting,
            as_of=self.request.as_of,
            dialect=self.dialect,
            claimed_columns=self.said.claimed,
            ruled_columns=self.said.ruled,
        )

    def _compiled(self) -> Query:
        compiler = self.compiler()
        extra: dict[str, str] = {}
        self.reasons, self.gaps = Reasons(compiler), None
        if not self.request.fast:
            self.gaps = Gaps(compiler)
            masks = {o.name: self.gaps.mask(o.formula) for o in self.outputs if o.kind == "tier"}
            for output in self.outputs:
                extra[f"{output.name}{WHY}"] = self.reasons.why(output)
            for name, mask in masks.items():
                for word in range(self.gaps.words):
                    extra[gap_column(name, word)] = f"CAST({mask.get(word, '0')} AS BIGINT)"
        return build_query(compiler, {o.name: o.formula for o in self.outputs}, extra=extra)

    # Chunks -----------------------------------------------------------------------------------

    def run(self, progress: Progress = lambda done, chunks, persons: None) -> Tally:
        """All chunks that are not there yet; the tally of all of them."""
        with self.guarded():
            chunks = self._chunks()
        total, persons = Tally(), 0
        for done, chunk in enumerate(chunks, 1):
            with self.guarded():
                if not self._path(LEVELS, chunk).exists():
                    self._chunk(chunk)
                total.add(Tally.read(self._tally(chunk)))
            persons += chunk.persons
            progress(done, len(chunks), persons)
        return total

    def _chunk(self, chunk: Chunk) -> None:
        """The levels of a chunk, and before them what was counted: whoever finds them finds all."""
        half = self._half(LEVELS, chunk)
        try:
            result = self._result(chunk, half)
            if self.request.reasons and self.gaps is not None:
                missing = self._half(REASONS, chunk)
                self._copy(self._missing(self.gaps, result), missing)
                land(missing, self._path(REASONS, chunk))
            counted = tally(self.engine, self.outputs, gaps=self.gaps, table=result)
            noted = self._tally(chunk).with_suffix(".half")
            noted.write_text(json.dumps(counted.data()), encoding="utf-8")
            land(noted, self._tally(chunk))
            land(half, self._path(LEVELS, chunk))
        except (EngineError, OSError):
            for path in (half, self._half(REASONS, chunk)):
                path.unlink(missing_ok=True)
            raise

    def _result(self, chunk: Chunk, half: Path) -> str:
        """Writes the levels of a chunk; the relation that has them, and what is counted of them."""
        self.views(chunk.within)
        if self.request.fast:
            with self._steps():
                self._copy(self.query.last, half)
            return f"read_parquet({literal(str(half))})"
        self.fill("result")
        self._copy(self._written(), half)
        return "result"

    def _written(self) -> str:
        """The columns of the table `result` that are written."""
        shown = [o.name for o in self.outputs]
        if not self.request.fast:
            shown = [c for name in shown for c in (name, f"{name}{WHY}")]
        return f"SELECT person_id, {', '.join(map(quoted, shown))} FROM result"

    def fill(self, table: str) -> None:
        """The levels of the persons at hand, as a table."""
        with self._steps():
            self.engine.run(f"CREATE OR REPLACE TEMP TABLE {table} AS {self.query.last}")

    @contextlib.contextmanager
    def _steps(self) -> Iterator[None]:
        """The query's steps are there, and the last, of a thousand columns, is planned plainly."""
        kinds = {name: "VIEW" if self._once(name) else "TABLE" for name, _ in self.query.steps}
        for name, sql in self.query.steps:
            self.engine.run(f"CREATE OR REPLACE TEMP {kinds[name]} {name} AS {sql}")
        self.engine.run(f"SET disabled_optimizers = '{COSTLY}'")
        self.engine.run("SET preserve_insertion_order = true")
        try:
            yield
        finally:
            self.engine.run("SET preserve_insertion_order = false")
            self.engine.run("SET disabled_optimizers = ''")
        for name, kind in kinds.items():
            self.engine.run(f"DROP {kind} {name}")

    def _once(self, name: str) -> bool:
        """True for records that are read once: they need no table of their own."""
        names = {step for step, _ in self.query.steps}
        stem = name.removesuffix("_records")
        return stem != name and not {f"{stem}_sums", f"{stem}_spells"} <= names

    def views(self, within: str) -> None:
        """The persons of a range and their records, as the query names them."""
        persons = self.relations.persons(self.query.persons, within=within)
        persons = self.said.beside(persons, register=self.register, within=within)
        self.engine.run(f"CREATE OR REPLACE TEMP VIEW {PERSONS} AS {persons}")
        for name, need in self.query.families.items():
            records = self.relations.family(name, need, within=within)
            self.engine.run(f"CREATE OR REPLACE TEMP VIEW {name} AS {records}")

    def _missing(self, gaps: Gaps, result: str) -> str:
        """Rows of person, tier and the facts that may still decide."""
        parts = []
        for output in self.outputs:
            if output.kind != "tier":
                continue
            listed = ", ".join(
                f"CASE WHEN {quoted(gap_column(output.name, place // 62))} & {1 << place % 62} <> 0 "
                f"THEN {literal(fact)} END"
                for fact, place in gaps.facts.items()
            )
            opened = " OR ".join(f"{quoted(gap_column(output.name, w))} <> 0" for w in range(gaps.words))  # fmt: skip
            parts.append(
                f"SELECT person_id, {literal(output.name)} AS tier, "
                f"list_filter([{listed}], lambda x: x IS NOT NULL) AS missing FROM {result} WHERE {opened}"
            )
        return " UNION ALL ".join(parts) + " ORDER BY person_id"

    def _copy(self, select: str, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.engine.run(f"COPY ({select}) TO {literal(str(path))} (FORMAT parquet)")

    def _half(self, kind: str, chunk: Chunk) -> Path:
        return self._path(kind, chunk).with_suffix(".half")

    def _path(self, kind: str, chunk: Chunk) -> Path:
        return self.request.out / kind / chunk.file

    def _tally(self, chunk: Chunk) -> Path:
        return (self.request.out / "work" / chunk.file).with_suffix(".json")

    # What was asked ---------------------------------------------------------------------------

    def _chunks(self) -> tuple[Chunk, ...]:
        """The chunks of the run that stands under `out`, or new ones; raises Problems."""
        begun = self._begun()
        if begun is not None:
            return tuple(Chunk(**c) for c in begun["chunks"])
        chunks = chunks_of(self.register, size=self.request.size)
        data = {
            "asked": self.fingerprint,
            "imported": self.imported,
            "chunks": [
                {"number": c.number, "first": c.first, "stop": c.stop, "persons": c.persons}
                for c in chunks
            ],
        }
        path = self.request.out / RUN
        half = path.with_suffix(".half")
        half.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
        land(half, path)
        return chunks

    def _begun(self) -> dict[str, Any] | None:
        """What stands under `out` of the same run; raises Problems where it is another."""
        path = self.request.out / RUN
        if not path.is_file():
            return None
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if data["asked"] != self.fingerprint:
            raise Problems([_other(path, data["asked"], self.fingerprint)])
        return data

    def _fingerprint(self) -> dict[str, Any]:
        request, pack = self.request, self.request.cycle.pack
        rulings = request.rulings.read_bytes() if request.rulings else b""
        return {
            "engine": bole.__version__,
            "pack": pack.id,
            "pack_hash": pack.fingerprint,
            "cycle_hash": request.cycle.fingerprint,
            "inputs": self.register.fingerprint(),
            "rulings": hashlib.sha256(rulings).hexdigest() if rulings else "",
            "programme": request.programme,
            "track": request.track or "",
            "tier": request.tier or "",
            "as_of": request.as_of,
            "stage": self.plan.stage,
            "assurance": request.assurance.name.lower(),
            "reasons": request.reasons,
            "fast": request.fast,
        }


def gap_column(name: str, word: int) -> str:
    """The column of one integer of a tier's missing facts."""
    return f"{name}:gap{word}"


def _other(path: Path, old: dict[str, Any], new: dict[str, Any]) -> Any:
    changed = [k for k in new if old.get(k) != new[k]]
    listed = ", ".join(changed)
    return problem(
        "screen.other",
        f"{path.parent} 里是另一次筛查的结果（不同：{listed}）",
        f"{path.parent} holds another screening (different: {listed})",
        hint=Text(
            "换一个 --out，或先删掉那个文件夹。",
            "Choose another --out, or remove that folder first.",
        ),
    )


def _disk(error: OSError) -> Any:
    return problem(
        "screen.disk",
        f"写不了结果：{error.filename or ''} {error.strerror}；已完成的部分都在",
        f"Cannot write the result: {error.filename or ''} {error.strerror}; finished parts are kept",
    )
