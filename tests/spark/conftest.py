"""A local Spark for the tests of this folder; only `make test-spark` collects them."""

from __future__ import annotations

import os

import pytest

if "BOLE_SPARK" not in os.environ:
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(scope="session")
def spark():
    from bole.screen.backends.spark import Spark, open_session

    # Tables of a few rows: one piece each, planned once.
    small = {"spark.sql.adaptive.enabled": "false", "spark.default.parallelism": "1"}
    engine = Spark(open_session("local[2]", partitions=1, more=small))
    yield engine
    engine.close()
