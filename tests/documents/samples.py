"""One invented sample for each kind of document, with everything and with next to nothing."""

from __future__ import annotations

import hashlib
from typing import Any, Final

from bole.documents.kinds.application_form import ApplicationForm, Box, Section
from bole.documents.kinds.integrity import Integrity
from bole.documents.kinds.materials_list import MaterialsList
from bole.documents.kinds.receipt import Receipt
from bole.documents.kinds.recommendation import Recommendation
from bole.documents.kinds.undertaking import Undertaking
from bole.documents.parts import Attachment, Claim, Promise
from bole.text import Text

DAY: Final = 20250622
NAME: Final = "林䶮㛃𬭼"
CODE: Final = "110102198806150017"
USCC: Final = "91110102MA01ABCD2T"
EMPLOYER: Final = "示例数科（北京）有限公司"
NUMBER: Final = "XR2025-000123"
AT: Final = "2025-06-22T15:59:41Z"
PROGRAMME: Final = Text("西融计划 2025", "Xirong Programme 2025")
TIER: Final = Text("领军人才", "Leading talent")
TRACK: Final = Text("金融", "Finance")


def hashed(word: str) -> str:
    """A SHA-256 of something."""
    return hashlib.sha256(word.encode()).hexdigest()


HASH: Final = hashed("content")
FILES: Final = tuple(
    Attachment(str(n), Text(label, en), f"{label}.pdf", hashed(label), n)
    for n, (label, en) in enumerate(
        (
            ("营业执照或事业单位法人证书", "Business licence"),
            ("单位承诺书", "Undertaking"),
            ("学历、学位证书和认证", "Degree certificates and their verification"),
            ("北京市社保权益记录", "Social-insurance record"),
            ("无犯罪记录证明", "Certificate of no criminal record"),
        ),
        start=1,
    )
)
PROMISES: Final = (
    Promise(Text("单位经营状况良好", "The employer is in good standing"), "四/（二）/2"),
    Promise(
        Text("本轮没有通过别的单位或领域申报", "No other application in this round"), "四/（三）"
    ),
)
CLAIMS: Final = (
    Claim(
        "附件/（一）/2/（3）", Text("金融从业年限、总部高管任职与本单位任职", "Years in finance")
    ),
    Claim("附件/（一）/2/（5）", Text("取得行业重要奖项", "An important award of the industry")),
)
BOXES: Final = (
    Box(Text("姓名", "Name"), (Text(NAME),)),
    Box(Text("性别", "Sex"), (Text("女", "Female"),)),
    Box(Text("出生日期", "Date of birth"), (Text("1988-06-15"),)),
    Box(Text("国籍", "Nationality"), (Text("内地居民", "Mainland resident"),)),
    Box(Text("民族", "Ethnicity"), ()),
    Box(
        Text("主要经历", "Career"),
        (Text("2013-07 至今：示例数科（北京）有限公司，风险管理部总经理"), Text("2010-07 – 2013-06：示例银行")),
    ),
    Box(Text("研究领域", "Research area"), (Text("信用风险", "Credit risk"),)),
    Box(Text("本人承诺", "Undertaking"), (), "signature"),
    Box(Text("用人单位意见", "Employer's opinion"), (), "opinion", contact=True),
    Box(Text("审定意见", "Decision"), (), "opinion"),
)  # fmt: skip
SECTIONS: Final = (
    Section(
        Text("基本情况", "Particulars"),
        pairs=(
            (Text("姓名", "Name"), Text(NAME)),
            (Text("出生日期", "Date of birth"), Text("1988-06-15")),
            (
                Text("现任岗位", "Present positions"),
                Text("总行风险管理部总经理、首席风险官", "Chief risk officer"),
            ),
        ),
    ),
    Section(
        Text("任职经历", "Posts"),
        head=(Text("单位", "Employer"), Text("职务", "Post"), Text("起止", "Period")),
        rows=(
            (Text(EMPLOYER), Text("部门总经理", "Head"), Text("2013-07 – 至今", "2013-07 – now")),
            (Text("示例银行"), Text("经理", "Manager"), Text("2010-07 – 2013-06")),
        ),
    ),
)


