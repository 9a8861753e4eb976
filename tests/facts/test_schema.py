"""The JSON Schema of profiles agrees with the reader."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from bole.facts.definitions import FactDef
from bole.facts.profile import build_profile
from bole.facts.schema import profile_schema
from bole.facts.vocabulary import Vocabulary, words_of
from tests.facts.test_profile import CHINESE, ENGLISH


@pytest.fixture(scope="module")
def validator(shared: Vocabulary) -> Draft202012Validator:
    schema = profile_schema(shared)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def data(source: str) -> Any:
    from bole.yamlfile import parse_yaml

    return parse_yaml(source, file="profile.yaml", exact=True).data


@pytest.mark.parametrize("source", [CHINESE, ENGLISH, "{}", "awards: 没有\nname:\ncomplete: all"])
def test_what_people_write_is_valid(validator: Draft202012Validator, source: str) -> None:
    assert [e.message for e in validator.iter_errors(data(source))] == []


@pytest.mark.parametrize(
    "source",
    ["birth_dat: 1985", "education: [{degre: 硕士}]", "education: [{degree: 硕土}]", "sex: 人",
     "sex: {value: 男, asurance: verified}", "complete: [awrds]", "on_job: 可能", "- 1"],
)  # fmt: skip
def test_slips_are_marked(validator: Draft202012Validator, source: str) -> None:
    assert not validator.is_valid(data(source))


def test_every_key_has_a_title_in_both_languages(shared: Vocabulary) -> None:
    schema = profile_schema(shared)
    for fact in shared.facts.values():
        assert fact.label.zh in schema["$defs"][fact.id]["title"]
        assert set(words_of(fact)) <= schema["properties"].keys()
    for family in shared.families.values():
        assert family.label.say("en") in schema["$defs"][family.id]["title"]


def raw_values(shared: Vocabulary, fact: FactDef) -> st.SearchStrategy[Any]:
    if fact.kind == "choice":
        values = [v for c in shared.catalogue(fact).values.values() for v in (c.id, c.name.zh)]
        one = st.sampled_from(values)
        return st.lists(one, min_size=1, max_size=3) if fact.many else one
    high = 12 if fact.most and fact.most < 1000 else 2000
    return {
        "date": st.sampled_from(["1990", "1990-03", "1990-03-05", "1990..1992"]),
        "number": st.integers(2000, 2020) if fact.least and fact.least > 1000 else st.integers(1, high),
        "amount": st.sampled_from(["500万", 8, "1.2亿元"]),
        "percent": st.sampled_from(["30%", 30]),
        "bool": st.sampled_from([True, False, "是", "否"]),
        "text": st.sampled_from(["某某", "一二三"]),
    }[fact.kind]  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_whatever_the_vocabulary_allows_both_accept(
    shared: Vocabulary, validator: Draft202012Validator, data: st.DataObject
) -> None:
    profile: dict[str, Any] = {}
    facts = [f for f in shared.facts.values() if f.id not in ("identity_code", "employer.code")]
    for fact in data.draw(st.lists(st.sampled_from(facts), max_size=5, unique_by=lambda f: f.id)):
        word = data.draw(st.sampled_from(list(words_of(fact))))
        profile[word] = data.draw(raw_values(shared, fact))
    family = data.draw(st.sampled_from(list(shared.families.values())))
    fields = data.draw(
        st.lists(
            st.sampled_from(list(family.fields.values())), min_size=1, unique_by=lambda f: f.id
        )
    )
    fields = [f for f in fields if f.id not in ("end", "number_of_ranks")] or fields[:1]
    profile[family.label.zh] = [{f.label.zh: data.draw(raw_values(shared, f)) for f in fields}]
    assert [e.message for e in validator.iter_errors(profile)] == []
    profile.pop(shared.facts["joined_on"].label.zh, None)
    build_profile(profile, vocabulary=shared)
