"""CSV files in GBK as UTF-8, since the engine reads nothing else."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Final

from bole.problems import Problem, Problems, Where, problem
from bole.text import Text

BLOCK: Final = 1 << 20


def as_utf8(path: Path, *, folder: Path, encoding: str, name: str) -> Path:
    """The file itself where it is UTF-8, otherwise a copy of it in `folder`."""
    asked = encoding.lower().replace("-", "").replace("_", "")
    if asked in ("", "utf8", "utf8sig") and _reads(path, encoding="utf-8"):
        return path
    if asked in ("utf8", "utf8sig"):
        raise Problems([_odd(path, encoding="UTF-8")])
    # GB 18030 contains GBK and GB 2312.
    kind = "gb18030" if asked in ("", "gbk", "gb2312", "gb18030", "cp936") else encoding
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / f"{name}.utf8.csv"
    try:
        with path.open(encoding=kind, newline="") as old, copy.open("w", encoding="utf-8", newline="") as new:  # fmt: skip
            while block := old.read(BLOCK):
                new.write(block)
    except (UnicodeDecodeError, LookupError) as error:
        raise Problems([_odd(path, encoding=kind)]) from error
    except OSError as error:
        copy.unlink(missing_ok=True)
        zh, en = f"写不了 {copy}：{error.strerror}", f"Cannot write {copy}: {error.strerror}"
        raise Problems([problem("screen.disk", zh, en)]) from error
    return copy


def _reads(path: Path, *, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _odd(path: Path, *, encoding: str) -> Problem:
    return problem(
        "tables.encoding",
        f"{path.name} 不是 {encoding.upper()} 编码",
        f"{path.name} is not {encoding.upper()} text",
        where=Where(str(path)),
        hint=Text(
            "在 manifest.yaml 写 encoding: utf-8 或 gbk。",
            "Say encoding: utf-8 or gbk in manifest.yaml.",
        ),
    )
