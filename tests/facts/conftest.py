"""The shared vocabulary and a small made-up one."""

from pathlib import Path

import pytest

from bole.facts.vocabulary import Vocabulary, read_vocabulary

SHARED = Path(__file__).parents[2] / "policies" / "_shared" / "vocabulary"

SMALL = """
facts:
  height: {kind: number, label: {zh: 身高, en: Height}, unit: {zh: 厘米, en: cm}, aliases: [个头], most: 300}
  employer.size: {kind: number, label: {zh: 规模, en: Size}}
  pet: {kind: choice, catalogue: animal, label: 宠物}
  pets: {kind: choice, catalogue: animal, many: true, label: 全部宠物}
  badge: {kind: choice, catalogue: badge, label: 徽章}
families:
  trips:
    label: {zh: 旅行, en: Trips}
    period: [start, end]
    fields:
      animal: {kind: choice, catalogue: animal, label: 同伴}
      start: {kind: date, label: 开始}
      end: {kind: date, label: 结束}
      current: {kind: bool, label: 进行中}
catalogues:
  animal:
    label: 动物
    open: true
    values:
      - {id: cat, name: {zh: 猫, en: Cat}, aliases: [“喵”, Kitty Cat]}
      - {id: lion, name: 狮子, broader: [cat]}
      - {id: old_lion, name: 老狮子, broader: [cat], valid_to: 2020}
      - {id: new_lion, name: 新狮子, successor_of: [old_lion]}
  badge:
    label: 徽章
    ordered: true
    values:
      - {id: iron, name: 铁}
      - {id: silver, name: 银, rank: 5}
      - {id: tin, name: 锡, rank: 5}
      - {id: gold, name: 金}
"""


@pytest.fixture(scope="session")
def shared() -> Vocabulary:
    """The vocabulary that comes with bole."""
    return read_vocabulary(SHARED)


@pytest.fixture
def small(tmp_path: Path) -> Vocabulary:
    """A vocabulary of a few lines."""
    return write(tmp_path / "small", SMALL)


def write(folder: Path, source: str) -> Vocabulary:
    """The vocabulary of one file with `source`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "words.yaml").write_text(source, encoding="utf-8")
    return read_vocabulary(folder)
