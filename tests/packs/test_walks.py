"""Every made-up case beside a pack goes through its procedure as it says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bole.check.stewardship_walk import run_stewardship_walks
from bole.check.walk import run_walks, walk_files
from bole.policy import library


def every_file() -> Iterator[Any]:
    """A parameter for each walk file, its pack unread."""
    for name, folder in library.pack_folders().items():
        for path in walk_files(folder):
            yield pytest.param(name, path, id=f"{name}:{path.stem}")


@pytest.mark.parametrize(("name", "path"), every_file())
def test_walks_go_as_they_say(name: str, path: Path) -> None:
    pack = library.find_pack(name)
    walks = (*run_walks(path, pack=pack), *run_stewardship_walks(path, pack=pack))
    assert walks
    wrong = [f"{walk.id}: {text.zh}" for walk in walks for text in walk.wrong]
    assert not wrong, "\n".join(wrong)
