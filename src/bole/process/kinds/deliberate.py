"""Weighed together; another field or tier with consent."""

from bole.text import Text

KIND = "deliberate"
DOC = Text("综合评议，可以调剂", "Weighed together; another field or tier with consent")
OUTCOMES = {
    "advance": ("next", Text("推荐", "Put forward")),
    "reassign": ("same", Text("调剂", "Reassigned")),
    "decline": ("end:declined", Text("不推荐", "Not put forward")),
}
