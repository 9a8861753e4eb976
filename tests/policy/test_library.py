"""Packs are found by name, and one broken pack does not take the others away."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bole.cli import group
from bole.policy import library
from bole.problems import Problems

EXAMPLE = library.home() / "beijing" / "xicheng-xirong" / "2025" / "example.yaml"


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "city" / "plan" / "2030"
    folder.mkdir(parents=True)
    (folder / "pack.yaml").write_text("format: 1\nprogrammes: [\n", encoding="utf-8")
    monkeypatch.setenv("BOLE_PACKS", str(tmp_path))
    return folder


@pytest.mark.parametrize("name", ["beijing/xicheng-xirong/2025", "xicheng", "xirong/2025"])
def test_a_pack_is_found_by_any_unique_part(name):
    assert library.find_pack(name).id == "beijing/xicheng-xirong/2025"


@pytest.mark.parametrize("name", ["growth", "bast-engineers/2026/growth", "卓越工程师成长"])
def test_a_programme_is_found_by_its_own_name(name):
    pack, programme = library.find_programme(name)
    assert (pack.id, programme.id) == ("beijing/bast-engineers/2026", "growth")


@pytest.mark.parametrize("name", ["beijing", "nothing-like-it", ""])
def test_a_name_that_fits_none_or_several_says_what_there_is(name):
    with pytest.raises(Problems) as caught:
        library.find_programme(name)
    assert "beijing/" in caught.value.render()


def test_a_broken_pack_leaves_the_others(broken):
    assert "city/plan/2030" not in {p.id for p in library.readable()}
    assert len(library.readable()) >= 5
    assert list(library.unreadable()) == ["city/plan/2030"]
    with pytest.raises(Problems):
        library.packs()


def test_judging_against_all_says_what_cannot_be_read(broken):
    result = CliRunner().invoke(group, ["judge", str(EXAMPLE), "--json"], catch_exceptions=False)
    assert result.exit_code == 0
    assert "pack.yaml" in result.stderr
    assert '"programmes"' in result.stdout


def test_a_broken_pack_does_not_hide_a_programme_known_by_its_own_name(broken):
    assert library.find_programme("growth")[1].id == "growth"


def test_a_folder_that_is_not_there_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("BOLE_PACKS", str(tmp_path / "nowhere"))
    assert "nowhere" in library.unreadable()[str(tmp_path / "nowhere")].render()


def test_fields_and_tiers_can_be_called_by_name():
    words = ["judge", str(EXAMPLE), "--programme", "xirong"]
    ids = CliRunner().invoke(group, [*words, "--track", "finance", "--tier", "leading"])
    names = CliRunner().invoke(group, [*words, "--track", "金融", "--tier", "领军人才"])
    assert ids.output == names.output
    assert ids.exit_code == names.exit_code == 0
