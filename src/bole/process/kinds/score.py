"""Experts review and score."""

from bole.text import Text

KIND = "score"
DOC = Text("专家评审", "Experts review and score")
OUTCOMES = {
    "advance": ("next", Text("进入下一步", "Goes on")),
    "decline": ("end:declined", Text("不再进入", "Goes no further")),
}
