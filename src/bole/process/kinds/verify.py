"""A report against somebody is looked into."""

from bole.text import Text

KIND = "verify"
DOC = Text("核查反映的情况", "A report against somebody is looked into")
OUTCOMES = {
    "establish": ("next", Text("属实", "Found true")),
    "hold": ("same", Text("继续核查", "Still being looked into")),
    "dismiss": ("end:completed", Text("不属实，办结", "Found untrue, closed")),
}
