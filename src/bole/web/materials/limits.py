"""How large and how many: the limits of what people hand in."""

from __future__ import annotations

from typing import Final

MEGABYTE: Final = 1 << 20
#: One file.
LARGEST: Final = 50 * MEGABYTE
#: What arrives in one request of a resumable upload.
CHUNK: Final = MEGABYTE
#: Files under one material, and in one folder.
PER_MATERIAL: Final = 60
PER_FOLDER: Final = 300
#: Photos that become one PDF.
JOINED: Final = 30
#: Uploads that one person may have under way, and how long one may take.
UNDER_WAY: Final = 20
UPLOAD_HOURS: Final = 72
NAME: Final = 120
EXPLANATION: Final = 1000
#: What a file picker offers; a phone turns its own photo format into JPEG for it.
ACCEPT: Final = ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"
