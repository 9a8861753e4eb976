"""What people agree to, in which words: each agreement apart, with the version of its text.

A changed text gets a new version, and is asked again; what was given before stays recorded.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Final

from django.db import IntegrityError, transaction

from bole.problems import Problems, problem
from bole.process.model import Process
from bole.text import Text
from bole.web.accounts.models import Consent, User
from bole.web.audit import services as audit
from bole.web.common.clock import now


@dataclass(frozen=True, slots=True)
class Kind:
    """One agreement. `stage` is the kind of stage for which it is asked; "" asks it always.

    Nothing depends on an `optional` one but what it is about.
    """

    id: str
    version: str
    title: Text
    text: Text
    #: What becomes of it when it is taken back.
    withdrawing: Text
    stage: str = ""
    optional: bool = False

    @property
    def sha256(self) -> str:
        """What was agreed to, as a fingerprint over both languages."""
        words = (self.title, self.text, self.withdrawing)
        joined = "\0".join(part for text in words for part in (text.zh, text.en))
        return hashlib.sha256(joined.encode()).hexdigest()


SENSITIVE: Final = Kind(
    "sensitive", "2026-1",
    Text("处理敏感个人信息", "Processing sensitive personal information"),
    Text(
        "为办理这次申报，受理部门会查看我的证件号码、身份证件、收入和社保、无犯罪记录等敏感信息。"
        "只用于核对申报条件，只有经办这件申报的人能看，每次查看都有记录，期满删除。",
        "To handle this application the office will see sensitive information of mine: identity "
        "number and document, income and social insurance, proof of conduct. It serves to check "
        "the conditions and nothing else; only those who handle this case see it, every look is "
        "recorded, and it is erased when its time is over.",
    ),
    Text(
        "撤回后，还没提交的申报不能提交；已经提交的，请同时撤回申报。已依法办结的记录按规定保存。",
        "After that a draft cannot be submitted; what is submitted should be withdrawn as well. "
        "Records of what was lawfully concluded are kept as the rules require.",
    ),
)  # fmt: skip
JOINT_VETTING: Final = Kind(
    "joint_vetting", "2026-1",
    Text("资格联审", "Joint vetting"),
    Text(
        "我同意受理部门把我的姓名和证件号码交给参加联审的部门，只用来核对有没有不得认定的情形。"
        "参加的部门只反馈有无，不得另作他用。",
        "I agree that my name and identity number go to the departments that vet jointly, only to "
        "check whether there are grounds for exclusion. They answer yes or no and use it for "
        "nothing else.",
    ),
    Text(
        "联审还没开始的，撤回后不再送审，申报停在这一步；已经送审的，通知对方停止使用。",
        "Where vetting has not begun nothing is sent and the case rests there; where it has, the "
        "departments are told to stop.",
    ),
    stage="vet",
)  # fmt: skip
REASSIGNMENT: Final = Kind(
    "reassignment", "2026-1",
    Text("接受调剂", "Reassignment"),
    Text(
        "评议认为我更适合别的领域或类别时，可以调剂。届时会再把具体的领域和类别告诉我。"
        "不同意也可以申报，只按所报的评。",
        "Where the assessment finds me better placed in another field or tier I may be moved, and "
        "will be told which. I can apply without agreeing; then only what I applied for counts.",
    ),
    Text(
        "撤回后，不再调剂，只按所报的领域和类别评。已经完成的调剂不受影响。",
        "After that I am not moved; only what I applied for counts. What was done before stands.",
    ),
    stage="deliberate", optional=True,
)  # fmt: skip
KINDS: Final = (SENSITIVE, JOINT_VETTING, REASSIGNMENT)
BY_ID: Final = {kind.id: kind for kind in KINDS}

#: Shown on forms and where files are uploaded.
STATE_SECRETS: Final = Text(
    "这里不能填、不能传国家秘密和工作秘密。涉密的业绩请写可以公开的部分，或向受理部门当面说明。",
    "Do not enter or upload state secrets or official secrets. Describe the part of classified "
    "work that is public, or explain it to the office in person.",
)

UNKNOWN: Final = problem(
    "accounts.consent.unknown", "没有这一项同意。", "There is no such agreement."
)


def required_for(process: Process) -> tuple[Kind, ...]:
    """What is asked before submission where this is the procedure, the optional ones too."""
    kinds = {stage.kind for stage in process.stages}
    return tuple(kind for kind in KINDS if not kind.stage or kind.stage in kinds)


def given(user: Any, *, about: str = "") -> dict[str, Consent]:
    """By kind, what is agreed to now, in the present version of its text; one query."""
    rows = Consent.objects.filter(user=user, about=about, withdrawn_at=None)
    return {row.kind: row for row in rows if row.version == _version(row.kind)}


def missing(user: Any, *, process: Process, about: str) -> list[Kind]:
    """What must be agreed to before submission and is not."""
    there = given(user, about=about)
    return [k for k in required_for(process) if not k.optional and k.id not in there]


def give(user: User, kind: str, *, about: str = "", role: str = "applicant") -> Consent:
    """Records the agreement; given again it is the same one. Raises Problems."""
    text = _kind(kind)
    try:
        with transaction.atomic():
            consent = Consent.objects.create(
                user=user, kind=kind, about=about, version=text.version, text_sha256=text.sha256,
                given_at=now(),
            )  # fmt: skip
            _record("consent.given", consent, role=role)
    except IntegrityError:
        return Consent.objects.get(
            user=user, kind=kind, about=about, version=text.version, withdrawn_at=None
        )
    return consent


def withdraw(user: User, kind: str, *, about: str = "", role: str = "applicant") -> bool:
    """Takes the agreement back, in whatever version; True where there was one."""
    _kind(kind)
    with transaction.atomic():
        rows = list(
            Consent.objects.select_for_update().filter(
                user=user, kind=kind, about=about, withdrawn_at=None
            )
        )
        for row in rows:
            row.withdrawn_at = now()
            row.save(update_fields=["withdrawn_at"])
            _record("consent.withdrawn", row, role=role)
    return bool(rows)


def _record(action: str, consent: Consent, *, role: str) -> None:
    about = consent.about or f"user:{consent.user_id}"
    audit.record(
        action, actor=consent.user, role=role, about=about,
        content={"kind": consent.kind, "version": consent.version, "text": consent.text_sha256},
    )  # fmt: skip


def _kind(id: str) -> Kind:
    if id not in BY_ID:
        raise Problems([UNKNOWN])
    return BY_ID[id]


def _version(id: str) -> str:
    return BY_ID[id].version if id in BY_ID else ""
