import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bole.cli import group, main
from bole.problems import Problems

TEXT = """示例人才认定办法
一、条件
（一）在岗工作；
（二）取得硕士学位。
二、程序
向人才办申报。
"""


def run(*args: str) -> Result:
    """What the command answers."""
    return CliRunner().invoke(group, list(args))


def test_a_new_pack_checks_and_tests_with_nothing_but_things_to_write(tmp_path: Path) -> None:
    source = tmp_path / "text.txt"
    source.write_text(TEXT, encoding="utf-8")
    packs = tmp_path / "packs"
    made = run("new", "here/sample/2026", "--source", str(source), "--into", str(packs))
    assert made.exit_code == 0
    folder = str(packs / "here/sample/2026")

    checked = run("check", folder, "--json")
    assert checked.exit_code == 0
    (answer,) = json.loads(checked.output)["packs"]
    assert answer["errors"] == []
    assert {w["code"] for w in answer["warnings"]} == {"P020", "P021"}
    unsorted = [w["message"] for w in answer["warnings"] if w["code"] == "P021"]
    assert unsorted[:3] == ["一 还没归类", "一/（一） 还没归类", "一/（二） 还没归类"]

    tested = run("test", folder)
    assert tested.exit_code == 0
    assert "全部通过" in tested.output


def test_no_sentence_of_the_document_is_copied(tmp_path: Path) -> None:
    source = tmp_path / "text.txt"
    source.write_text(TEXT, encoding="utf-8")
    run("new", "here/sample/2026", "--source", str(source), "--into", str(tmp_path / "packs"))
    written = "".join(p.read_text(encoding="utf-8") for p in (tmp_path / "packs").rglob("*.yaml"))
    assert "取得硕士学位" not in written
    assert "向人才办申报" not in written


def test_packs_of_other_cities_are_found_through_bole_packs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOLE_PACKS", str(tmp_path))
    assert run("new", "elsewhere/own/2027").exit_code == 0
    assert (tmp_path / "elsewhere/own/2027/pack.yaml").is_file()
    assert run("test", "elsewhere/own").exit_code == 0
    own = tmp_path / "elsewhere/own/2027/vocabulary/words.yaml"
    own.parent.mkdir()
    own.write_text(
        "facts:\n  green_card: {kind: bool, label: {zh: 绿卡, en: Green card}}\n", encoding="utf-8"
    )
    criteria = tmp_path / "elsewhere/own/2027/criteria/talent.yaml"
    text = criteria.read_text(encoding="utf-8").replace("fact: on_job", "fact: green_card")
    criteria.write_text(text, encoding="utf-8")
    assert run("check", str(own.parents[1]), "--only", "P001").exit_code == 0


@pytest.mark.parametrize("name", ["beijing", "Beijing/a/2026", "a/b/c", "../../x/2026", "a/b/26"])
def test_a_name_that_is_no_pack_is_refused_with_a_hint(tmp_path: Path, name: str) -> None:
    result = run("new", name, "--into", str(tmp_path))
    assert isinstance(result.exception, Problems)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_over(tmp_path: Path) -> None:
    assert run("new", "here/sample/2026", "--into", str(tmp_path)).exit_code == 0
    again = run("new", "here/sample/2026", "--into", str(tmp_path))
    assert isinstance(again.exception, Problems)


def test_an_unreadable_pack_is_status_two_with_all_its_problems(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("new", "here/sample/2026", "--into", str(tmp_path))
    criteria = tmp_path / "here/sample/2026/criteria/talent.yaml"
    text = criteria.read_text(encoding="utf-8")
    text = text.replace("fact: on_job", "fact: on_jbo").replace("硕士}", "硕仕}")
    criteria.write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        main(["check", str(tmp_path / "here/sample/2026")])
    said = capsys.readouterr().err
    assert stopped.value.code == 2
    assert "on_jbo" in said
    assert "硕仕" in said


def test_a_file_with_errors_can_be_left_out(tmp_path: Path) -> None:
    run("new", "here/sample/2026", "--into", str(tmp_path))
    folder = tmp_path / "here/sample/2026"
    (folder / "criteria/more.yaml").write_text("general: [{fact: nothing}]", encoding="utf-8")
    (folder / "cases/more.yaml").write_text("cases: [{id: x}]", encoding="utf-8")
    result = run("test", str(folder), "--skip-broken")
    assert result.exit_code == 0
    assert "more.yaml" in result.output + result.stderr


def test_a_case_that_differs_is_status_one_and_shows_why(tmp_path: Path) -> None:
    run("new", "here/sample/2026", "--into", str(tmp_path))
    cases = tmp_path / "here/sample/2026/cases/talent.yaml"
    text = cases.read_text(encoding="utf-8").replace("talent.1: not_met", "talent.1: meets")
    cases.write_text(text, encoding="utf-8")
    result = run("test", str(tmp_path / "here/sample/2026"))
    assert result.exit_code == 1
    assert "talent.1：应为“符合”，实为“不符合”" in result.output
    assert "学士低于硕士" in result.output
