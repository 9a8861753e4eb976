"""One invented register for the tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bole.cli import group


@pytest.fixture(scope="session")
def invented(tmp_path_factory) -> Path:
    """400 persons in exact columns, read where they lie; tests copy what they change."""
    folder = tmp_path_factory.mktemp("invented") / "register"
    words = ["synth", "400", "--seed", "7", "--distinct", "--out", str(folder)]
    result = CliRunner().invoke(group, words)
    assert result.exit_code == 0, result.output
    return folder
