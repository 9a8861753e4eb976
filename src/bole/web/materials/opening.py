"""Opens what somebody uploaded, in a process of its own: `python -m … FOLDER MODE FILE…`.

Nothing of Django, no secret and little memory or time is at hand here; whatever a hostile file
does to a decoder ends with this process. The folder gets `clean` (what is kept) and `thumb` (its
first page), standard output one line of JSON: what it is, or `{"refused": code}`.
"""

from __future__ import annotations

import errno
import json
import resource
import sys
from pathlib import Path
from typing import Any, Final

SECONDS: Final = 40
MEMORY: Final = 1536 << 20
LARGEST: Final = 200 << 20
PIXELS: Final = 100_000_000
#: Scans of 600 dpi come down to this; 300 dpi of A4 stay as they are.
EDGE: Final = 5000
#: Photos joined to a PDF: A4 at a good 200 dpi.
JOINED_EDGE: Final = 2400
THUMB: Final = (320, 400)
MOST_PAGES: Final = 500
TYPES: Final = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}


#: The status where there was no room for what it writes: not the file's fault.
FULL: Final = 28


class Refused(Exception):
    """The file cannot be taken; the code says why."""


def kind_of(head: bytes) -> str:
    """What the first bytes say it is: pdf, jpeg, png, or what else is known by name."""
    if head.lstrip(b"\xef\xbb\xbf\r\n\t \x00")[:5] == b"%PDF-":
        return "pdf"
    for mark, kind in _MARKS:
        if head.startswith(mark):
            return kind
    if head[4:8] == b"ftyp":
        return "heic" if head[8:12] in _HEIC else "video"
    if head[:4] == b"RIFF":
        return "webp" if head[8:12] == b"WEBP" else "other"
    return "html" if b"<html" in head.lower() or b"<script" in head.lower() else "other"


_MARKS: Final = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"PK\x03\x04", "office"),
    (b"\xd0\xcf\x11\xe0", "office"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
)
_HEIC: Final = (b"heic", b"heix", b"mif1", b"msf1", b"hevc", b"heim")


def open_one(source: Path, *, folder: Path, thumb: bool = True) -> dict[str, Any]:
    """What the file is; raises Refused."""
    with source.open("rb") as stream:
        kind = kind_of(stream.read(1024))
    if kind == "pdf":
        return _pdf(source, folder=folder, thumb=thumb)
    if kind in ("jpeg", "png"):
        return _picture(source, folder=folder, kind=kind, thumb=thumb)
    raise Refused(f"type.{kind}")


def _pdf(source: Path, *, folder: Path, thumb: bool) -> dict[str, Any]:
    import pypdfium2

    from bole.web.materials.active import without_active

    try:
        document = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        raise Refused("encrypted" if "assword" in str(error) else "damaged") from error
    pages = len(document)
    if pages == 0:
        raise Refused("damaged")
    if pages > MOST_PAGES:
        raise Refused("pages")
    document.close()
    stripped = without_active(source, target=folder / "clean")
    kept = folder / "clean" if stripped else source
    if thumb or stripped:
        _first_page(kept, folder=folder)
    return {"kind": "pdf", "pages": pages, "stripped": stripped, "clean": kept.name}


def _first_page(source: Path, *, folder: Path) -> None:
    import pypdfium2

    try:
        page = pypdfium2.PdfDocument(source)[0]
        width, height = page.get_size()
        scale = min(THUMB[0] / max(width, 1), THUMB[1] / max(height, 1), 4)
        picture = page.render(scale=max(scale, 0.02), may_draw_forms=False).to_pil()
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise Refused("damaged") from error
    picture.convert("RGB").save(folder / "thumb", "JPEG", quality=80)


def _picture(source: Path, *, folder: Path, kind: str, thumb: bool) -> dict[str, Any]:
    picture = upright(source, edge=EDGE)
    target = folder / "clean"
    if kind == "jpeg":
        picture.save(target, "JPEG", quality=90)
    else:
        picture.save(target, "PNG", compress_level=6)
    if thumb:
        picture.thumbnail(THUMB)
        picture.save(folder / "thumb", "JPEG", quality=80)
    return {"kind": kind, "pages": 1, "stripped": False, "clean": "clean"}


def upright(source: Path, *, edge: int) -> Any:
    """The picture as one looks at it, on white, without anything that came with it."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # asked below, before anything is decoded
    try:
        with Image.open(source, formats=("JPEG", "PNG", "MPO")) as found:
            width, height = found.size
            if width * height > PIXELS or width < 1 or height < 1:
                raise Refused("pixels")
            if found.format == "JPEG":
                found.draft("RGB", (edge, edge))
            found.load()
            turned = ImageOps.exif_transpose(found)
            turned.thumbnail((edge, edge))
            return _on_white(turned)
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise Refused("damaged") from error


def _on_white(picture: Any) -> Any:
    """Plain RGB or grey pixels in a picture of their own."""
    from PIL import Image

    if picture.mode in ("I;16", "I", "F"):
        picture = picture.point(lambda v: v / 256).convert("L")
    mode = "L" if picture.mode in ("1", "L") else "RGB"
    fresh = Image.new(mode, picture.size, "white")
    if "A" in picture.getbands() or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        fresh.paste(layer, mask=layer.getchannel("A"))
    else:
        fresh.paste(picture.convert(mode))
    return fresh


def join(sources: list[Path], *, folder: Path) -> dict[str, Any]:
    """The photos as one PDF in their order, each filling an A4 page; raises Refused."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    for number, source in enumerate(sources):
        with source.open("rb") as stream:
            if kind_of(stream.read(1024)) not in ("jpeg", "png"):
                raise Refused("join")
        picture = upright(source, edge=JOINED_EDGE)
        page = folder / f"page{number}.pdf"
        width, height = picture.size
        across, down = (8.27, 11.69) if height >= width else (11.69, 8.27)
        dots = max(width / across, height / down)
        picture.convert("RGB").save(page, "PDF", resolution=dots, quality=85)
        writer.append(page)
    writer.metadata = None
    writer.write(folder / "clean")
    _first_page(folder / "clean", folder=folder)
    return {"kind": "pdf", "pages": len(sources), "stripped": False, "clean": "clean"}


def confine() -> None:
    """Little time, memory and room, and no child processes of its own."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(folder: Path, mode: str, names: list[str]) -> dict[str, Any]:
    """What to print."""
    sources = [folder / name for name in names]
    try:
        if mode == "join":
            return join(sources, folder=folder)
        return open_one(sources[0], folder=folder, thumb=mode == "thumb")
    except Refused as refused:
        if _no_room(refused.__cause__):
            raise refused.__cause__ from None  # type: ignore[misc]
        return {"refused": str(refused)}
    except (MemoryError, RecursionError):
        return {"refused": "heavy"}


def _no_room(error: BaseException | None) -> bool:
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


if __name__ == "__main__":
    confine()
    try:
        told = main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])
    except OSError as failed:
        if not _no_room(failed):
            raise
        sys.exit(FULL)
    sys.stdout.write(json.dumps(told))
