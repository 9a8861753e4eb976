"""The employer checks and endorses."""

from bole.text import Text

KIND = "endorse"
DOC = Text("单位审核并加具推荐意见", "The employer checks and endorses")
OUTCOMES = {
    "endorse": ("next", Text("同意推荐", "Endorsed")),
    "return": ("back", Text("退回修改", "Returned for changes")),
    "decline": ("end:declined", Text("不推荐", "Not endorsed")),
    "lapse": ("end:lapsed", Text("逾期未推荐", "Not endorsed in time")),
}
