"""Lengths, ages and counts in words."""

from __future__ import annotations

from bole import units
from bole.judge.terms import NEG, POS
from bole.text import Text


def length_text(length: int, *, exact: bool = False) -> Text:
    """`months * 31 + days` as "2 年 4 个月"; days below a month, or always with `exact`."""
    months, days = divmod(length, units.MONTH)
    years, months = divmod(months, 12)
    zh = [f"{years} 年"] if years else []
    en = [f"{years} year{'s' * (years != 1)}"] if years else []
    if months:
        zh.append(f"{months} 个月")
        en.append(f"{months} month{'s' * (months != 1)}")
    if not zh or (exact and days):
        zh.append(f"{days} 天")
        en.append(f"{days} day{'s' * (days != 1)}")
    return Text(" ".join(zh), " ".join(en))


def length_left(needed: int, found: int) -> Text:
    """What is still short: "还差 8 个月"'s "8 个月"."""
    need_months, need_days = divmod(needed, units.MONTH)
    have_months, have_days = divmod(found, units.MONTH)
    days = need_days - have_days
    months = need_months - have_months
    if days < 0:
        months, days = months - 1, days + 30
    return length_text(max(months, 0) * units.MONTH + days, exact=True)


def bounds_text(low: int, high: int, *, show: object) -> Text:
    """One value, or "a 到 b", or "至少 a" where the top is open."""
    say = show if callable(show) else str
    if low == high:
        return _as_text(say(low))
    if high >= POS:
        return Text("没有更多信息", "No more is known") if low <= 0 else _at_least(say(low))
    if low <= NEG:
        return Text("没填", "Not given")
    first, last = _as_text(say(low)), _as_text(say(high))
    return Text(f"{first.zh} 到 {last.zh}", f"{first.say('en')} to {last.say('en')}")


def _at_least(low: object) -> Text:
    text = _as_text(low)
    return Text(f"至少 {text.zh}", f"at least {text.say('en')}")


def _as_text(value: object) -> Text:
    return value if isinstance(value, Text) else Text(str(value), str(value))


def years_text(years: int) -> Text:
    """An age."""
    return Text(f"{years} 周岁", f"{years} year{'s' * (years != 1)} old")


def count_text(count: int) -> Text:
    """A number of records."""
    return Text(f"{count} 项", f"{count}")
