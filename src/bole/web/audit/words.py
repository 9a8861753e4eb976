"""What entries of the audit are called, for those who read them; codes stay beside the words."""

from __future__ import annotations

from typing import Final

from bole.process import kinds
from bole.text import Text

DEEDS: Final = {
    "account.activated": Text("启用账号", "Account activated"),
    "account.administrator": Text("任命系统管理员", "System administrator appointed"),
    "account.invited": Text("邀请开账号", "Account invited"),
    "account.made": Text("开账号", "Account made"),
    "account.phone_changed": Text("换手机号", "Phone changed"),
    "account.phone_lost": Text("手机号让给了别人", "Phone went to somebody else"),
    "account.sessions_ended": Text("退出全部设备", "Signed out everywhere"),
    "case.choose": Text("选领域、类别和单位", "Field, tier and employer chosen"),
    "case.complete": Text("补正已交", "Completed"),
    "case.start": Text("开始填报", "Begun"),
    "case.submit": Text("提交", "Submitted"),
    "case.verified": Text("核对原件", "Held against the original"),
    "case.withdraw": Text("撤回", "Withdrawn"),
    "consent.given": Text("同意", "Consent given"),
    "consent.withdrawn": Text("撤回同意", "Consent withdrawn"),
    "cycle.decided": Text("办公室决定", "Decision of the office"),
    "cycle.ended": Text("决定作废", "Decision ended"),
    "cycle.extended": Text("延期", "Extended"),
    "cycle.quotas": Text("填名额表", "Quotas filled in"),
    "desk.assigned": Text("加分工", "Desk assigned"),
    "desk.unassigned": Text("取消分工", "Desk taken away"),
    "file.erased": Text("到期删除文件", "File erased at the end of its term"),
    "file.infected": Text("查出病毒", "Infected file found"),
    "material.added": Text("传材料", "Material added"),
    "material.explained": Text("说明为什么没有", "Explained why it is not there"),
    "material.moved": Text("调材料顺序", "Material moved"),
    "material.removed": Text("删材料", "Material removed"),
    "material.restored": Text("找回材料", "Material brought back"),
    "material.shows": Text("写明材料内容", "What a material shows"),
    "material.sorted": Text("按表里的顺序排材料", "Materials sorted"),
    "membership.appointed_until": Text("改成员期限", "Member's term changed"),
    "membership.declined": Text("谢绝邀请", "Invitation declined"),
    "membership.handed_over": Text("交接管理权", "Management handed over"),
    "membership.invitation_cancelled": Text("收回邀请", "Invitation taken back"),
    "membership.invited": Text("邀请成员", "Member invited"),
    "membership.joined": Text("成员加入", "Member joined"),
    "membership.left": Text("成员停用", "Membership ended"),
    "notices.send_again": Text("重发消息", "Notice sent again"),
    "organisation.founded": Text("建立机构", "Organisation set up"),
    "organisation.resumed": Text("恢复办理", "Organisation resumed"),
    "organisation.stopped": Text("暂停办理", "Organisation stopped"),
    "recovery.asked": Text("申请找回账号", "Recovery asked for"),
    "recovery.granted": Text("同意找回账号", "Recovery granted"),
    "recovery.refused": Text("不同意找回账号", "Recovery refused"),
    "registration.asked": Text("提交登记申请", "Registration asked for"),
    "registration.granted": Text("登记通过", "Registration granted"),
    "registration.refused": Text("登记没有通过", "Registration refused"),
    "registration.scan": Text("传登记扫描件", "Scan uploaded"),
    "registration.withdrawn": Text("撤回登记申请", "Registration withdrawn"),
}
#: The first part of what an entry says.
NAMES: Final = {
    "at": Text("时间", "Time"),
    "again": Text("沿用自", "Used again from"),
    "employer": Text("单位", "Employer"),
    "intake": Text("申报批次", "Way in"),
    "item": Text("文件", "File"),
    "kind": Text("种类", "Kind"),
    "material": Text("材料", "Material"),
    "name": Text("名称", "Name"),
    "number": Text("编号", "Number"),
    "outcome": Text("办理意见", "Outcome"),
    "pack": Text("政策包", "Pack"),
    "programme": Text("计划", "Programme"),
    "reason": Text("理由", "Reason"),
    "recommender": Text("推荐单位", "Recommending body"),
    "round": Text("第几次", "Round"),
    "sha256": Text("SHA-256", "SHA-256"),
    "stage": Text("环节", "Stage"),
    "subject": Text("申报人", "Applicant"),
    "text": Text("文本指纹", "Hash of the text"),
    "tier": Text("类别", "Tier"),
    "track": Text("领域", "Field"),
    "version": Text("版本", "Version"),
}


def deed(action: str) -> Text:
    """What was done; an outcome of a stage in the words of its kind, the code where there are none."""
    if action in DEEDS:
        return DEEDS[action]
    prefix, _, outcome = action.partition(".")
    if prefix == "case":
        for kind in kinds.registry().values():
            if outcome in kind.words:
                return kind.words[outcome]
    return Text(action)


def name(path: str) -> Text:
    """What a value is called; the rest of a nested one's path stays as it is."""
    first, dot, rest = path.partition(".")
    if first not in NAMES:
        return Text(path)
    return Text(f"{NAMES[first].zh}{dot}{rest}", f"{NAMES[first].en}{dot}{rest}")
