"""Names of actors that change, and values that are none of their kind."""

from __future__ import annotations

import pytest

from bole.stewardship.act import named, wrong_values
from bole.stewardship.model import Actor, Field, Item
from bole.text import Text

GROUP = Actor(id="g", label=Text("原名"), later=Text("新名"), since="renamed_on")
OWNER = Item(id="o", label=Text("册"))
CHOICE = {"a": Text("甲")}


@pytest.mark.parametrize(
    ("on", "params", "name"),
    [
        (20240101, {}, "原名"),
        (20240101, {"renamed_on": 20240102}, "原名"),
        (20240102, {"renamed_on": 20240102}, "新名"),
    ],
)
def test_an_organ_has_its_new_name_from_the_day_an_office_recorded(on, params, name):
    assert named(GROUP, on=on, params=params).zh == name


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("choice", "a", "b"),
        ("number", "0", "-1"),
        ("number", "12", "²"),
        ("money", "100", "1.5"),
        ("bool", "true", "yes"),
        ("date", "2024-02-29", "2023-02-29"),
    ],
)
def test_a_value_is_of_its_kind(kind, good, bad):
    fields = (Field(id="f", label=Text("项"), kind=kind, options=CHOICE),)
    assert list(wrong_values(OWNER, fields, {"f": good})) == []
    assert [p.code for p in wrong_values(OWNER, fields, {"f": bad})] == ["value"]
