"""Paper copies are received."""

from bole.text import Text

KIND = "receive_paper"
DOC = Text("收取纸质材料", "Paper copies are received")
OUTCOMES = {
    "receive": ("next", Text("收讫", "Received")),
    "return": ("same", Text("退回重做", "Returned")),
    "lapse": ("end:lapsed", Text("未报送", "Not handed in")),
}
