"""Whatever stands in a pack's files, reading them ends in a pack or in problems, never in a crash."""

import contextlib
import copy
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bole.check.lint import check_pack
from bole.facts.vocabulary import Vocabulary
from bole.policy.read import read_pack
from bole.problems import Problems
from bole.yamlfile import read_yaml
from tests.check.sample import PARAMETERS, PROCESS, VOCABULARY, write_pack

JUNK: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, "", "x", "80", [], {}, [[]], [None], {"x": None}, {"zh": 1}, [{"a": 1}],
    {"n": 1, "of": 3}, {"param": "age_on"}, {"param": None}, {"in": None}, 10**30, "待写", ["first"],
)  # fmt: skip
#: Every operator and predicate once.
MORE = """
track: ""
tiers:
  first:
    all:
      - {id: a, cite: 一, not: {fact: score, under: 3}}
      - {id: b, cite: 一, soft: {ground: {zh: 理由, en: Why}, fact: birth_date, at_most: 2000-01-01}}
      - id: c
        cite: 一
        readings: {key: how, strict: {fact: score, over: 1}, wide: {nothing_more: true}}
      - {id: d, cite: 一, at_least_of: {n: 1, of: [{fact: bonus, is: 3}, {tier: second}]}}
      - {id: e, cite: 一, judgement: {by: panel, quorum: 2, rubric: {zh: 看, en: Look}}}
      - {id: f, cite: 一, same: e}
      - id: g
        cite: 一
        one_of:
          - {id: g.1, cite: 一/1, has: prizes, at_least: 2, where: {prize: {in: [金奖], open: true}, not: {grade: 低}}}
          - {id: g.2, cite: 一/2, none: prizes, where: {any: [{grade: {at_least: 高}}, {all: [{prize: 银奖}]}]}}
          - {id: g.3, cite: 一/3, each: prizes, where: {grade: {not_in: [低]}}, stage: meeting}
          - {id: g.4, cite: 一/4, count: {of: prizes}, at_least: 1, claimed: true}
          - {id: g.5, cite: 一/5, sum: {of: prizes, field: worth}, over: {param: wage, times: 2}}
          - {id: g.6, cite: 一/6, time_since: birth_date, at_least: 20, at_most: 60}
          - {id: g.7, cite: 一/7, age: {at_most: 45, over: 20}}
          - {id: g.8, cite: 一/8, fact: birth_date, within_years: 50}
          - {id: g.9, cite: 一/9, fact: score, at_most: 99}
  second:
    any: [{id: h, cite: 二, fact: works_here, is: true}]
"""
NUMBERS = (
    PARAMETERS
    + """
  wage: {label: {zh: 工资, en: Wage}, kind: amount, value: 10万, cite: 三, settable: true, minimum: 1万}
readings:
  how: {label: {zh: 怎样, en: How}, cite: 三, options: [{id: strict, label: 严}, {id: wide, label: 宽}]}
  recent_years:
    label: {zh: 近几年, en: Recent}
    cite: 三
    options:
      - {id: day, label: 到日, base: age_on}
      - {id: year, label: 到年, base: age_on, from_new_year: true, plus_years: 1}
"""
)
PROCESS_OF_ALL = (
    PROCESS
    + """  - {id: rolling, label: {zh: 随时, en: Any time}, cite: 四, when: {fact: works_here, is: true}, holds: [pay]}
"""
)
WORDS = VOCABULARY.rstrip() + "\n      worth: {kind: amount, label: {zh: 奖金, en: Worth}}\n"
FULL = {
    "tiers": MORE, "parameters": NUMBERS, "process": PROCESS_OF_ALL, "cases": "cases: []",
    "vocabulary/words": WORDS,
}  # fmt: skip
FULL_FILES = ("parameters", "process", "criteria/tiers", "vocabulary/words")
FILES = (
    "vocabulary/words",
    "pack",
    "parameters",
    "process",
    "criteria/general",
    "criteria/tiers",
    "cases",
)


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value."""
    yield path
    items = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for key, value in items:
        yield from places(value, (*path, key))


def changed(data: Any, path: tuple[Any, ...], *, junk: Any, way: str) -> Any:
    """A copy with the value at `path` replaced, removed, or given another key."""
    if not path:
        return junk
    data = copy.deepcopy(data)
    inner = data
    for key in path[:-1]:
        inner = inner[key]
    if way == "remove":
        del inner[path[-1]]
    elif way == "rename" and isinstance(inner, dict):
        inner["at_least"] = inner.pop(path[-1])
    else:
        inner[path[-1]] = junk
    return data


@pytest.mark.parametrize("name", FILES)
def test_any_damage_to_a_file_is_a_problem_in_words(tmp_path: Path, name: str) -> None:
    folder = write_pack(tmp_path, **(FULL if name in FULL_FILES else {}))
    check_pack(read_pack(folder, id="a/b/2025", vocabulary=Vocabulary()))
    path = folder / f"{name}.yaml"
    data = read_yaml(path).data
    chance = random.Random(name)
    every = list(places(data))
    for _ in range(100):
        junk, way = chance.choice(JUNK), chance.choice(("replace", "replace", "remove", "rename"))
        damaged = changed(data, chance.choice(every), junk=junk, way=way)
        path.write_text(yaml.safe_dump(damaged, allow_unicode=True), encoding="utf-8")
        with contextlib.suppress(Problems):
            check_pack(read_pack(folder, id="a/b/2025", vocabulary=Vocabulary()))
