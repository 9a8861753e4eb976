"""Chunks over HTTP, as our script sends them."""

from __future__ import annotations

import hashlib
import io
import uuid
from typing import Any

import pytest
from django.test import Client

from bole.web.applications.models import Case
from bole.web.materials.models import Upload
from tests.web import factories
from tests.web.factories import Cast
from tests.web.materials import samples
from tests.web.uploads.pages import there, url

CONTENT = samples.pdf(2) + b"\n%" + b"z" * 9000
SCRIPT: dict[str, Any] = {"X-Bole-Upload": "1"}


@pytest.fixture
def mine(everyone: Cast) -> Client:
    """The applicant's browser."""
    return factories.client_of(everyone.applicant)


def begin(client: Client, case: Case, content: bytes = CONTENT, material: str = "9") -> Any:
    """The answer to the start of an upload."""
    data = {
        "name": "合同.pdf", "size": len(content), "sha256": hashlib.sha256(content).hexdigest(),
    }  # fmt: skip
    return client.post(url(case, material, "uploads"), data, headers=SCRIPT)


def patch(client: Client, state: Any, *, offset: int, data: bytes) -> Any:
    """The answer to a chunk."""
    path = f"{state['url']}?offset={offset}"
    kind = "application/octet-stream"
    return client.patch(path, data, content_type=kind, headers=SCRIPT)


def end(client: Client, case: Case, *uploads: str, material: str = "9", **more: Any) -> Any:
    """The answer to the end."""
    path = url(case, material, "uploads", "finish")
    return client.post(path, {"upload": list(uploads)} | more, headers=SCRIPT)


def test_file_comes_in_chunks_and_the_row_comes_back(mine: Client, case: Case) -> None:
    state = begin(mine, case).json()
    for offset in range(0, len(CONTENT), 4000):
        state = patch(mine, state, offset=offset, data=CONTENT[offset : offset + 4000]).json()
    assert state["offset"] == len(CONTENT)
    made = end(mine, case, state["upload"]).json()
    assert 'id="m-9"' in made["row"]
    assert "合同.pdf" in made["row"]
    assert 'id="up-progress"' in made["progress"]
    assert end(mine, case, state["upload"]).status_code == 200
    assert len(there(case, "9")) == 1


def test_wrong_offset_says_the_right_one_and_a_cut_chunk_is_no_chunk(
    mine: Client, case: Case
) -> None:
    state = begin(mine, case).json()
    patch(mine, state, offset=0, data=CONTENT[:4000])
    answer = patch(mine, state, offset=2000, data=CONTENT[2000:6000])
    assert (answer.status_code, answer.json()["offset"]) == (409, 4000)
    short: dict[str, Any] = {"wsgi.input": io.BytesIO(b"short"), "CONTENT_LENGTH": "4000"}
    cut = mine.generic("PATCH", f"{state['url']}?offset=4000", headers=SCRIPT, **short)
    assert cut.status_code == 400
    assert mine.get(state["url"]).json()["offset"] == 4000
    assert begin(mine, case).json() == mine.get(state["url"]).json(), "a reload goes on"
    assert "断了" in mine.get(url(case)).content.decode()


def test_refusals_are_told_with_what_to_do(mine: Client, case: Case) -> None:
    content = b"PK\x03\x04" + b"x" * 100
    state = begin(mine, case, content).json()
    patch(mine, state, offset=0, data=content)
    answer = end(mine, case, state["upload"])
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["hint"]
    too_large = mine.post(url(case, "9", "uploads"), {"name": "a", "size": 51 * 2**20})
    assert too_large.status_code == 422


def test_ended_session_is_told_and_the_upload_goes_on_after_sign_in(
    mine: Client, case: Case, everyone: Cast
) -> None:
    state = begin(mine, case).json()
    patch(mine, state, offset=0, data=CONTENT[:4000])
    mine.logout()
    assert patch(mine, state, offset=4000, data=CONTENT[4000:]).status_code == 401
    again = factories.client_of(everyone.applicant)
    assert patch(again, state, offset=4000, data=CONTENT[4000:]).status_code == 200
    assert end(again, case, state["upload"]).status_code == 200


def test_uploads_belong_to_whoever_began_them(mine: Client, case: Case, everyone: Cast) -> None:
    state = begin(mine, case, material="1").json()
    officer = factories.client_of(everyone.unit_officer)
    assert patch(officer, state, offset=0, data=b"x").status_code == 404
    assert officer.delete(state["url"]).status_code == 404
    assert end(officer, case, state["upload"], material="1").status_code == 404
    assert begin(factories.client_of(everyone.stranger), case).status_code == 404
    assert begin(officer, case).status_code == 404, "not the employer's material"
    assert begin(officer, case, material="1").status_code == 200
    assert end(mine, case, str(uuid.uuid4())).status_code == 404
    assert end(mine, case, "nonsense").status_code == 404


def test_stopped_upload_is_forgotten(mine: Client, case: Case) -> None:
    state = begin(mine, case).json()
    assert mine.delete(state["url"]).status_code == 200
    assert patch(mine, state, offset=0, data=b"x").status_code == 409
    assert Upload.objects.get().ended_at is not None


def test_form_that_says_it_is_huge_is_not_read(mine: Client, case: Case) -> None:
    answer = mine.generic(
        "POST", url(case, "9"), b"--x\r\n", content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(10**9),
    )  # fmt: skip
    assert answer.status_code == 413
