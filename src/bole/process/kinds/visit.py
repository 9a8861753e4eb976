"""A visit on site."""

from bole.text import Text

KIND = "visit"
DOC = Text("实地考察", "A visit on site")
OUTCOMES = {
    "advance": ("next", Text("考察通过", "Goes on")),
    "decline": ("end:declined", Text("不再进入", "Goes no further")),
}
