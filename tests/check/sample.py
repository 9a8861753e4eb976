"""A small made-up pack with a vocabulary of its own, written where a test wants it."""

from pathlib import Path

from bole.facts.vocabulary import Vocabulary
from bole.policy.pack import Pack
from bole.policy.read import read_pack

VOCABULARY = """
catalogues:
  rank: {label: {zh: 等级, en: Grade}, ordered: true, values: [
    {id: low, name: {zh: 低, en: Low}}, {id: high, name: {zh: 高, en: High}}]}
  prize: {label: {zh: 奖项, en: Prize}, ordered: false, open: true, values: [
    {id: gold, name: {zh: 金奖, en: Gold}}, {id: silver, name: {zh: 银奖, en: Silver}}]}
facts:
  birth_date: {kind: date, label: {zh: 出生日期, en: Date of birth}}
  score: {kind: number, label: {zh: 分数, en: Score}}
  bonus: {kind: number, label: {zh: 加分, en: Bonus}}
  works_here: {kind: bool, label: {zh: 在本地工作, en: Works here}}
families:
  prizes:
    label: {zh: 获奖, en: Prizes}
    fields:
      prize: {kind: choice, catalogue: prize, label: {zh: 奖项, en: Prize}}
      grade: {kind: choice, catalogue: rank, label: {zh: 等级, en: Grade}}
"""
PACK = """
format: 1
version: "1"
region: {zh: 某地, en: Somewhere}
document: {title: {zh: 示例办法, en: Sample rules}}
default_stage: panel
stages:
  - {id: check, label: {zh: 审核, en: Check}}
  - {id: panel, label: {zh: 评审, en: Panel}}
  - {id: meeting, label: {zh: 会议, en: Meeting}}
programmes:
  - id: sample
    title: {zh: 示例, en: Sample}
    tiers:
      - {id: first, label: {zh: 一类, en: First}, cite: 一}
      - {id: second, label: {zh: 二类, en: Second}, cite: 二}
"""
PARAMETERS = """
parameters:
  age_on: {label: {zh: 年龄算到, en: Ages on}, kind: date, value: 2025-12-31, cite: 三}
"""
PROCESS = """
intake:
  - {id: window, label: {zh: 申报, en: Window}, cite: 四, opens: 2025-05-01, closes: 2025-06-30}
"""
GENERAL = """
general:
  - id: general.here
    cite: 五/1
    label: {zh: 在本地工作, en: Works here}
    fact: works_here
    is: true
"""
TIERS = """
tiers:
  first:
    all:
      - {id: first.age, cite: 一/引言, label: {zh: 不超过 45 周岁, en: Not over 45}, age: {at_most: 45}}
      - id: first.any
        cite: 一/引言
        label: {zh: 符合其一, en: One of}
        one_of:
          - id: first.1
            cite: 一/1
            label: {zh: 分数 80 以上, en: A score of 80}
            fact: score
            at_least: 80
          - id: first.2
            cite: 一/2
            label: {zh: 金奖并有影响, en: Gold and of influence}
            all:
              - id: first.2.gold
                label: {zh: 金奖, en: Gold}
                has: prizes
                where: {prize: 金奖}
              - id: first.2.influence
                label: {zh: 影响大, en: Influence}
                judgement: {by: panel}
"""
CASES = """
bases:
  plain: {birth_date: 1990-01-01, works_here: 是, score: 80, complete: all}
cases:
  - id: first.1.just_enough
    why: 80 分正好
    cite: 一/1
    base: plain
    expect: {first.1: meets, 一/1: meets, first: meets}
  - id: first.1.one_short
    why: 79 分差 1 分；也没有获奖
    cite: 一/1
    base: plain
    facts: {score: 79}
    expect: {first.1: not_met, first: not_met}
  - id: first.1.unknown
    why: 不知道分数；获奖没有更多
    cite: 一/1
    base: plain
    without: [score]
    expect: {一/1: {standing: facts_missing, missing: [score]}}
"""


def write_pack(folder: Path, **files: str) -> Path:
    """The folder of the sample pack; `files` replace or add (`tiers`, `cases`, …) by name."""
    own = {
        "vocabulary/words": VOCABULARY,
        "pack": PACK,
        "parameters": PARAMETERS,
        "process": PROCESS,
        "criteria/general": GENERAL,
        "criteria/tiers": TIERS,
        "cases": CASES,
    }
    named = {"tiers": "criteria/tiers", "general": "criteria/general"}
    for name, text in (own | {named.get(k, k): v for k, v in files.items()}).items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def sample(folder: Path, **files: str) -> Pack:
    """The sample pack, read."""
    return read_pack(write_pack(folder, **files), id="here/sample/2025", vocabulary=Vocabulary())
