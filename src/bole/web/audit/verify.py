"""Whether the audit still says what it said: every chain, every head, every anchor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bole.text import Text
from bole.web.audit import anchors
from bole.web.audit.models import Anchor, Entry, Head
from bole.web.audit.services import GENESIS, committed, hash_of
from bole.web.common.crypto import Unreadable


@dataclass(frozen=True, slots=True)
class Broken:
    """A place where the audit does not hold, and what is wrong there."""

    place: str
    what: Text


@dataclass(slots=True)
class Verified:
    """What was looked at, and everything that does not hold."""

    chains: int = 0
    entries: int = 0
    erased: int = 0
    anchors: int = 0
    broken: list[Broken] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """True where nothing is broken."""
        return not self.broken


def verify() -> Verified:
    """The whole audit looked through once, in constant memory per chain."""
    found = Verified()
    ends = _chains(found)
    for head in Head.objects.order_by("chain").iterator():
        if ends.pop(head.chain, (0, GENESIS)) != (head.seq, head.hash):
            _note(found, f"{head.chain}", "链尾和登记的不一致", "Its end is not the registered one")
    for chain in ends:
        _note(found, chain, "链没有登记", "The chain is not registered")
    found.broken += _anchors(found)
    return found


def _chains(found: Verified) -> dict[str, tuple[int, str]]:
    """Chain → its last (seq, hash), as it was read."""
    ends: dict[str, tuple[int, str]] = {}
    rows = Entry.objects.order_by("chain", "seq").iterator(chunk_size=1000)
    for entry in _readable(rows, found):
        seq, previous = ends.get(entry.chain, (0, GENESIS))
        place = f"{entry.chain}/{entry.seq}"
        if (entry.seq, entry.previous) != (seq + 1, previous):
            _note(found, place, "和前一条接不上", "Does not follow the entry before it")
        elif entry.hash != hash_of(entry):
            _note(found, place, "内容被改过", "Was changed")
        elif entry.content is None:
            found.erased += 1
        elif entry.commitment != committed(entry.content, salt=bytes(entry.salt)):
            _note(found, place, "说明被改过", "What it says was changed")
        found.entries += 1
        ends[entry.chain] = entry.seq, entry.hash
    found.chains = len(ends)
    return ends


def _anchors(found: Verified) -> Iterator[Broken]:
    """Anchors against the chains, against each other, and against the file."""
    written = {line.day: line for line in anchors.lines()}
    previous = GENESIS
    for row in Anchor.objects.order_by("day"):
        found.anchors += 1
        place = f"anchor {row.day}"
        root = anchors.merkle_root(anchors.heads(row.day, newest=row.newest))
        if (row.previous, row.root) != (previous, root):
            zh, en = "和当天的链对不上", "Does not agree with the chains of that day"
            yield Broken(place, Text(zh, en))
        line = written.pop(row.day, None)
        if line is None or (line.root, line.previous) != (row.root, row.previous):
            zh, en = "和库外的存证对不上", "Does not agree with the line outside the database"
            yield Broken(place, Text(zh, en))
        previous = row.root
    for day in written:
        zh, en = "库外有存证，库里没有", "Stands outside the database but not in it"
        yield Broken(f"anchor {day}", Text(zh, en))


def _readable(rows: Iterator[Entry], found: Verified) -> Iterator[Entry]:
    """The entries, with their content decrypted; raises nothing for one that cannot be."""
    try:
        yield from rows
    except Unreadable:
        _note(found, "keys", "有说明解不开：密钥不全或被改", "Some content cannot be decrypted")


def _note(found: Verified, place: str, zh: str, en: str) -> None:
    found.broken.append(Broken(place, Text(zh, en)))
