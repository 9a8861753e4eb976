"""A notice goes out to those concerned or to everyone."""

from bole.text import Text

KIND = "notify"
DOC = Text("发出通知、通报", "A notice goes out")
OUTCOMES = {
    "send": ("next", Text("已发出", "Sent")),
}
