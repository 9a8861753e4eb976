"""A list of cases as a file, CSV or a workbook: the same columns and the same cells."""

from __future__ import annotations

import csv
import datetime as dt
import io
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import xlsxwriter

from bole.policy.intake import SHANGHAI
from bole.text import Text
from bole.web.applications.queries import Row
from bole.web.common.templatetags.components import say

#: A cell that begins with one of these, in whatever width, would be a formula in a spreadsheet.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
#: The columns with their widths in a workbook.
COLUMNS: Final = (
    (Text("编号", "Number"), 20), (Text("申报人", "Applicant"), 12), (Text("单位", "Employer"), 28),
    (Text("计划", "Programme"), 28), (Text("领域", "Field"), 14), (Text("类别", "Tier"), 14),
    (Text("环节", "Step"), 16), (Text("到期", "Due"), 22), (Text("提交时间", "Submitted"), 26),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its media type, and what makes it of the table's rows."""

    media_type: str
    make: Callable[[list[list[str]], dt.datetime], bytes]


def table(rows: Iterable[Row]) -> list[list[str]]:
    """The heading and a line for each case; what a spreadsheet would calculate is quoted."""
    heading = [say(label) for label, _width in COLUMNS]
    return [heading, *([safe_cell(text) for text in _cells(row)] for row in rows)]


def safe_cell(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula."""
    begins = unicodedata.normalize("NFKC", text.lstrip(" \u3000")[:1])
    return f"'{text}" if begins.startswith(FORMULA) else text


def _cells(row: Row) -> tuple[str, ...]:
    case = row.case
    return (
        case.number or "", case.subject, case.employer.name if case.employer else "",
        say(row.title), say(row.track), say(row.tier), say(row.stage),
        say(row.deadline.ends) if row.deadline else "",
        case.submitted_at.astimezone(SHANGHAI).isoformat(timespec="seconds")
        if case.submitted_at else "",
    )  # fmt: skip


def _csv(lines: list[list[str]], at: dt.datetime) -> bytes:
    """CSV as spreadsheets in China open it: UTF-8 with its mark."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(lines)
    return text.getvalue().encode("utf-8-sig")


def _xlsx(lines: list[list[str]], at: dt.datetime) -> bytes:
    """A workbook with one sheet of texts, its heading held in sight."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    # Workbooks keep moments in UTC and have no word for it.
    book.set_properties({"created": at.astimezone(dt.UTC).replace(tzinfo=None)})
    sheet = book.add_worksheet(say(Text("案件", "Cases")))
    bold = book.add_format({"bold": True})
    for n, (_label, width) in enumerate(COLUMNS):
        sheet.set_column(n, n, width)
    for n, line in enumerate(lines):
        for place, text in enumerate(line):
            sheet.write_string(n, place, text, bold if n == 0 else None)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(lines) - 1, 1), len(COLUMNS) - 1)
    book.close()
    return data.getvalue()


#: The kinds of files by the end of their names.
KINDS: Final[Mapping[str, Kind]] = {
    "csv": Kind("text/csv; charset=utf-8", _csv),
    "xlsx": Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
}
