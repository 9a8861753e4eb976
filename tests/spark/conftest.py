"""A local Spark for the tests of this folder, which `make test-spark` runs."""

from __future__ import annotations

import pytest

pytest.importorskip("pyspark", reason="the extra `spark` is not installed: make test-spark")


@pytest.fixture(scope="session")
def spark():
    from bole.screen.backends.spark import Spark, open_session

    # Tables of a few rows: one piece each, planned once.
    small = {"spark.sql.adaptive.enabled": "false", "spark.default.parallelism": "1"}
    engine = Spark(open_session("local[2]", partitions=1, more=small))
    yield engine
    engine.close()
