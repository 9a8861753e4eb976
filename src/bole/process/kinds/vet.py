"""Departments vet together."""

from bole.text import Text

KIND = "vet"
DOC = Text("资格联审", "Departments vet together")
OUTCOMES = {
    "clear": ("next", Text("没有不宜情形", "Nothing against it")),
    "hold": ("same", Text("待核实", "On hold")),
    "decline": ("end:declined", Text("有不得认定的情形", "A ground for exclusion")),
}
