"""A certificate is issued, the person enters the register."""

from bole.text import Text

KIND = "certify"
DOC = Text("发放确认书，纳入人才库", "A certificate is issued, the person enters the register")
OUTCOMES = {
    "issue": ("next", Text("发证入库", "Issued")),
}
