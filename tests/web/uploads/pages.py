"""What tests do on the pages of materials."""

from __future__ import annotations

import io
import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bole.web.applications.models import Case
from bole.web.materials import queries, services
from bole.web.materials.models import Item
from tests.web.materials import samples


def url(case: Case, *rest: str) -> str:
    """`/cases/<id>/materials/…`."""
    return "/".join([f"/cases/{case.id}/materials", *rest, ""])


def upload(content: bytes | None = None, name: str = "扫描.pdf") -> SimpleUploadedFile:
    """A file as a form sends it."""
    return SimpleUploadedFile(name, samples.pdf() if content is None else content)


def post(client: Client, case: Case, material: str, **data: Any) -> Any:
    """The answer to a form of a row."""
    return client.post(url(case, material), data)


def there(case: Case, material: str) -> list[Item]:
    """The items of a material in their order."""
    return queries.items(case.folder).get(material, [])


def put(case: Case, material: str, *, by: Any, pages: int = 1, vault: bool = False) -> Item:
    """An item, put there without a page."""
    return services.add(
        case.folder, material=material, name=f"{material}.pdf", by=by, vault=vault,
        stream=io.BytesIO(samples.pdf(pages)),
    )  # fmt: skip


def row(html: str, material: str) -> str:
    """One row of the page."""
    key = f'id="m-{material.replace(".", "-")}"'
    after = r'(?=<li class="up-row|</ol>\s*</(?:details|section)|</ol>\s*<details class="b-fold b-gap-t">)'
    found = re.search(rf"<li[^>]*{key}.*?{after}", html, re.S)
    assert found, f"no row {material}"
    return found[0]
