"""The filer fills in and submits."""

from bole.text import Text

KIND = "file"
DOC = Text("填报、提交", "The filer fills in and submits")
OUTCOMES = {
    "submit": ("next", Text("提交", "Submitted")),
    "withdraw": ("end:withdrawn", Text("撤回", "Withdrawn")),
    "lapse": ("end:lapsed", Text("逾期未交", "Not submitted in time")),
}
