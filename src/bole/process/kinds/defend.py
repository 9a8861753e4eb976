"""Defence before a panel."""

from bole.text import Text

KIND = "defend"
DOC = Text("答辩复评", "Defence before a panel")
OUTCOMES = {
    "advance": ("next", Text("进入下一步", "Goes on")),
    "decline": ("end:declined", Text("不再进入", "Goes no further")),
    "absent": ("end:declined", Text("未到场", "Absent")),
}
