"""Walks of registers, plans and tickets: what is said, what does not come as expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from bole.check.stewardship_walk import StewardshipWalk, run_stewardship_walks
from bole.check.walk import run_walks
from bole.policy import library
from bole.problems import Problems

HEAD = "walks:\n  - {id: w, why: 试, cite: 五/12, "
OPEN = "{at: 2025-06-03, by: talent, do: open, with: {matter: 事}"


def run(text: str, tmp_path: Path) -> StewardshipWalk:
    path = tmp_path / "walks.yaml"
    path.write_text(HEAD + text + "}\n", encoding="utf-8")
    pack = library.find_pack("beijing/talent-opinions/2007")
    assert run_walks(path, pack=pack) == ()
    (walk,) = run_stewardship_walks(path, pack=pack)
    return walk


def test_each_step_says_who_did_what_and_where_it_stands(tmp_path):
    walk = run(f"ticket: voice, steps: [{OPEN}, expect: opened}}]", tmp_path)
    (step,) = walk.steps
    assert step.done.zh == "高层次人才本人：提出 反映诉求"
    assert step.said.zh == "○ 已提出"
    assert (walk.wrong, walk.cites) == ((), ("五/12",))


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (f"{OPEN}, expect: in_hand}}", "step 应为 in_hand，实为 opened"),
        (f"{OPEN}, expect: {{refused: actor}}}}", "refused 应为 ['actor']，实为 None"),
        (
            "{at: 2025-06-03, by: media, do: open, with: {matter: 事}}",
            "被拒：这一步由高层次人才本人办",
        ),
        ("{at: 2025-06-03, by: unit, do: take, expect: {refused: actor}}", "实为 ['begun']"),
    ],
)
def test_what_does_not_come_as_expected_is_said(step, said, tmp_path):
    (wrong,) = run(f"ticket: voice, steps: [{step}]", tmp_path).wrong
    assert said in wrong.zh


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("ticket: voise, steps: []", ["ticket"]),
        (
            "ticket: voice, register: talent_pool, steps: [{at: 2025-01-01, by: a, do: b}]",
            ["target"],
        ),
        ("ticket: voice, steps: [{at: soon, by: a, do: open}]", ["time"]),
        ("ticket: voice, stepps: []", ["key"]),
    ],
)
def test_a_wrong_walk_is_a_problem_with_its_place(text, codes, tmp_path):
    with pytest.raises(Problems) as caught:
        run(text, tmp_path)
    assert [p.code for p in caught.value.problems] == codes
