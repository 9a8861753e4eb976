"""What was submitted: its hash, its case, and its files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bole.text import Text
from bole.web.applications.freezing import sha256_of
from bole.web.applications.models import Submission
from bole.web.common.crypto import Unreadable
from bole.web.materials.models import StoredFile
from bole.web.operations.findings import Finding

LABEL = Text("提交内容", "submissions")


def look() -> Iterator[Finding]:
    """Each submission whose content is not what its hash says, or whose files are gone."""
    rows = Submission.objects.defer("content").select_related("case").order_by("pk")
    for row in rows.iterator(chunk_size=500):
        about = f"{row.case.about}/{row.round}"
        try:
            content = Submission.objects.values_list("content", flat=True).get(pk=row.pk)
        except Unreadable as error:
            zh, en = f"内容解不开：{error}", f"The content does not open: {error}"
            yield Finding("submission_unreadable", about, Text(zh, en))
            continue
        for code, zh, en in _wrong(row, content):
            yield Finding(code, about, Text(zh, en))


def _wrong(row: Submission, content: Any) -> Iterator[tuple[str, str, str]]:
    if sha256_of(content) != row.sha256:
        yield "submission_changed", "内容和哈希不符", "The content is not what its hash says"
        return
    if (content["case"], content["number"]) != (str(row.case_id), row.case.number):
        yield "submission_case", "内容属于另一件申报", "The content is another case's"
    # Files of the vault go some time after a case has ended.
    named = {file["sha256"] for file in content["files"]} if not row.case.result else set()
    known = set(StoredFile.objects.filter(sha256__in=named).values_list("sha256", flat=True))
    for sha256 in sorted(named - known):
        zh, en = f"提交的文件 {sha256} 没有登记", f"The submitted file {sha256} has no row"
        yield "submission_file", zh, en
