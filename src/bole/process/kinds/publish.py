"""The list is made public for objections."""

from bole.text import Text

KIND = "publish"
DOC = Text("向社会公示", "The list is made public for objections")
OUTCOMES = {
    "clear": ("next", Text("公示无异议", "No objection stands")),
    "hold": ("same", Text("有异议，核实中", "Objection being examined")),
    "decline": ("end:declined", Text("异议成立", "Objection upheld")),
}
