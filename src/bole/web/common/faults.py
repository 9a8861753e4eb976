"""Faults that pass without anybody's doing: a full disk, a database that does not answer."""

from __future__ import annotations

import errno
from typing import Final

from django.db import InterfaceError, OperationalError

#: Seconds after which another try is worth it.
WAIT: Final = 60
NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})


def passes(error: BaseException | None) -> bool:
    """True where the same request may succeed later."""
    if isinstance(error, OperationalError | InterfaceError):
        return True
    return isinstance(error, OSError) and error.errno in NO_ROOM
