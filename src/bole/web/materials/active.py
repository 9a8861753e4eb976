"""PDFs without what runs: scripts, programs to start, files inside, forms that send."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

#: Actions that do more than lead to a place or a web page.
ACTIONS: Final = frozenset(
    f"/{name}"
    for name in (
        "JavaScript", "Launch", "SubmitForm", "ImportData", "GoToE", "Rendition",
        "RichMediaExecute", "Movie", "Sound",
    )
)  # fmt: skip
#: Annotations that carry files or programs.
ANNOTATIONS: Final = frozenset(
    f"/{name}" for name in ("FileAttachment", "RichMedia", "Screen", "Movie", "Sound", "3D")
)
#: Keys under which such things hang.
KEYS: Final = frozenset(
    f"/{name}"
    for name in ("AA", "JS", "JavaScript", "EmbeddedFiles", "EmbeddedFile", "XFA", "AF", "EF")
)
#: Values that are looked at; a report of 500 pages has some 200,000.
MOST: Final = 2_000_000


def without_active(source: Path, *, target: Path) -> bool:
    """True where there was something that runs, and `target` is the file without it.

    Raises `opening.Refused` where the file cannot be read through, or is still active after.
    """
    from pypdf import PdfReader, PdfWriter

    from bole.web.materials.opening import Refused

    try:
        reader = PdfReader(source, strict=False)
        # Some are encrypted so that nobody edits them, and open without a password.
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("encrypted")
        if not _active(reader):
            return False
        writer = PdfWriter()
        writer.append(reader, import_outline=False)
        for thing in _dictionaries(writer):
            _strip(thing)
        writer.write(target)
        if _active(PdfReader(target, strict=False)):
            raise Refused("active")
    except Refused:
        raise
    except RecursionError as error:
        raise Refused("heavy") from error
    # A parser meets everything in a damaged file.
    except Exception as error:
        raise Refused("damaged") from error
    return True


def _active(document: Any) -> bool:
    return any(_finds(thing) for thing in _dictionaries(document))


def _finds(thing: Any) -> bool:
    if not KEYS.isdisjoint(thing):
        return True
    return _plain(thing, "/S") in ACTIONS or _plain(thing, "/Subtype") in ANNOTATIONS


def _strip(thing: Any) -> None:
    """Takes the active keys out; an annotation or action that is active loses its meaning."""
    from pypdf.generic import NameObject

    for key in KEYS & set(thing):
        del thing[key]
    if _plain(thing, "/S") in ACTIONS:
        del thing["/S"]
        for key in ("/F", "/Win", "/Mac", "/Unix", "/T"):
            thing.pop(key, None)
    if _plain(thing, "/Subtype") in ANNOTATIONS:
        thing[NameObject("/Subtype")] = NameObject("/Square")
        for key in ("/FS", "/RichMediaContent", "/A", "/Sound", "/Movie"):
            thing.pop(key, None)


def _plain(thing: Any, key: str) -> str:
    return str(thing[key]) if key in thing else ""


def _dictionaries(document: Any) -> Iterator[Any]:
    """Every dictionary that can be reached, each once; raises Refused where there are too many."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    from bole.web.materials.opening import Refused

    root = getattr(document, "_root_object", None)
    waiting: list[Any] = [root if root is not None else document.trailer["/Root"]]
    seen: set[tuple[int, int] | int] = set()
    count = 0
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, IndirectObject):
            key = (thing.idnum, thing.generation)
            if key in seen:
                continue
            seen.add(key)
            thing = thing.get_object()
        count += 1
        if count > MOST:
            raise Refused("heavy")
        if isinstance(thing, DictionaryObject):
            yield thing
            waiting.extend(thing.values())
        elif isinstance(thing, ArrayObject):
            waiting.extend(list.__iter__(thing))
