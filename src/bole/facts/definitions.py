"""What can be said of a person: scalar facts, and families of records with their fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from bole.text import Text

Kind = Literal["date", "number", "amount", "percent", "bool", "choice", "text"]
Of = Literal["person", "employer", "team"]

KINDS: Final = ("date", "number", "amount", "percent", "bool", "choice", "text")
OWNERS: Final = ("person", "employer", "team")
CLOSINGS: Final = ("claim", "register")


@dataclass(frozen=True, slots=True)
class FactDef:
    """One fact, or one field of a family; a field's `id` is its short name."""

    id: str
    kind: Kind
    of: Of
    label: Text
    #: A short plain question.
    ask: Text
    help: Text
    #: What a number counts (months, people).
    unit: Text
    catalogue: str = ""
    #: A choice that takes several values.
    many: bool = False
    aliases: tuple[str, ...] = ()
    sensitive: bool = False
    #: Tags of materials that evidence it (catalogue `material`).
    evidence: tuple[str, ...] = ()
    #: The least and the most a number, amount or percentage can be, in the units of `Value`.
    least: int | None = None
    most: int | None = None
    #: About the place or the round of the programme that asks (本区, 本轮): elsewhere it is another fact.
    local: bool = False


@dataclass(frozen=True, slots=True)
class FamilyDef:
    """One kind of record and its fields by short name."""

    id: str
    of: Of
    label: Text
    ask: Text
    help: Text
    aliases: tuple[str, ...]
    #: `register`: only an officer or a register says that there are no more.
    closes_by: Literal["claim", "register"]
    #: The fields that hold start and end, where a record lasts.
    period: tuple[str, str] | None
    fields: Mapping[str, FactDef]
    #: Adds fields to a family of the same id instead of being one of its own.
    extends: bool = False
