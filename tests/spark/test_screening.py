"""`bole screen --engine spark` gives what the local engine gives, also where a worker dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import duckdb
import pyspark
import pytest

from bole.policy import library
from bole.policy.cycle import plain_cycle
from bole.screen.backends.spark import Spark, open_session
from bole.screen.run import Request, Screening
from bole.screen.spark import SparkScreening
from bole.screen.synth.wants import wants_of
from bole.screen.synth.write import Population, write_population

AS_OF = 20250622
PACK = "changping"


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    folder = tmp_path_factory.mktemp("register")
    changping = library.find_pack(PACK)
    wants = wants_of(library.packs(), as_of=AS_OF, claims=changping)
    write_population(Population(2000, 5, AS_OF, part=500), wants, out=folder)
    return folder


def request_for(register: Path, out: Path, **more) -> Request:
    pack = library.find_pack(PACK)
    return Request(register, out, plain_cycle(pack), pack.programmes[0].id, AS_OF, **more)


def result(screening: Screening) -> list[tuple]:
    screening.prepare()
    screening.run()
    out = screening.request.out
    return duckdb.sql(f"SELECT * FROM '{out}/levels/*.parquet' ORDER BY person_id").fetchall()


@pytest.fixture(scope="module")
def expected(register, tmp_path_factory):
    return result(Screening(request_for(register, tmp_path_factory.mktemp("local"))))


def test_levels_and_reasons_are_those_of_the_local_engine(spark, register, expected, tmp_path):
    screening = SparkScreening(request_for(register, tmp_path, chunk=1200), spark=spark)
    assert result(screening) == expected
    assert len(list((tmp_path / "levels").iterdir())) == 2


def test_ids_as_texts_claims_rulings_and_families_without_a_table(spark, register, tmp_path):
    folder = tmp_path / "register"
    folder.mkdir()
    for table in ("persons", "posts", "claims"):
        select = f"SELECT * REPLACE ('P' || person_id AS person_id) FROM '{register}/{table}/*.parquet'"  # fmt: skip
        duckdb.sql(f"COPY ({select} WHERE person_id <= 300) TO '{folder / table}.parquet'")
    plan = Screening(request_for(folder, tmp_path / "plan")).plan
    rulings = tmp_path / "rulings.csv"
    lines = [
        f"P{person},{node},{('meets', 'not_met')[person % 2]},林一诺、周以宁、许若溪,2025-06-01"
        for person in range(1, 301)
        for n, node in enumerate(sorted(plan.quorums))
        if (person + n) % 3
    ]
    rulings.write_text("\n".join(["person_id,node,outcome,by,on", *lines]), encoding="utf-8")
    asked = {"rulings": rulings, "fast": True}
    expected = result(Screening(request_for(folder, tmp_path / "local", **asked)))
    without = result(Screening(request_for(folder, tmp_path / "without", fast=True)))
    assert expected != without
    found = SparkScreening(request_for(folder, tmp_path / "spark", **asked), spark=spark)
    assert result(found) == expected
    assert found.said.claimed


def workers() -> list[int]:
    """The processes of this test's executors."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if "CoarseGrainedExecutorBackend" in words and f"bole-test-{os.getpid()}" in words:
            found.append(int(folder.name))
    return found


def test_a_worker_that_dies_changes_nothing(spark, register, expected, tmp_path, monkeypatch):
    spark.session.stop()
    monkeypatch.setenv("SPARK_HOME", str(Path(pyspark.__file__).parent))
    tag = {"spark.executor.extraJavaOptions": f"-Dname=bole-test-{os.getpid()}"}
    two = Spark(open_session("local-cluster[2,1,1024]", partitions=8, more=tag))
    try:
        killed: list[int] = []

        def kill_one() -> None:
            until = time.monotonic() + 240
            while time.monotonic() < until and not killed:
                busy = sum(s.numActiveTasks for s in stages(two))
                if busy and len(workers()) == 2:
                    killed.append(workers()[0])
                    os.kill(killed[0], signal.SIGKILL)
                time.sleep(0.05)

        watcher = threading.Thread(target=kill_one)
        watcher.start()
        found = result(SparkScreening(request_for(register, tmp_path), spark=two))
        watcher.join()
        assert killed
        assert found == expected
    finally:
        two.close()


def stages(engine: Spark) -> list:
    """The stages at work."""
    tracker = engine.session.sparkContext.statusTracker()
    found = (tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds())
    return [stage for stage in found if stage is not None]


def test_a_cluster_that_does_not_answer_is_told(register, tmp_path):
    out = tmp_path / "out"
    words = ["screen", str(register), "--programme", "changju", "--as-of", "2025-06-22"]
    words += ["--out", str(out), "--engine", "spark", "--master", "nosuch://head:7077"]
    told = subprocess.run([sys.executable, "-m", "bole", *words], capture_output=True, text=True)
    assert told.returncode == 2
    assert "[screen.spark]" in told.stderr
    assert "Traceback" not in told.stderr
