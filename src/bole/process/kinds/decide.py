"""The deciding body decides."""

from bole.text import Text

KIND = "decide"
DOC = Text("研究审议，作出决定", "The deciding body decides")
OUTCOMES = {
    "approve": ("next", Text("同意", "Approved")),
    "return": ("back", Text("退回再议", "Sent back")),
    "decline": ("end:declined", Text("不同意", "Not approved")),
}
