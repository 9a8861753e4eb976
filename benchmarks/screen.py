"""A whole register against whole packs: time and memory by size, and what one person costs."""

from __future__ import annotations

import itertools
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.chart import Line, chart
from bole.policy import library
from bole.screen.synth.wants import wants_of
from bole.screen.synth.write import Population, write_population

ROOT = Path(__file__).parents[1]
RESULTS = Path(__file__).parent / "results"
CACHE = ROOT / ".cache" / "bench"
AS_OF = 20250622
PACKS = {"xicheng": "Xicheng", "xian": "Xi'an"}
BULK = {"scan": "reads the columns, no more", "levels": "every level", "reasons": "and why, and what is missing"}  # fmt: skip
SINGLE = {"judge": "bole, one person after another", "zen": "ZEN, one person after another"}
PEERS = {"hand": "some clauses, SQL by hand", "same": "the same clauses, bole"}
SIZES = (100_000, 1_000_000)
#: What `--memory` may be told: as it is without, and what ten million have to get along with.
MEMORY, LITTLE = 4096, 1024
#: Killed after three parts and started again; only worth asking of the largest register.
KILLED = "killed"


@dataclass(frozen=True, slots=True)
class Measure:
    """One run of one way: seconds on the clock and of the processors, peak memory, its own words."""

    wall: float
    cpu: float
    peak: int
    said: dict[str, float]


def run(arguments: list[str]) -> None:
    """Measures, prints the tables and writes them, the figures and the plots to results/."""
    sizes = [int(n) for a, n in itertools.pairwise(arguments) if a == "--size"]
    ways = [w for a, w in itertools.pairwise(arguments) if a == "--way"]
    rounds = int(os.environ.get("BOLE_BENCH_ROUNDS", "3"))
    figures = _known()
    for size in sizes or SIZES:
        folder = register(size)
        for pack in PACKS:
            chosen = ways or _ways(size)
            if PEERS.keys() & {*chosen}:
                # Ends here if any level of any person differs.
                print(pack, size, "equal by hand", measure("agree", pack, folder).said, flush=True)
            for way in chosen:
                times = 1 if size > SIZES[-1] else rounds
                memory = LITTLE if size > SIZES[-1] else MEMORY
                found = _median([measure(way, pack, folder, memory=memory) for _ in range(times)])
                figures[f"{pack}/{way}/{size}"] = vars_of(found) | {"runs": times}
                write(figures)
                print(pack, way, size, found, flush=True)
    write(figures)
    print(table(figures))


def _ways(size: int) -> tuple[str, ...]:
    """What is asked of a register of that size where nothing is named."""
    if size > SIZES[-1]:
        return (*BULK, KILLED)
    return (*BULK, *PEERS, *(SINGLE if size == SIZES[0] else ()))


def write(figures: dict[str, dict[str, float]]) -> None:
    """The figures, their table and the plots under results/."""
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "screen.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    (RESULTS / "screen.md").write_text(table(figures), encoding="utf-8")
    for name, unit, label in (
        ("time", "cpu", "processor seconds"),
        ("memory", "peak", "MiB at most"),
    ):
        lines = [
            Line(f"{PACKS[p]}: {BULK[w]}", _points(figures, p, w, unit))
            for p in PACKS
            for w in BULK
        ]
        (RESULTS / f"screen-{name}.svg").write_text(chart(lines, label=label), encoding="utf-8")


def register(size: int) -> Path:
    """The folder of a register of that size, made where it is not there."""
    folder = CACHE / f"register-{size}"
    if not (folder / "manifest.yaml").is_file():
        started = time.perf_counter()
        wants = wants_of(library.packs(), as_of=AS_OF)
        write_population(Population(size, 1, AS_OF, twice=False), wants, out=folder)
        print(f"made {size} persons in {time.perf_counter() - started:.0f} s", flush=True)
    return folder


def measure(way: str, pack: str, folder: Path, *, memory: int = MEMORY) -> Measure:
    """One way in a process of its own."""
    with tempfile.TemporaryDirectory(dir=CACHE) as out, tempfile.TemporaryFile("w+") as said:
        command = [sys.executable, "-m", "benchmarks.screen_ways", way, pack, str(folder), out]
        started = time.perf_counter()
        env = os.environ | {"BOLE_BENCH_MEMORY": str(memory)}
        process = subprocess.Popen(command, stdout=said, cwd=ROOT, env=env)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        if status:
            raise SystemExit(f"{way} failed: {status}")
        said.seek(0)
        cpu = usage.ru_utime + usage.ru_stime
        words = json.loads(said.read())
        return Measure(wall, cpu, words["peak"], words)


def vars_of(found: Measure) -> dict[str, float]:
    """The measure as plain numbers; of a scan only the scan, without looking the tables over."""
    values = {"wall": found.wall, "cpu": found.cpu, "peak": found.peak, **found.said}
    if "scan" in values:
        values |= {"cpu": values["scan"], "wall": values["seconds"]}
    return values


def _median(found: list[Measure]) -> Measure:
    middle = statistics.median_low(m.cpu for m in found)
    return next(m for m in found if m.cpu == middle)


