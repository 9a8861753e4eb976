"""Members of an open set are found by their constant, each once."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bole.plugins import modules_by


@pytest.fixture
def shapes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An importable package without members."""
    folder = tmp_path / "shapes_of_a_test"
    folder.mkdir()
    (folder / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    yield folder
    for name in [m for m in sys.modules if m.startswith("shapes_of_a_test")]:
        del sys.modules[name]


def found(folder: Path) -> list[str]:
    return list(modules_by("KIND", package=folder.name, path=[str(folder)]))


def test_every_module_is_a_member_in_the_order_of_names(shapes: Path) -> None:
    (shapes / "b.py").write_text("KIND = 'round'\n")
    (shapes / "a.py").write_text("KIND = 'square'\n")
    assert found(shapes) == ["square", "round"]


def test_two_members_with_one_value_are_refused_by_name(shapes: Path) -> None:
    for name in ("a", "b"):
        (shapes / f"{name}.py").write_text("KIND = 'round'\n")
    with pytest.raises(ValueError, match=r"shapes_of_a_test\.a and shapes_of_a_test\.b.*'round'"):
        found(shapes)


def test_a_module_without_the_constant_is_an_error(shapes: Path) -> None:
    (shapes / "a.py").write_text("NAME = 'round'\n")
    with pytest.raises(AttributeError):
        found(shapes)
