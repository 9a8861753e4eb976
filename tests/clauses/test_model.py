"""Addresses, hashes and JSON of clauses."""

from __future__ import annotations

import json

import pytest

from bole.clauses import find, line_hash, read_clauses, to_json
from bole.clauses.outline import outline
from bole.clauses.scan import width
from tests.clauses.samples import PARAGRAPHS, STARRED


def test_addresses_are_found_whatever_the_width_of_their_brackets() -> None:
    root = read_clauses(STARRED)
    assert find(root, "二/(一)/1/(2)") is find(root, "二/（一）/１/（2）") is not None
    assert find(root, "二/（九）") is None
    assert find(root, "") is root


def test_hash_is_sixteen_hex_digits() -> None:
    assert len(line_hash("在岗。")) == 16
    assert int(line_hash("在岗。"), 16) >= 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("年龄 45 周岁（含）以下；", "年龄45周岁(含)以下;"),
        ("“小巨人”，独角兽", "「小巨人」,独角兽"),
        ("２０２５年", "2025\n年"),
        ("9:00—11:30", "9：00--11：30"),
        ("〔2020〕4号", "[2020]4号"),
        ("《甲》", "〈甲〉"),
        ("在岗。", "在岗．"),
    ],
)
def test_hash_survives_spaces_and_variants_of_punctuation(one: str, other: str) -> None:
    assert line_hash(one) == line_hash(other)


def test_hash_tells_other_words_apart() -> None:
    assert line_hash("年龄45周岁以下") != line_hash("年龄46周岁以下")
    assert line_hash("5-6 项") != line_hash("56 项")


def test_json_holds_the_whole_tree_with_hashes() -> None:
    root = read_clauses(PARAGRAPHS)
    data = json.loads(json.dumps(to_json(root), ensure_ascii=False))

    def count(node: dict[str, object]) -> int:
        children = node["children"]
        assert isinstance(children, list)
        assert node["hash"] == line_hash(f"{node['title']}{node['text']}")
        return 1 + sum(count(child) for child in children)

    assert count(data) == sum(1 for _ in root.walk())


def test_outline_shows_address_lines_and_first_words() -> None:
    lines = list(outline(read_clauses("办法\n一、条件\n（一）在岗，\n守法。\n")))
    assert [line.split() for line in lines] == [
        ["办法", "(1–4)"],
        ["一", "2–4", "条件"],
        ["一/（一）", "3–4", "在岗，守法。"],
    ]
    assert len({width(line[: line.index("–")]) for line in lines[1:]}) == 1
