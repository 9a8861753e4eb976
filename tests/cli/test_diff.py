"""`bole diff`: two packs, text and JSON, both languages."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from bole.cli import group
from bole.policy import library


def run(*args: str) -> Result:
    """What the command answers."""
    return CliRunner().invoke(group, ["diff", *args])


def version(folder: Path, old: str, new: str) -> str:
    """A later version of the Xirong pack, one passage of its parameters replaced."""
    source = library.find_pack("xirong").root
    target = folder / "beijing/xicheng-xirong/2026"
    target.mkdir(parents=True)
    for path in source.rglob("*.yaml"):
        if path.relative_to(source).parts[0] not in ("cases", "walks"):
            copy = target / path.relative_to(source)
            copy.parent.mkdir(exist_ok=True)
            text = path.read_text(encoding="utf-8")
            if path.name == "parameters.yaml":
                assert old in text
                text = text.replace(old, new, 1)
            copy.write_text(text, encoding="utf-8")
    return str(target)


def test_equal_packs_say_so() -> None:
    assert run("xirong", "xirong").output.splitlines()[-1] == "两个政策包内容相同。"
    assert "say the same" in run("xirong", "xirong", "--lang", "en").output
    data = json.loads(run("xirong", "xirong", "--json").output)
    assert data["equal"] is True
    assert data["changes"] == []


def test_only_words_of_our_own(tmp_path: Path) -> None:
    other = version(tmp_path, "# The document fixes", "# It fixes")
    said = run("xirong", other).output
    assert "只有我们自己的说明文字不同" in said


def test_a_changed_parameter_in_text_and_json(tmp_path: Path) -> None:
    other = version(tmp_path, "value: 2025-12-31", "value: 2026-12-31")
    answer = run("xirong", other)
    assert answer.exit_code == 0
    assert "~ §四/（四） 参数“年龄算到哪天”：2025-12-31 → 2026-12-31" in answer.output
    (change,) = json.loads(run("xirong", other, "--json", "--lang", "en").output)["changes"]
    assert change["before"] == "2025-12-31"
    assert change["subject"] == "Parameter “Day on which ages are counted”"


def test_an_unknown_pack_is_told_with_a_hint() -> None:
    answer = run("xirong", "xiron-2031")
    assert answer.exit_code != 0
    assert "xiron-2031" in str(answer.exception)
