"""One profile for vocabularies that do not know the same words."""

from pathlib import Path

import pytest

from bole.facts.several import read_profiles
from bole.facts.vocabulary import Vocabulary, read_vocabulary
from bole.problems import Problems

SHARED = """
facts:
  score: {kind: number, label: {zh: 分数, en: Score}}
families:
  prizes:
    label: {zh: 获奖, en: Prizes}
    fields:
      name: {kind: text, label: {zh: 名称, en: Name}}
"""
OWN = """
catalogues:
  rank: {label: {zh: 等级, en: Grade}, ordered: true, values: [
    {id: low, name: {zh: 低, en: Low}}, {id: high, name: {zh: 高, en: High}}]}
facts:
  branch: {kind: choice, catalogue: rank, label: {zh: 分支, en: Branch}}
"""


@pytest.fixture
def both(tmp_path: Path) -> tuple[Vocabulary, Vocabulary]:
    """A shared vocabulary, and one that adds a fact."""
    found = []
    for name, text in (("shared", SHARED), ("own", OWN)):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "words.yaml").write_text(text, encoding="utf-8")
        found.append(read_vocabulary(folder, base=found[0] if found else Vocabulary()))
    return found[0], found[1]


def test_a_fact_that_one_pack_adds_is_left_out_for_the_others(
    both: tuple[Vocabulary, Vocabulary],
) -> None:
    text = "score: 80\nbranch: 高\nprizes: [{name: 某奖}]\n"
    plain, own = read_profiles(text, vocabularies=both)
    assert plain.facts.get("score").low == own.facts.get("score").low == 80
    assert "branch" not in plain.facts.scalars
    assert own.facts.get("branch").choices == frozenset({"high"})
    assert len(plain.facts.family("prizes").records) == 1


def test_what_no_vocabulary_knows_is_told_once_with_its_line(
    both: tuple[Vocabulary, Vocabulary],
) -> None:
    with pytest.raises(Problems) as raised:
        read_profiles("branch: 高\nscoer: 80\n", vocabularies=both)
    places = {(p.code, p.where.line) for p in raised.value.problems if p.where}
    assert places == {("profile.unknown_fact", 2)}


def test_a_mistake_in_what_only_one_knows_is_a_mistake(
    both: tuple[Vocabulary, Vocabulary],
) -> None:
    with pytest.raises(Problems) as raised:
        read_profiles("branch: 中等偏上\n", vocabularies=both)
    assert any("中等偏上" in p.message.zh for p in raised.value.problems)


def test_one_vocabulary_reads_as_ever(both: tuple[Vocabulary, Vocabulary]) -> None:
    (profile,) = read_profiles("score: 80\ncomplete: all\n", vocabularies=both[:1])
    assert profile.facts.get("score").low == 80
    with pytest.raises(Problems):
        read_profiles("branch: 高\n", vocabularies=both[:1])