def receipt(**changes: Any) -> Receipt:
    """A receipt with files, next steps and an address."""
    given: dict[str, Any] = {
        "programme": PROGRAMME,
        "number": NUMBER,
        "at": AT,
        "name": NAME,
        "code": CODE,
        "sha256": HASH,
        "tier": TIER,
        "track": TRACK,
        "employer": EMPLOYER,
        "files": FILES,
        "next": (
            Text("形式审核：牵头单位 5 个工作日内核对材料", "Check of the materials"),
            Text("需要补正的，一次告知，10 天内补齐", "What lacks is told at once"),
            Text("评审、联审和公示", "Review, joint vetting and publicity"),
        ),
        "verify": "https://example.org/v/XR2025-000123",
    }
    return Receipt(**(given | changes))


def form(**changes: Any) -> ApplicationForm:
    """A submitted application in boxes, the first of them the person's name."""
    called = Box(Text("姓名", "Name"), (Text(changes.get("name", NAME)),))
    given: dict[str, Any] = {
        "programme": PROGRAMME,
        "name": NAME,
        "day": DAY,
        "title": Text("人才认定申请表", "Application form"),
        "employer": EMPLOYER,
        "tier": TIER,
        "boxes": (called, *BOXES[1:]),
        "claims": CLAIMS,
        "materials": FILES,
        "number": NUMBER,
        "at": AT,
        "sha256": HASH,
    }
    return ApplicationForm(**(given | changes))


def bound(**changes: Any) -> ApplicationForm:
    """A draft in sections with a cover."""
    given: dict[str, Any] = {
        "title": Text("申报书", "Application"),
        "boxes": (),
        "sections": SECTIONS,
        "track": TRACK,
        "number": "",
        "at": "",
        "sha256": "",
        "cover": True,
    }
    return form(**(given | changes))


def undertaking(**changes: Any) -> Undertaking:
    """An employer's undertaking for one person."""
    given: dict[str, Any] = {
        "programme": PROGRAMME,
        "employer": EMPLOYER,
        "employer_code": USCC,
        "day": DAY,
        "name": NAME,
        "promises": PROMISES,
        "cite": "五/（二）/1/（3）",
    }
    return Undertaking(**(given | changes))


def integrity(**changes: Any) -> Integrity:
    """A person's statement that the employer seals."""
    given: dict[str, Any] = {
        "programme": PROGRAMME,
        "name": NAME,
        "code": CODE,
        "day": DAY,
        "tier": TIER,
        "employer": EMPLOYER,
        "employer_code": USCC,
        "promises": PROMISES,
        "cite": "五/（二）/2/（14）",
        "sealed": True,
    }
    return Integrity(**(given | changes))


def recommendation(**changes: Any) -> Recommendation:
    """A letter with an opinion."""
    given: dict[str, Any] = {
        "programme": PROGRAMME,
        "recommender": "示例工程学会",
        "name": NAME,
        "day": DAY,
        "recommender_code": USCC,
        "employer": EMPLOYER,
        "tier": TIER,
        "track": TRACK,
        "office": Text("示例人才工作中心", "Example Talent Centre"),
        "opinion": (
            "该同志长期从事信用风险计量，主持建成的模型在全行投产，成果可核验。",
            "经学会评审组评议，同意推荐。",
        ),
        "cite": "四/2",
    }
    return Recommendation(**(given | changes))


def materials_list(**changes: Any) -> MaterialsList:
    """A list with one material that is still to come."""
    given: dict[str, Any] = {
        "programme": PROGRAMME,
        "name": NAME,
        "day": DAY,
        "items": (*FILES, Attachment("6", Text("其他材料", "Other materials"))),
        "employer": EMPLOYER,
        "number": NUMBER,
        "sha256": HASH,
    }
    return MaterialsList(**(given | changes))


SAMPLES: Final[dict[str, Any]] = {
    "receipt": receipt,
    "application_form": form,
    "undertaking": undertaking,
    "integrity": integrity,
    "recommendation": recommendation,
    "materials_list": materials_list,
}
