"""What a service refused stands beside the field that it is about, in one sentence or two."""

from __future__ import annotations

from django import forms
from django.utils import translation

from bole.problems import Problems, problem
from bole.text import Text
from bole.web.common.forms import PlainForm

FULL = problem("room.full", "满了。", "It is full.", hint=Text("换一间。", "Take another one."))
SHUT = problem("door.shut", "门关着", "The door is shut", hint=Text("敲门", "Knock"))


class Visit(PlainForm):
    """Which room."""

    room = forms.CharField(required=False)


def refused(**where: object) -> dict[str, list[str]]:
    form = Visit({})
    form.tell(Problems([FULL, SHUT]), **where)  # type: ignore[arg-type]
    return dict(form.errors)


def test_a_refusal_stands_beside_its_field_or_above_the_form() -> None:
    assert refused() == {"__all__": ["满了。换一间。", "门关着 敲门"]}
    assert refused(field="room") == {"room": ["满了。换一间。", "门关着 敲门"]}
    assert refused(beside={"door": "room"}) == {
        "__all__": ["满了。换一间。"],
        "room": ["门关着 敲门"],
    }
    assert list(refused(field="cellar")) == ["__all__"]


def test_sentences_of_other_languages_are_apart() -> None:
    with translation.override("en"):
        assert refused(field="room")["room"][0] == "It is full. Take another one."
