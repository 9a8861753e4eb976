"""One written value into what the engine compares, and back into words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from bole.facts import quantities
from bole.facts.catalogues import Catalogue, plain
from bole.facts.definitions import FactDef
from bole.facts.model import ABSENT, DECLINED, UNKNOWN, State, Value
from bole.facts.showing import show_value
from bole.facts.vocabulary import Vocabulary
from bole.problems import Problem, Problems, did_you_mean, problem
from bole.text import Text
from bole.units import FIRST_DAY, LAST_DAY, read_date

__all__ = ["parse_threshold", "parse_value", "show_value", "special"]

MOST_TEXT: Final = 2000

_UNKNOWN = {"", "不知道", "不清楚", "未知", "没填", "unknown", "?", "null", "~"}
_ABSENT = {"没有", "无", "none", "absent", "不适用", "n/a"}
_DECLINED = {"不愿提供", "不愿说", "不提供", "拒绝提供", "declined", "prefernottosay"}
_ONGOING = {"至今", "现在", "目前", "present", "now", "ongoing", "today"}
_YES = {"是", "有", "对", "真", "yes", "y", "true", "1", "√", "✓"}
_NO = {"否", "不是", "不", "没", "假", "false", "no", "n", "0", "×", *_ABSENT}

_BETWEEN = re.compile(r"\.\.+|…+|~|～|至|到")
_AND = re.compile(r"[、,，;；]")
#: Control characters, and halves of characters (from JSON), which nothing can write.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def special(raw: Any) -> Value | None:
    """UNKNOWN, ABSENT or DECLINED where the words say so, else None."""
    if raw is None:
        return UNKNOWN
    word = plain(raw) if isinstance(raw, str) and len(raw) < 40 else None
    if word is None:
        return None
    for words, value in ((_UNKNOWN, UNKNOWN), (_ABSENT, ABSENT), (_DECLINED, DECLINED)):
        if word in words:
            return value
    return None


def parse_value(fact: FactDef, raw: Any, *, vocabulary: Vocabulary) -> Value:
    """The value of `fact` that `raw` writes.

    A choice carries its ids, and the rank as `low` and `high` where its list is ordered. An
    empty list is `absent`. Raises Problems (without a place) where it cannot be read.
    """
    if fact.kind == "bool" and isinstance(raw, str) and plain(raw) in _NO:
        return Value(State.KNOWN, 0, 0, text=raw.strip())
    if fact.kind == "date" and isinstance(raw, str) and plain(raw) in _ONGOING:
        return ABSENT
    said = special(raw)
    if said is not None:
        return said
    if raw == [] and fact.many:
        return ABSENT
    if fact.kind == "choice":
        return _choice(fact, raw, catalogue=vocabulary.catalogues[fact.catalogue])
    if fact.kind == "text":
        return _text(fact, raw)
    if fact.kind == "bool":
        return _bool(fact, raw)
    low, high = _span(fact, raw)
    state = State.KNOWN if low == high else State.RANGE
    return Value(state, low, high, text=_written(raw))


def parse_threshold(fact: FactDef, raw: Any, *, vocabulary: Vocabulary) -> int:
    """The one integer a rule compares with: a day, count, fen, hundredths of a percent, 0/1, rank.

    Raises Problems where `raw` is not exactly one value of an ordered kind.
    """
    if fact.kind == "text":
        raise _bad("value.threshold", fact, "不能比较大小", "cannot be compared")
    value = parse_value(fact, raw, vocabulary=vocabulary)
    if fact.kind == "choice" and not vocabulary.catalogue(fact).ordered:
        raise _bad("value.threshold", fact, "没有高低之分，不能比较", "has no order to compare")
    if value.state is not State.KNOWN or (fact.kind == "choice" and len(value.choices) != 1):
        hint = Text("日期要写到日。", "Write the day, too.") if fact.kind == "date" else None
        raise _bad("value.threshold", fact, f"要和一个确切的值比较，不能是 {raw}",
                   f"needs one exact value to compare with, not {raw}", hint=hint)  # fmt: skip
    return value.low


# --- ordered kinds ---------------------------------------------------------------------------


def _span(fact: FactDef, raw: Any) -> tuple[int, int]:
    """Low and high of a date, number, amount or percentage; of two joined ones too."""
    if isinstance(raw, dict):
        ends = _ends(fact, raw)
    elif isinstance(raw, str):
        ends = tuple(_BETWEEN.split(raw.strip()))
    else:
        ends = (raw,)
    if len(ends) > 2:
        raise _unreadable(fact, raw)
    if len(ends) == 1:
        return _one(fact, ends[0], raw=raw)
    least, most = _bounds(fact)
    low = least if _blank(ends[0]) else _one(fact, ends[0], raw=raw)[0]
    high = most if _blank(ends[1]) else _one(fact, ends[1], raw=raw)[1]
    if low > high:
        raise _bad(
            "value.order",
            fact,
            f"起止颠倒：{_written(raw)}",
            f"ends before it starts: {_written(raw)}",
        )
    return low, high


def _ends(fact: FactDef, raw: dict[str, Any]) -> tuple[Any, ...]:
    names = {"from": 0, "to": 1, "自": 0, "从": 0, "起": 0, "至": 1, "到": 1, "止": 1}
    ends: list[Any] = [None, None]
    for key, value in raw.items():
        if key not in names:
            raise _bad(
                "value.range", fact, "范围要写成 {from: …, to: …}", "a range is {from: …, to: …}"
            )
        ends[names[key]] = value
    return tuple(ends)


def _one(fact: FactDef, part: Any, *, raw: Any) -> tuple[int, int]:
    if isinstance(part, bool | list | dict):
        raise _unreadable(fact, raw)
    try:
        low, high = _READERS[fact.kind](fact, part)
    except ValueError:
        raise _unreadable(fact, raw) from None
    least, most = _bounds(fact)
    if low < least or high > most:
        raise _out_of_bounds(fact, raw, low=low)
    return low, high


def _date(_: FactDef, part: Any) -> tuple[int, int]:
    dates = read_date(part)
    return dates.low, dates.high


def _number(fact: FactDef, part: Any) -> tuple[int, int]:
    number = quantities.read_number(part, unit=fact.unit.zh)
    return number, number


def _amount(_: FactDef, part: Any) -> tuple[int, int]:
    fen = quantities.read_amount(part)
    return fen, fen


_READERS: dict[str, Callable[[FactDef, Any], tuple[int, int]]] = {
    "date": _date,
    "number": _number,
    "amount": _amount,
    "percent": lambda _, part: quantities.read_percent(part),
}


def _bounds(fact: FactDef) -> tuple[int, int]:
    dated = fact.kind == "date"
    least = fact.least if fact.least is not None else (FIRST_DAY if dated else 0)
    most = fact.most if fact.most is not None else (LAST_DAY if dated else quantities.LARGEST)
    return least, most


def _blank(part: Any) -> bool:
    return part is None or (isinstance(part, str) and not part.strip())


# --- the other kinds -------------------------------------------------------------------------


def _bool(fact: FactDef, raw: Any) -> Value:
    if isinstance(raw, bool):
        return Value(State.KNOWN, int(raw), int(raw), text="是" if raw else "否")
    word = plain(str(raw)) if isinstance(raw, str | int) else None
    if word in _YES or word in _NO:
        answer = int(word in _YES)
        return Value(State.KNOWN, answer, answer, text=str(raw).strip())
    raise _unreadable(fact, raw)


def _text(fact: FactDef, raw: Any) -> Value:
    if isinstance(raw, bool | list | dict):
        raise _unreadable(fact, raw)
    text = str(raw).strip()
    if len(text) > MOST_TEXT:
        raise _bad(
            "value.long", fact, f"超过 {MOST_TEXT} 字", f"is longer than {MOST_TEXT} characters"
        )
    if _CONTROL.search(text):
        raise _bad("value.characters", fact, "含有控制字符", "holds control characters")
    return Value(State.KNOWN, text=text)


def _choice(fact: FactDef, raw: Any, *, catalogue: Catalogue) -> Value:
    words = _choice_words(fact, raw, catalogue=catalogue)
    found = [catalogue.find(w) for w in words]
    wrong = [w for w, i in zip(words, found, strict=True) if i is None and not catalogue.open]
    if wrong:
        raise Problems([_unlisted(fact, w, catalogue=catalogue) for w in wrong])
    ids = frozenset(
        i or f"~{w.removeprefix('~').strip()}" for w, i in zip(words, found, strict=True)
    )
    ranks = [catalogue.rank(i) for i in ids if i in catalogue.values] if catalogue.ordered else []
    return Value(
        State.KNOWN, min(ranks, default=0), max(ranks, default=0), ids, text="、".join(words)
    )


def _choice_words(fact: FactDef, raw: Any, *, catalogue: Catalogue) -> list[str]:
    if isinstance(raw, list) and (fact.many or len(raw) == 1):
        items = raw
    elif isinstance(raw, str | int) and not isinstance(raw, bool):
        whole = str(raw)
        split = fact.many and catalogue.find(whole) is None
        items = [w for w in _AND.split(whole) if w.strip()] if split else [whole]
    else:
        items = []
    if not items or not all(isinstance(w, str | int) and not isinstance(w, bool) for w in items):
        hint = None
        if isinstance(raw, list):
            hint = Text("只能选一个。", "Only one may be chosen.")
        raise _unreadable(fact, raw, hint=hint)
    words = [str(w).strip() for w in items]
    if any(not w or len(w) > 200 or _CONTROL.search(w) for w in words):
        raise _unreadable(fact, raw)
    return words


# --- problems --------------------------------------------------------------------------------

_EXAMPLES: Final = {
    "date": Text("日期写成 2019、2019-03 或 2019-03-05。", "Write 2019, 2019-03 or 2019-03-05."),
    "number": Text("写一个整数，例如 8。", "Write a whole number, such as 8."),
    "amount": Text("金额写成 500万、1.2亿元 或 80000。", "Write yuan: 500万, 1.2亿元 or 80000."),
    "percent": Text("百分比写成 30%。", "Write a percentage with its sign: 30%."),
    "bool": Text("写 是 或 否。", "Write yes or no."),
    "choice": Text("可选的词见 bole facts。", "`bole facts` lists what may be chosen."),
    "text": Text("写一段文字。", "Write a text."),
}


def _bad(code: str, fact: FactDef, zh: str, en: str, *, hint: Text | None = None) -> Problems:
    name = fact.label.say("en")
    return Problems([problem(code, f"“{fact.label.zh}”{zh}", f"'{name}' {en}", hint=hint)])


def _unreadable(fact: FactDef, raw: Any, *, hint: Text | None = None) -> Problems:
    shown = _written(raw)
    return _bad(f"value.{fact.kind}", fact, f"看不懂：{shown}", f"cannot be read: {shown}",
                hint=hint or _EXAMPLES[fact.kind])  # fmt: skip


def _out_of_bounds(fact: FactDef, raw: Any, *, low: int) -> Problems:
    least, most = _bounds(fact)
    if low < least and least >= 0 and low < 0:
        return _bad("value.negative", fact, f"不能是负数：{raw}", f"cannot be negative: {raw}")
    bounds = [
        show_value(fact, Value(State.KNOWN, b, b), vocabulary=Vocabulary()) for b in (least, most)
    ]
    return _bad(
        "value.bounds", fact, f"应在 {bounds[0].zh} 到 {bounds[1].zh} 之间，不能是 {_written(raw)}",
        f"lies between {bounds[0].en} and {bounds[1].en}, not {_written(raw)}",
    )  # fmt: skip


def _unlisted(fact: FactDef, word: str, *, catalogue: Catalogue) -> Problem:
    first = list(catalogue.values.values())[:12]
    rest = "…" if len(catalogue.values) > len(first) else ""
    more = Text(
        f"可选：{'、'.join(v.name.zh for v in first)}{rest}。",
        f"Choose among: {', '.join(v.id for v in first)}{rest}.",
    )
    return problem(
        "value.unlisted", f"“{fact.label.zh}”没有 “{word}” 这一项",
        f"'{fact.label.say('en')}' has no value '{word}'",
        hint=did_you_mean(word, among=catalogue.words(), more=more),
    )  # fmt: skip


def _written(raw: Any) -> str:
    if isinstance(raw, dict):
        raw = "..".join("" if v is None else str(v) for v in raw.values())
    text = str(raw).strip()
    return text if len(text) <= 60 else f"{text[:59]}…"
