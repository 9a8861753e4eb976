"""Money is paid out."""

from bole.text import Text

KIND = "pay"
DOC = Text("拨付资金", "Money is paid out")
OUTCOMES = {
    "pay": ("next", Text("已拨付", "Paid")),
    "hold": ("same", Text("暂缓拨付", "Payment on hold")),
    "stop": ("end:stopped", Text("停止拨付", "Payment stopped")),
}
