"""`bole facts` and `bole schema`."""

import json

import pytest
from click.testing import CliRunner

from bole.cli.facts import command as facts
from bole.cli.schema import command as schema
from bole.problems import Problems


def run(*args: str) -> str:
    done = CliRunner().invoke(facts, args, catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def test_everything_is_listed() -> None:
    shown = run()
    for word in ("birth_date", "employer.code", "team.size", "awards[]", "degree", "# 个人"):
        assert word in shown
    assert "# Person" in run("--lang", "en")
    assert "complete: all" in shown


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("birth_date", "按身份证件填写"),
        ("生日", "birth_date"),
        ("awards", "own_rank"),
        ("获奖", "awards[]"),
        ("awards.level", "awards[].level"),
        ("level", "national  国家级"),
        ("硕士", "degree: master"),
        ("employer", "employer.code"),
        ("platform.key_laboratory", "也算"),
        ("code", "employer.code"),
        ("项目", "projects[]"),
    ],
)
def test_a_word_is_explained(word: str, shown: str) -> None:
    assert shown in run(word)


def test_history_and_succession_are_told() -> None:
    assert "2025-01-31" in run("国家重点实验室")
    assert "succeeds state_key_laboratory" in run("全国重点实验室", "--lang", "en")


def test_an_unknown_word_gets_a_hint() -> None:
    with pytest.raises(Problems) as caught:
        run("硕土")
    assert "硕士" in str(caught.value)


def test_json_holds_everything_and_one_word() -> None:
    everything = json.loads(run("--json"))
    assert everything["facts"]["birth_date"]["kind"] == "date"
    assert everything["families"]["conduct"]["closes_by"] == "register"
    assert everything["catalogues"]["degree"]["values"]["master"]["name"]["en"] == "Master"
    one = json.loads(run("硕士", "--json"))
    assert one["values"].keys() == {"degree.master", "schooling.masters_study"}


def test_the_schema_of_a_profile_is_printed() -> None:
    done = CliRunner().invoke(schema, ["profile"], catch_exceptions=False)
    assert json.loads(done.output)["$defs"]["birth_date"]["title"] == "出生日期 Date of birth"
