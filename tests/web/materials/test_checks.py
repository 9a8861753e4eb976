"""What people upload, hostile files among it."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from bole.problems import Problems
from bole.web.materials import limits
from bole.web.materials.checks import Checked, checked, clean_name
from tests.web.materials import samples


def kept(*contents: bytes, join: bool = False) -> tuple[Checked, bytes]:
    """What the check makes of a file, and the clean bytes."""
    with checked([io.BytesIO(c) for c in contents], name="a", join=join) as found:
        return found, found.path.read_bytes()


def refused(*contents: bytes, join: bool = False) -> str:
    """Why it was refused."""
    with pytest.raises(Problems) as raised:
        kept(*contents, join=join)
    (found,) = raised.value.problems
    assert found.hint is not None, "one is told what to do"
    return found.code


def test_pdf_is_kept_as_it_is_with_its_pages_and_first_page() -> None:
    content = samples.pdf(3)
    found, clean = kept(content)
    assert clean == content
    assert (found.media_type, found.pages, found.stripped) == ("application/pdf", 3, False)
    assert Image.open(io.BytesIO(found.thumbnail)).size[1] == 400


def test_photo_stands_upright_and_tells_nothing_of_camera_and_place() -> None:
    found, clean = kept(samples.photo(size=(60, 40), orientation=6))
    picture = Image.open(io.BytesIO(clean))
    assert (found.media_type, picture.size) == ("image/jpeg", (40, 60))
    assert not picture.getexif()
    assert b"CameraMaker" not in clean
    assert picture.getpixel((20, 5))[0] < 80, "the dark half is on top now"  # type: ignore[index]


def test_transparent_pixels_become_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(out, "PNG")
    _, clean = kept(out.getvalue())
    assert Image.open(io.BytesIO(clean)).getpixel((0, 0)) == (255, 255, 255)


def test_photos_become_one_pdf_in_their_order() -> None:
    found, clean = kept(samples.photo(size=(40, 60)), samples.photo("PNG"), join=True)
    assert (found.media_type, found.pages) == ("application/pdf", 2)
    tall, wide = (page.mediabox for page in PdfReader(io.BytesIO(clean)).pages)
    assert tall.height > tall.width
    assert wide.height < wide.width
    assert refused(samples.photo(), samples.pdf(), join=True) == "file.join"


def test_what_runs_is_taken_out_of_a_pdf() -> None:
    found, clean = kept(samples.active_pdf())
    assert found.stripped
    for word in (b"JavaScript", b"alert", b"Launch", b"calc.exe", b"EmbeddedFile", b"not for you"):
        assert word not in clean
    assert len(PdfReader(io.BytesIO(clean)).pages) == 1


def test_names_written_in_hex_do_not_hide_a_script() -> None:
    plain = samples.active_pdf()
    hidden = plain.replace(b"/JavaScript", b"/Java#53cript").replace(b"/JS ", b"/#4aS ")
    assert hidden != plain
    found, clean = kept(hidden)
    assert found.stripped
    assert b"alert" not in clean


def test_pdf_that_only_forbids_changes_is_taken_and_one_with_a_password_is_not() -> None:
    assert kept(samples.locked_pdf(""))[0].pages == 1
    assert refused(samples.locked_pdf("geheim")) == "file.encrypted"


def test_files_of_other_kinds_are_told_apart_by_content() -> None:
    told = {
        "type.html": b"<!doctype html><html><script>1</script>",
        "type.office": b"PK\x03\x04rest",
        "type.heic": b"\0\0\0\x18ftypheic\0\0",
        "type.other": b"MZ\x90 %PDF-1.4 later does not make it a PDF",
        "damaged": b"%PDF-1.4\nnothing follows",
    }
    assert {refused(content) for content in told.values()} == {f"file.{code}" for code in told}
    assert refused(samples.photo()[:200]) == "file.damaged"
    assert refused(b"") == "file.empty"


def test_pixels_and_pages_have_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = samples.bomb_png()
    assert len(bomb) < 1000
    assert refused(bomb) == "file.pixels"
    assert refused(samples.pdf(501)) == "file.pages"


def test_larger_than_50_megabytes_is_refused_before_it_is_opened() -> None:
    assert limits.LARGEST == 50 * 2**20
    assert refused(b"%PDF-1.4" + bytes(limits.LARGEST)) == "file.large"


def test_deep_nesting_ends_the_process_and_not_the_site() -> None:
    writer = PdfWriter()
    writer.add_blank_page(10, 10)
    out = io.BytesIO()
    writer.write(out)
    deep = out.getvalue().replace(b"/Resources <<", b"/Deep " + b"[" * 30_000 + b"/Resources <<", 1)
    assert refused(deep) in ("file.damaged", "file.heavy", "file.slow")


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\我的\\身份证.PDF", "身份证.PDF"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ("gnp.\u202eexe.pdf", "gnp.exe.pdf"),
        ("照片.jpeg", "照片.pdf"),
        ("…", "….pdf"),
        ("...", "file.pdf"),
        ('a"<b>.html', "ab.html.pdf"),
    ],
)
def test_names_are_cleaned_and_end_as_the_content_is(given: str, clean: str) -> None:
    assert clean_name(given, media_type="application/pdf") == clean


def test_long_names_keep_their_extension() -> None:
    assert len(clean_name("长" * 300 + ".pdf", media_type="application/pdf")) <= limits.NAME
    assert clean_name("长" * 300 + ".pdf", media_type="application/pdf").endswith(".pdf")
