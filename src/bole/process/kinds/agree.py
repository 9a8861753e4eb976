"""An agreement is signed."""

from bole.text import Text

KIND = "agree"
DOC = Text("签订协议", "An agreement is signed")
OUTCOMES = {
    "sign": ("next", Text("签订", "Signed")),
    "lapse": ("end:lapsed", Text("未签订", "Not signed")),
}
