"""Small real files, and hostile ones."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject


def pdf(pages: int = 1, *, width: int = 595) -> bytes:
    """A PDF of empty pages; other widths make other content."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width, 842)
    return _written(writer)


def locked_pdf(password: str) -> bytes:
    """A PDF that asks for a password ("": one that only forbids changes)."""
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.encrypt(password, "owner")
    return _written(writer)


def active_pdf() -> bytes:
    """A PDF that runs a script when opened, starts a program by a link and holds a file."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    root: Any = writer.root_object
    root[NameObject("/OpenAction")] = writer._add_object(
        _action("/JavaScript", "/JS", "app.alert(1)")
    )
    link = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/A"): _action("/Launch", "/F", "calc.exe"),
        }
    )
    writer.add_annotation(page, link)
    writer.add_attachment("inside.txt", b"not for you")
    return _written(writer)


def _action(kind: str, key: str, value: str) -> DictionaryObject:
    return DictionaryObject(
        {NameObject("/S"): NameObject(kind), NameObject(key): TextStringObject(value)}
    )


def _written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def photo(
    kind: str = "JPEG", *, size: tuple[int, int] = (60, 40), orientation: int = 0, shade: int = 120
) -> bytes:
    """A photo, left half dark; `orientation` as a camera notes it, with the place it was taken."""
    picture = Image.new("RGB", size, (shade, 160, 200))
    picture.paste((20, 20, 20), (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    exif = Image.Exif()
    if orientation:
        exif[0x0112] = orientation
        exif[0x010F] = "CameraMaker"
        exif.get_ifd(0x8825)[1] = "N"
        exif.get_ifd(0x8825)[2] = (39.0, 54.0, 0.0)
    picture.save(out, kind, exif=exif)
    return out.getvalue()


def bomb_png(side: int = 60_000) -> bytes:
    """A PNG of a few hundred bytes that says it is `side` × `side` pixels."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, data) for kind, data in ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
