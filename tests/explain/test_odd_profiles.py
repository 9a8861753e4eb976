"""Whatever a profile holds, it is refused in words or judged and explained to the end."""

from __future__ import annotations

import functools
import json
import os
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bole.explain.plain import report_data
from bole.explain.report import report
from bole.explain.textual import report_text
from bole.facts.definitions import FactDef
from bole.facts.model import Assurance
from bole.facts.profile import Profile, build_profile
from bole.facts.vocabulary import Vocabulary
from bole.judge.verdict import Plan
from bole.policy import library
from bole.policy.cycle import plain_cycle
from bole.problems import Problems

PACK = library.find_pack("beijing/xicheng-xirong/2025")
SOME = settings(
    max_examples=int(os.environ.get("BOLE_EXAMPLES", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
DAYS = st.dates().map(str)
SPANS = [DAYS, DAYS.map(lambda d: d[:7]), st.integers(1950, 2030), st.just("2019..2021")]
KINDS: dict[str, st.SearchStrategy[Any]] = {
    "date": st.one_of(*SPANS),
    "number": st.one_of(st.integers(0, 12), st.just("2..9")),
    "amount": st.sampled_from(["100万", "501万", "1.2亿", 0, "10万..200万"]),
    "percent": st.sampled_from(["30%", "31%", "12.345%"]),
    "bool": st.sampled_from(["是", "否", True]),
    "text": st.text(max_size=5),
}
ODD = st.one_of(
    st.none(),
    st.sampled_from(["没有", "不愿提供", "至今", "", "~", "..", "{}", "杜撰之物"]),
    st.text(max_size=8),
    st.integers(),
    st.floats(),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.sampled_from(["value", "from", "to", "x"]), st.integers(), max_size=2),
)


def a_value(fact: FactDef, words: Vocabulary, *, odd: bool) -> st.SearchStrategy[Any]:
    if fact.kind == "choice":
        plain = st.sampled_from([v.name.zh for v in words.catalogue(fact).values.values()])
    else:
        plain = KINDS[fact.kind]
    backed = st.fixed_dictionaries({"value": plain, "assurance": st.just("verified")})
    usual = st.one_of(plain, plain, plain, st.just("没有"), backed)
    return st.one_of(usual, ODD) if odd else usual


@functools.cache
def profiles(*, odd: bool) -> st.SearchStrategy[dict[str, Any]]:
    words = PACK.vocabulary
    facts = {
        f.id: a_value(f, words, odd=odd)
        for f in words.facts.values()
        if odd or f.id not in ("identity_code", "employer.code", "name")
    }
    families = {
        family.id: st.lists(
            st.fixed_dictionaries(
                {}, optional={f.id: a_value(f, words, odd=odd) for f in family.fields.values()}
            ).filter(bool),
            max_size=2,
        )
        for family in words.families.values()
    }
    closing = {"complete": st.sampled_from(["all", ["posts"], None])}
    return st.fixed_dictionaries({}, optional={**facts, **families, **closing})


@functools.cache
def plan(stage: str) -> Plan:
    return Plan(plain_cycle(PACK), stage=stage)


def read(data: dict[str, Any]) -> Profile | None:
    try:
        return build_profile(data, vocabulary=PACK.vocabulary)
    except Problems as refused:
        problems = refused
    assert all(p.message.zh and p.message.en for p in problems.problems)
    assert problems.render(lang="zh").encode()
    assert problems.render(lang="en").encode()
    return None


@SOME
@given(
    st.one_of(profiles(odd=False), profiles(odd=True)),
    st.sampled_from([s.id for s in PACK.stages]),
    st.sampled_from(list(Assurance)),
    st.lists(st.sampled_from(sorted(PACK.claimable)), max_size=3),
)
def test_every_profile_is_refused_in_words_or_explained(data, stage, assurance, claims):
    profile = read(data)
    if profile is None:
        return
    found = report(plan(stage), profile.facts, as_of=20250622, claims=claims, assurance=assurance)
    for view in found.tiers:
        assert view.root.level == view.level
        assert bool(view.missing) <= (view.level in (1, 2))
    for lang in ("zh", "en"):
        assert json.dumps(report_data(found, lang=lang), ensure_ascii=False).encode()
        assert report_text(found, lang=lang, whole=2).encode()
