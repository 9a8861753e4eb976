"""An official file as text, whatever Chinese encoding it was saved in."""

from __future__ import annotations

import codecs
from pathlib import Path

from bole.problems import Problem, Problems, Where, problem
from bole.text import Text

MAX_BYTES = 5_000_000  # the longest programme seen is 64 kB; a scan or a PDF is far larger

_AS_TEXT = Text(
    "请另存为 UTF-8 或 GBK 编码的纯文本再读入。",
    "Save it as plain text, UTF-8 or GBK, and try again.",
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_REASONS: dict[type[OSError], Text] = {
    FileNotFoundError: Text("文件不存在", "there is no such file"),
    IsADirectoryError: Text("这是文件夹，不是文件", "this is a folder, not a file"),
    PermissionError: Text("没有读取这个文件的权限", "the file may not be read by you"),
}


def read_text(path: Path, *, limit: int = MAX_BYTES) -> str:
    """The text of a UTF-8, UTF-16 or GBK file without its byte order mark.

    Raises `Problems` for a file that is missing, larger than `limit` bytes, or no text.
    """
    return decode(_read(path, limit=limit), where=Where(str(path)))


def decode(data: bytes, *, where: Where | None = None) -> str:
    """The text in `data`; raises `Problems` where it is neither UTF-8, UTF-16 nor GBK."""
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "")
    if not encoding and b"\x00" in data:
        raise Problems([_not_text(where)])
    # GB18030 holds all of GBK and GB2312, so one try covers them.
    for name in (encoding,) if encoding else ("utf-8", "gb18030"):
        try:
            return data.decode(name).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    raise Problems([_not_text(where)])


def _read(path: Path, *, limit: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise Problems([_unreadable(path, error=error)]) from error
    if len(data) > limit:
        raise Problems([_too_large(path, limit=limit)])
    return data


def _unreadable(path: Path, *, error: OSError) -> Problem:
    known = (reason for kind, reason in _REASONS.items() if isinstance(error, kind))
    reason = next(
        known,
        Text(f"无法读取文件（{error.strerror}）", f"the file cannot be read ({error.strerror})"),
    )
    return Problem("clauses.unreadable", reason, Where(str(path)))


def _too_large(path: Path, *, limit: int) -> Problem:
    size = f"{limit / 1_000_000:g} MB"
    return problem(
        "clauses.too-large",
        f"文件超过 {size}，不像一份政策文本",
        f"the file is larger than {size}, which no policy text is",
        where=Where(str(path)),
        hint=_AS_TEXT,
    )


def _not_text(where: Where | None) -> Problem:
    return problem(
        "clauses.not-text",
        "文件不是 UTF-8 或 GBK 编码的纯文本",
        "the file is not plain text in UTF-8 or GBK",
        where=where,
        hint=_AS_TEXT,
    )
