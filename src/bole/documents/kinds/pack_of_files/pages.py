"""The pages of one uploaded file, whatever it is, without anything that acts by itself."""

from __future__ import annotations

import io
import warnings
from typing import Any, Final

from PIL import Image, ImageOps
from pypdf import PageObject, PdfReader, Transformation
from pypdf.errors import PyPdfError

from bole.problems import Problem, Problems, problem
from bole.text import Text

#: Points; and the margin around a picture.
A4: Final = (595.28, 841.89)
MARGIN: Final = 28.0
QUALITY: Final = 90
#: What a page or a note on it would do when it is opened or clicked.
ACTIONS: Final = ("/A", "/AA")
_HINT: Final = Text("请重新导出或扫描后上传。", "Export or scan it again, and upload that.")


def pages_of(content: bytes, *, name: str) -> list[PageObject]:
    """The pages of a PDF, or a picture on a page of its own.

    Raises Problems that name the file where it cannot be read.
    """
    try:
        if b"%PDF-" in content[:1024]:
            return [_still(page) for page in _opened(content, name=name).pages]
        return [_pictured(content)]
    # Broken files fail in many ways, deep inside the readers; each is the file's fault.
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, IndexError,
            RecursionError, Warning, Image.DecompressionBombError) as error:  # fmt: skip
        raise Problems([_unreadable(name)]) from error


def _opened(content: bytes, *, name: str) -> PdfReader:
    reader = PdfReader(io.BytesIO(content))
    # Many scanners lock a file against editing only: it opens with an empty password.
    if reader.is_encrypted and not reader.decrypt(""):
        raise Problems([_locked(name)])
    return reader


def _still(page: PageObject) -> PageObject:
    """The page without actions and scripts."""
    _without_actions(page)
    notes: Any = page.get("/Annots")
    for note in notes.get_object() if notes is not None else ():
        _without_actions(note.get_object())
    return page


def _without_actions(item: Any) -> None:
    for key in ACTIONS:
        item.pop(key, None)


def _pictured(content: bytes) -> PageObject:
    """A picture, upright and as large as the page takes it."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as opened:
            upright = _on_white(ImageOps.exif_transpose(opened))
    drawn = io.BytesIO()
    upright.save(drawn, format="PDF", quality=QUALITY)
    (page,) = PdfReader(drawn).pages
    wide = page.mediabox.width > page.mediabox.height
    size = A4[::-1] if wide else A4
    target = PageObject.create_blank_page(None, *size)
    room = (size[0] - 2 * MARGIN, size[1] - 2 * MARGIN)
    scale = min(room[0] / float(page.mediabox.width), room[1] / float(page.mediabox.height))
    left = (size[0] - scale * float(page.mediabox.width)) / 2
    below = (size[1] - scale * float(page.mediabox.height)) / 2
    target.merge_transformed_page(page, Transformation().scale(scale).translate(left, below))
    return target


def _on_white(picture: Image.Image) -> Image.Image:
    """The picture without transparency, which PDF readers show in different ways."""
    if picture.mode in ("L", "RGB", "1"):
        return picture
    clear = picture.convert("RGBA")
    ground = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(ground, clear).convert("RGB")


def _unreadable(name: str) -> Problem:
    zh, en = f"“{name}”打不开，可能损坏", f"{name!r} cannot be opened, it may be damaged"
    return problem("binding.unreadable", zh, en, hint=_HINT)


def _locked(name: str) -> Problem:
    zh, en = f"“{name}”有打开密码", f"{name!r} is locked by a password"
    return problem("binding.locked", zh, en, hint=_HINT)
