"""What a form may send in one go."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from bole.web.materials import limits

#: A handful of photos, or two files of the largest size, and what stands around them.
MOST: Final = 3 * limits.LARGEST


class Bounded(FileUploadHandler):
    """Refuses a request before its body is read where it says that it is too large."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """None: the next handler takes it; raises RequestDataTooBig."""
        if content_length > MOST:
            raise RequestDataTooBig("too many bytes in one form")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """The data, for the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """None: the next handler has the file."""
