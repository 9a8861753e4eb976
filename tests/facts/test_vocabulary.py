"""Vocabularies are read with all their problems at once, merged and extended."""

from pathlib import Path

import pytest

from bole.facts.vocabulary import Vocabulary, read_vocabulary
from bole.problems import Problem, Problems
from tests.facts.conftest import SMALL, write


def problems(folder: Path, source: str) -> dict[str, Problem]:
    with pytest.raises(Problems) as caught:
        write(folder, source)
    return {p.code: p for p in caught.value.problems}


def test_definitions_are_read(small: Vocabulary) -> None:
    height = small.fact("height")
    assert (height.kind, height.of, height.label.en, height.unit.en) == (
        "number",
        "person",
        "Height",
        "cm",
    )
    assert height.ask == height.label
    assert small.fact("employer.size").of == "employer"
    assert small.family("trips").period == ("start", "end")
    assert small.field("trips", "start").kind == "date"
    assert small.catalogue(small.fact("pet")).id == "animal"


def test_words_find_facts_families_and_fields(small: Vocabulary) -> None:
    assert small.find_fact("个头") == small.find_fact("HEIGHT") == "height"
    assert small.find_family("旅行") == "trips"
    assert small.find_field("trips", "同伴") == "animal"
    assert small.find_fact("weight") is small.find_family("weight") is None
    assert small.find_field("trips", "weight") is None


BROKEN = """
facts:
  Height: {kind: number, label: 身高}
  weight: {kind: kilo, label: 体重, lable: 重}
  pet: {kind: choice, label: 宠物}
  hat: {kind: choice, catalogue: animl, label: 帽子}
  shoe: {kind: number}
  glove: {kind: text, label: {fr: gant}, many: perhaps, least: low, aliases: 手套}
families:
  trips: {label: 旅行, period: [start], fields: {start: {kind: text, label: 开始}}}
  empty: {label: 空, fields: {}}
catalogues:
  animal: {label: 动物, values: [{id: cat, name: 猫, valid_from: 昨天}, {id: cat, name: 猫}]}
  list: {label: 表, values: 3}
more: 1
"""


def test_every_problem_is_reported_with_its_line(tmp_path: Path) -> None:
    found = problems(tmp_path / "a", BROKEN)
    assert {
        "vocabulary.id", "vocabulary.among", "vocabulary.key", "vocabulary.choice",
        "vocabulary.missing", "vocabulary.text", "vocabulary.flag", "vocabulary.number",
        "vocabulary.words", "vocabulary.period", "vocabulary.fields", "vocabulary.date",
        "vocabulary.twice", "vocabulary.values",
    } <= found.keys()  # fmt: skip
    assert all(p.where and p.where.line for p in found.values())
    where = found["vocabulary.among"].where
    assert where is not None
    assert (where.line, where.column) == (4, 18)


LOOSE = """
facts:
  pet: {kind: choice, catalogue: animl, label: 宠物, evidence: [photoo]}
  size: {kind: number, label: 大小, aliases: [宠物]}
families:
  trips: {label: 旅行, fields: {animal: {kind: choice, catalogue: animal, label: 同伴}, place: {kind: choice, catalogue: animal, label: 地点}}}
catalogues:
  animal:
    label: 动物
    values:
      - {id: cat, name: 猫, broader: [lion, gone], implies: {place: moon}}
      - {id: lion, name: 狮子, broader: [cat], aliases: [猫]}
  material: {label: 材料, values: [{id: photo, name: 照片}]}
"""


def test_links_that_lead_nowhere_are_reported(tmp_path: Path) -> None:
    found = problems(tmp_path / "a", LOOSE)
    assert found.keys() == {
        "vocabulary.catalogue", "vocabulary.material", "vocabulary.word_twice",
        "vocabulary.value", "vocabulary.circle", "vocabulary.implies",
    }  # fmt: skip
    hint = found["vocabulary.catalogue"].hint
    assert hint is not None
    assert "animal" in hint.zh
    assert all(p.where and p.where.line for p in found.values())


@pytest.mark.parametrize("source", ["[1, 2]", "facts: 3", "facts: {a: 1}", "catalogues: {a: []}"])
def test_a_file_of_another_shape_is_a_problem(tmp_path: Path, source: str) -> None:
    assert "vocabulary.shape" in problems(tmp_path / "a", source)


def test_a_file_that_is_not_yaml_names_the_file(tmp_path: Path) -> None:
    assert problems(tmp_path / "a", "a: [")["syntax"].where


def test_the_same_id_twice_is_a_clash(small: Vocabulary, tmp_path: Path) -> None:
    with pytest.raises(Problems) as caught:
        small.merge(small)
    assert {p.code for p in caught.value.problems} == {"vocabulary.clash"}
    assert len(caught.value.problems) >= len(small.facts) + len(small.families)


def test_two_vocabularies_merge(small: Vocabulary, tmp_path: Path) -> None:
    other = write(tmp_path / "b", "facts: {shoe: {kind: text, label: 鞋}}")
    both = small.merge(other)
    assert both.find_fact("鞋") == "shoe"
    assert both.find_fact("身高") == "height"


EXTENSION = """
families:
  trips: {extends: true, fields: {cost: {kind: amount, label: 花费}}}
catalogues:
  animal: {extends: true, values: [{id: panda, name: 熊猫, broader: [cat]}]}
  badge: {extends: true, values: [{id: bronze, name: 铜, rank: 4}]}
"""


def test_a_pack_adds_values_and_fields_to_the_shared_ones(
    small: Vocabulary, tmp_path: Path
) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "own.yaml").write_text(EXTENSION, encoding="utf-8")
    more = read_vocabulary(tmp_path / "b", base=small)
    assert more.catalogues["animal"].find("熊猫") == "panda"
    assert "panda" in more.catalogues["animal"].expand(["cat"])
    assert more.catalogues["badge"].rank("bronze") == 4
    assert more.field("trips", "cost").kind == "amount"
    assert small.catalogues["animal"].find("熊猫") is None


def test_order_of_files_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(EXTENSION, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(SMALL, encoding="utf-8")
    assert read_vocabulary(tmp_path).catalogues["animal"].find("熊猫") == "panda"


def test_an_extension_of_nothing_or_without_rank_is_a_problem(
    small: Vocabulary, tmp_path: Path
) -> None:
    assert "vocabulary.extends" in problems(tmp_path / "b", EXTENSION)
    (tmp_path / "c").mkdir()
    source = "catalogues: {badge: {extends: true, values: [{id: bronze, name: 铜}]}}"
    (tmp_path / "c" / "own.yaml").write_text(source, encoding="utf-8")
    with pytest.raises(Problems) as caught:
        read_vocabulary(tmp_path / "c", base=small)
    assert {p.code for p in caught.value.problems} == {"vocabulary.rank"}


def test_registers_are_the_families_only_an_officer_closes(shared: Vocabulary) -> None:
    assert shared.registers == {"conduct"}
