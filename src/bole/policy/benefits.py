"""What a benefit comes to for one person: the difference, the instalments, what excludes what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bole.policy.pack import Benefit

#: A whole in hundredths of a percent.
WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class Part:
    """One payment: in which year after recognition, which part of it, how much (fen).

    `decided` is False where the split is a proposal that no office has decided yet.
    """

    year: int
    number: int
    amount: int
    decided: bool = True


def difference(standard: int, *, paid: int) -> int:
    """What is still due where `paid` was paid under an earlier recognition; never below 0."""
    return max(0, standard - paid)


def entitled(benefit: Benefit, *, paid: int = 0) -> int | None:
    """The whole amount in fen for a person who was paid `paid` before.

    None where the document sets no amount.
    """
    if benefit.amount is None:
        return None
    return difference(benefit.amount, paid=paid) if benefit.make_up else benefit.amount


def instalments(
    benefit: Benefit, *, params: Mapping[str, int | None], paid: int = 0
) -> tuple[Part, ...]:
    """The payments in order; shares add up to the whole, the last takes what rounding leaves.

    `params` are the numbers an office has decided (None: not yet, the proposal stands in).
    """
    whole = entitled(benefit, paid=paid)
    parts: list[Part] = []
    left = whole or 0
    shares = [i for i in benefit.schedule if i.share is not None]
    for item in benefit.schedule:
        if item.share is None:
            for n in range(item.times):
                year = item.year + (n // 12 if item.every == "month" else n if item.every else 0)
                parts.append(Part(year, len(parts) + 1, item.amount or 0))
            continue
        decided = params.get(item.param) if item.param else item.share
        share = item.share if decided is None else decided
        full = item is shares[-1]
        amount = left if full else min(left, (whole or 0) * share // WHOLE)
        left -= amount
        parts.append(Part(item.year, len(parts) + 1, amount, decided is not None))
    return tuple(parts)


def unsettled(benefit: Benefit, *, params: Mapping[str, int | None]) -> int | None:
    """What the shares decided so far lack to a whole (hundredths of a percent).

    None where one is undecided or there are no shares; 0 where they add up.
    """
    shares = [i for i in benefit.schedule if i.share is not None]
    found = [params.get(i.param) if i.param else i.share for i in shares]
    if not shares or None in found:
        return None
    return WHOLE - sum(s for s in found if s is not None)


def barred_by(
    benefit: Benefit, *, held: Iterable[str], among: Iterable[Benefit]
) -> tuple[Benefit, ...]:
    """The benefits a person already has beside which this one cannot be given."""
    having = frozenset(held) & frozenset(benefit.excludes)
    return tuple(b for b in among if b.id in having)


def ended_by(
    benefit: Benefit, *, held: Iterable[str], among: Iterable[Benefit]
) -> tuple[Benefit, ...]:
    """The benefits a person already has that stop once this one is given."""
    having = frozenset(held)
    return tuple(b for b in among if b.id in having and benefit.id in b.excludes)
