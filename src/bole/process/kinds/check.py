"""Conditions and materials are checked; everything lacking is told at once."""

from bole.text import Text

KIND = "check"
DOC = Text(
    "核对条件和材料，不齐的一次告知补正",
    "Conditions and materials are checked; everything lacking is told at once",
)
OUTCOMES = {
    "accept": ("next", Text("通过", "Accepted")),
    "supplement": ("supplement", Text("补正", "To be completed")),
    "decline": ("end:declined", Text("不通过", "Not accepted")),
}
