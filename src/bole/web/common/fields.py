"""Model fields that are encrypted at rest; search is by blind index alone."""

from __future__ import annotations

import json
import zlib
from typing import Any

from django.db import models

from bole.web.common.crypto import key_ring


class Encrypted(models.BinaryField):
    """Bytes in the database, a value in Python; bound to its model and name."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("editable", True)
        super().__init__(*args, **kwargs)

    @property
    def purpose(self) -> str:
        """What a ciphertext of this field is bound to."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def get_lookup(self, lookup_name: str) -> Any:
        """Only `isnull`: a ciphertext equals nothing."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def get_prep_value(self, value: Any) -> bytes | None:
        """The ciphertext."""
        if value is None:
            return None
        return key_ring().encrypt(self.dump(value), purpose=self.purpose)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """As the driver takes bytes."""
        sealed = value if prepared else self.get_prep_value(value)
        return None if sealed is None else connection.Database.Binary(sealed)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """The value again; raises Unreadable."""
        if value is None:
            return None
        return self.load(key_ring().decrypt(bytes(value), purpose=self.purpose))

    def to_python(self, value: Any) -> Any:
        """The value as it is."""
        return value

    def value_to_string(self, obj: models.Model) -> str:
        """JSON, for serialisers."""
        return json.dumps(self.value_from_object(obj), ensure_ascii=False)

    def _check_str_default_value(self) -> list[Any]:
        """The default is a value of ours, not bytes."""
        return []

    def get_default(self) -> Any:
        """The default, or None."""
        return self._get_default()  # type: ignore[attr-defined]

    def dump(self, value: Any) -> bytes:
        """A value as bytes."""
        raise NotImplementedError

    def load(self, plain: bytes) -> Any:
        """Bytes as a value."""
        raise NotImplementedError


class EncryptedText(Encrypted):
    """A text; "" by default where not null."""

    def dump(self, value: Any) -> bytes:
        """UTF-8."""
        return str(value).encode()

    def load(self, plain: bytes) -> str:
        """A text."""
        return plain.decode()


class EncryptedJson(Encrypted):
    """Anything that JSON can hold, compressed."""

    def dump(self, value: Any) -> bytes:
        """Compressed JSON."""
        return zlib.compress(
            json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 1
        )

    def load(self, plain: bytes) -> Any:
        """What was dumped."""
        return json.loads(zlib.decompress(plain))