def _known() -> dict[str, dict[str, float]]:
    """Figures of earlier sizes, so that the largest can be measured alone."""
    file = RESULTS / "screen.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def _points(
    figures: dict[str, dict[str, float]], pack: str, way: str, unit: str
) -> list[tuple[float, float]]:
    found = []
    for key, values in figures.items():
        mine, how, size = key.split("/")
        if (mine, how) == (pack, way):
            found.append((float(size), values[unit]))
    return sorted(found)


def table(figures: dict[str, dict[str, float]]) -> str:
    """The figures in words."""
    lines = [
        "# A register",
        "",
        (
            f"{os.cpu_count()} cores, {_memory()} GiB, {platform.system()} {platform.machine()}, Python "
            f"{platform.python_version()}; each figure is the median of so many runs, each a process of its own that starts, reads Parquet "
            "and writes its answer. The register comes from `bole synth`: some 30 tables, a tenth of the values missing. "
            f"`--memory` is {MEMORY} MiB, and {LITTLE} MiB for more than a million. Processor seconds are of all "
            "threads, with the start of Python and looking the tables over; other work that shared the "
            "machine now and then lengthens the clock."
        ),
        "",
        "| persons | pack | what | processor s | clock s | most memory MiB | runs |",
        "|---|---|---|---|---|---|---|",
    ]
    single = []
    for key, values in sorted(figures.items(), key=lambda item: int(item[0].split("/")[2])):
        pack, way, size = key.split("/")
        if way == KILLED:
            continue
        if way in SINGLE:
            each = values["seconds"] / values["persons"] * 1e6
            single.append(f"| {PACKS[pack]} | {SINGLE[way]} | {each:,.0f} |")
            continue
        outputs = f" ({values['outputs']:.0f} columns)" if "outputs" in values else ""
        if "clauses" in values:
            outputs = f" ({values['clauses']:.0f} clauses, {values['tiers']:.0f} tiers)"
        lines.append(
            f"| {int(size):,} | {PACKS[pack]} | {(BULK | PEERS)[way]}{outputs} | {values['cpu']:.1f} | "
            f"{values['wall']:.1f} | {values['peak']:,.0f} | {values.get('runs', 3):.0f} |"
        )
    for size in sorted({int(k.split("/")[2]) for k in figures if k.split("/")[1] in BULK}):
        for pack in PACKS:
            if f"{pack}/levels/{size}" not in figures:
                continue
            each = figures[f"{pack}/levels/{size}"]["cpu"] / size * 1e6
            single.append(f"| {PACKS[pack]} | bole screen, {size:,} persons | {each:,.1f} |")
    lines += [
        "",
        "One person, in microseconds of a processor:",
        "",
        "| pack | what | µs |",
        "|---|---|---|",
    ]
    lines += [
        *single,
        "",
        *_ratios(figures),
        "",
        *_by_hand(figures),
        *_killed(figures),
        "![Time by size](screen-time.svg)",
        "",
        "![Memory by size](screen-memory.svg)",
    ]
    return "\n".join(lines) + "\n"


def _ratios(figures: dict[str, dict[str, float]]) -> list[str]:
    """How many times one way another is, from the figures."""
    lines = [
        "| persons | pack | levels, in scans of the columns | ZEN, in levels |",
        "|---|---|---|---|",
    ]
    zen = {
        p: figures[key]["seconds"] / figures[key]["persons"]
        for p in PACKS
        if (key := f"{p}/zen/{SIZES[0]}") in figures
    }
    for key, values in sorted(figures.items(), key=lambda item: int(item[0].split("/")[2])):
        pack, way, size = key.split("/")
        scan = figures.get(f"{pack}/scan/{size}")
        if way == "levels" and scan is not None:
            times = f"{zen[pack] / (values['cpu'] / int(size)):.0f}" if pack in zen else ""
            lines.append(
                f"| {int(size):,} | {PACKS[pack]} | {values['cpu'] / scan['cpu']:.0f} | {times} |"
            )
    return lines


def _by_hand(figures: dict[str, dict[str, float]]) -> list[str]:
    """The work that is written by hand too, both packs together."""
    lines = []
    for size in SIZES:
        found = [[figures.get(f"{p}/{way}/{size}") for p in PACKS] for way in ("hand", "same")]
        hand, same = (sum(v["cpu"] for v in values if v) for values in found)
        if all(all(values) for values in found):
            lines += [f"The clauses written by hand, {size:,} persons: bole takes {same / hand:.2f} of the SQL by hand ({same:.1f} and {hand:.1f} processor s), and every level is the same.", ""]  # fmt: skip
    return lines


def _killed(figures: dict[str, dict[str, float]]) -> list[str]:
    """What it costs to go on after a kill."""
    lines = []
    for key, values in figures.items():
        pack, way, size = key.split("/")
        if way == KILLED:
            lines += [f"{PACKS[pack]} over {int(size):,} persons, killed (SIGKILL) after {values['kept']:.0f} parts: the first part stood after {values['begun']:.1f} processor s, for looking all tables over; started again, the same command kept the parts and had the next one after {values['again']:.1f}; a part takes {values['each']:.1f}.", ""]  # fmt: skip
    return lines


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)


def clean() -> None:
    """Removes the registers."""
    shutil.rmtree(CACHE, ignore_errors=True)
