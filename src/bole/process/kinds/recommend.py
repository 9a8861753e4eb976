"""A recommending body puts forward within its quota."""

from bole.text import Text

KIND = "recommend"
DOC = Text("推荐单位择优推荐，占推荐名额", "A recommending body puts forward within its quota")
OUTCOMES = {
    "recommend": ("next", Text("推荐", "Recommended")),
    "return": ("back", Text("退回修改", "Returned for changes")),
    "decline": ("end:declined", Text("不推荐", "Not recommended")),
    "lapse": ("end:lapsed", Text("逾期未推荐", "Not recommended in time")),
}
