"""The document's own words."""

from __future__ import annotations

from typing import Final

from bole.text import Text

WORDS: Final = {
    "lead": Text(
        "，按所填逐条核对。符合条件不等于认定，结果由评审和会议决定。",
        ", checked clause by clause. Meeting the conditions is not recognition: people decide.",
    ),
    "outside": Text(
        "判定日不在申报时间内（§ {cite}），其他条件照常核对。",
        "The day of the verdict lies outside the application period (§ {cite}); the rest is checked"
        " as usual.",
    ),
    "perhaps": Text(
        "判定日不在集中申报时间内（§ {cite}）；“{ways}”能不能走，还没定。",
        "The day of the verdict lies outside the round (§ {cite}); whether this way is open is not"
        " settled: {ways}.",
    ),
    "not_direct": Text("；不单独申报", "; not applied for by itself"),
    "file": Text("核对结果", "match"),
    "day": Text("判定日", "As of"),
    "version": Text("规则 {p} 第 {v} 版", "Rules {p} version {v}"),
    "receipt": Text("凭据号", "Receipt"),
    "page": Text("第 {x} 页，共 {y} 页", "Page {x} of {y}"),
    "clause": Text("条款", "Clause"),
    "needed": Text("要求", "Required"),
    "found": Text("你有", "You have"),
    "materials_short": Text("材料", "Shown by"),
    "verdict": Text("判断", "Verdict"),
    "tier": Text("类别", "Tier"),
    "because": Text("说明", "Because"),
    "field": Text("领域", "Field"),
    "fields": Text("各领域", "All fields"),
    "nearest": Text("最近的一条路：", "The nearest way: "),
    "in_all": Text("…共 {n} 项", "… {n} in all"),
    "semicolon": Text("；", "; "),
    "comma": Text("、", ", "),
    "materials": Text("要准备的材料", "Materials to prepare"),
    "shows": Text("证明：", "Shows: "),
    "next": Text("先补这些，最能定下来", "Tell these first, they decide most"),
    "tell": Text("{what}", "{what}"),
    "settles": Text("能定 {n} 条", "bears on {n} clauses"),
    "round": Text("申报时间", "Applications"),
    "until": Text("{first} 到 {last}", "{first} to {last}"),
    "document": Text("文件", "Document"),
    "rules": Text("规则", "Rules"),
    "stage": Text("环节", "Stage"),
    "assurance": Text("依据", "Backed by"),
    "again": Text(
        "同一规则、同样的回答和日期，再核一次得到同一凭据号。",
        "The same rules, answers and day give the same receipt number again.",
    ),
}
ASSURANCE: Final = {
    "claimed": Text("本人填写", "What the person says"),
    "evidenced": Text("已附材料", "Materials attached"),
    "verified": Text("已核验", "Verified"),
}
NEEDS: Final = {
    "required": Text("必备", "Required"),
    "必备": Text("必备", "Required"),
    "optional": Text("有则交", "If you have it"),
    "有则交": Text("有则交", "If you have it"),
    "claimed": Text("对应填报", "For what you claim"),
    "对应填报": Text("对应填报", "For what you claim"),
    "conditional": Text("符合情形才交", "If it applies"),
    "符合情形才交": Text("符合情形才交", "If it applies"),
}
