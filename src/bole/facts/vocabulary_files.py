"""YAML files of a vocabulary into definitions, with every problem and its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from bole.facts.catalogues import Catalogue, CatalogueValue
from bole.facts.definitions import CLOSINGS, KINDS, OWNERS, FactDef, FamilyDef
from bole.facts.vocabulary import Vocabulary
from bole.facts.vocabulary_links import link_problems
from bole.problems import Problem, Problems, Where, did_you_mean, problem
from bole.text import Text, read_text_value
from bole.units import read_date
from bole.yamlfile import Document, Steps, read_yaml_cached

T = TypeVar("T")
Places = dict[tuple[str, ...], Callable[[], Where]]

_ID = re.compile(r"[a-z][a-z0-9_]*")
_FACT_ID = re.compile(r"(employer\.|team\.)?[a-z][a-z0-9_]*")
_NONE = Text("")

FACT_KEYS = (
    "kind", "of", "label", "ask", "help", "unit", "catalogue", "many", "aliases", "sensitive",
    "evidence", "least", "most", "local",
)  # fmt: skip
FAMILY_KEYS = ("of", "label", "ask", "help", "aliases", "closes_by", "period", "fields", "extends")
LIST_KEYS = ("label", "ordered", "open", "values", "extends")
VALUE_KEYS = (
    "id", "name", "aliases", "broader", "valid_from", "valid_to", "successor_of", "note", "rank",
    "implies",
)  # fmt: skip


def read_folders(folders: Iterable[Path], *, base: Vocabulary) -> Vocabulary:
    """The vocabulary of all files below the folders, merged onto `base`."""
    found: list[Problem] = []
    places: Places = {}
    result = base
    for path in _files(folders):
        try:
            document = read_yaml_cached(path)
            read = _Reader(document, found, places).vocabulary()
            result = result.merge(read)
        except Problems as problems:
            found += [_placed(p, where=Where(str(path))) for p in problems.problems]
    if not found:
        found += link_problems(result, places=places, base=base)
    if found:
        raise Problems(found)
    return result


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(p for p in folder.rglob("*") if p.suffix in (".yaml", ".yml", ".json"))


def _placed(item: Problem, *, where: Where) -> Problem:
    if item.where:
        return item
    return Problem(item.code, item.message, where, item.hint, item.warning)


class _Reader:
    """One file's definitions; whatever is wrong goes to `found` and reading goes on."""

    def __init__(self, document: Document, found: list[Problem], places: Places) -> None:
        self.document = document
        self.found = found
        self.places = places

    def vocabulary(self) -> Vocabulary:
        """Facts, families and catalogues of the file."""
        data = self._mapping(self.document.data, (), ("facts", "families", "catalogues"))
        return Vocabulary(
            {k: self._fact(k, v, ("facts", k)) for k, v in self._items(data, "facts")},
            {k: self._family(k, v) for k, v in self._items(data, "families")},
            {k: self._catalogue(k, v) for k, v in self._items(data, "catalogues")},
        )

    def _items(self, data: dict[str, Any], part: str) -> Iterator[tuple[str, Any]]:
        items = data.get(part)
        if items is None:
            return
        if not isinstance(items, dict):
            self._say(
                (part,), "vocabulary.shape", "这里要写成 “名字: 内容”", "Write 'name: …' here"
            )
            return
        for name, value in items.items():
            self._id(name, (part, name), pattern=_FACT_ID if part == "facts" else _ID)
            yield name, value

    # --- the three kinds of definition ---

    def _fact(self, name: str, raw: Any, path: Steps, *, of: str | None = None) -> FactDef:
        self._place(path)
        data = self._mapping(raw, path, FACT_KEYS, required=("kind", "label"))
        owner = of or (name.partition(".")[0] if "." in name else "person")
        label = self._text(data, "label", path)
        fact = FactDef(
            id=name,
            kind=self._one(data, "kind", path, among=KINDS, default="text"),  # type: ignore[arg-type]
            of=self._one(data, "of", path, among=OWNERS, default=owner),  # type: ignore[arg-type]
            label=label,
            ask=self._text(data, "ask", path) or label,
            help=self._text(data, "help", path),
            unit=self._text(data, "unit", path),
            catalogue=self._word(data, "catalogue", path),
            many=self._flag(data, "many", path),
            aliases=self._words(data, "aliases", path),
            sensitive=self._flag(data, "sensitive", path),
            evidence=self._words(data, "evidence", path),
            least=self._whole(data, "least", path),
            most=self._whole(data, "most", path),
            local=self._flag(data, "local", path),
        )
        if (fact.kind == "choice") != bool(fact.catalogue):
            self._say((*path, "kind"), "vocabulary.choice", "choice 要写 catalogue，别的类型不写",
                      "A choice names its catalogue, no other kind does")  # fmt: skip
        return fact

    def _family(self, name: str, raw: Any) -> FamilyDef:
        path: Steps = ("families", name)
        self._place(path)
        extends = isinstance(raw, dict) and raw.get("extends") is True
        data = self._mapping(
            raw, path, FAMILY_KEYS, required=("fields",) if extends else ("label", "fields")
        )
        owner = self._one(data, "of", path, among=OWNERS, default="person")
        label = self._text(data, "label", path)
        fields = data.get("fields")
        if not isinstance(fields, dict) or not fields:
            self._say((*path, "fields"), "vocabulary.fields", "记录要有字段", "A family has fields")
            fields = {}
        return FamilyDef(
            id=name,
            of=owner,  # type: ignore[arg-type]
            label=label,
            ask=self._text(data, "ask", path) or label,
            help=self._text(data, "help", path),
            aliases=self._words(data, "aliases", path),
            closes_by=self._one(data, "closes_by", path, among=CLOSINGS, default="claim"),  # type: ignore[arg-type]
            period=self._period(data, path, fields=fields),
            fields={k: self._field(k, v, path, of=owner) for k, v in fields.items()},
            extends=extends,
        )

    def _field(self, name: str, raw: Any, path: Steps, *, of: str) -> FactDef:
        place = (*path, "fields", name)
        self._id(name, place, pattern=_ID)
        return self._fact(name, raw, place, of=of)

    def _period(
        self, data: dict[str, Any], path: Steps, *, fields: dict[str, Any]
    ) -> tuple[str, str] | None:
        period = self._words(data, "period", path)
        if not period:
            return None
        dates = [
            n for n in period if isinstance(fields.get(n), dict) and fields[n].get("kind") == "date"
        ]
        if len(period) != 2 or len(dates) != 2:
            self._say((*path, "period"), "vocabulary.period", "period 要写两个日期字段",
                      "A period names two date fields")  # fmt: skip
            return None
        return period[0], period[1]

    def _catalogue(self, name: str, raw: Any) -> Catalogue:
        path: Steps = ("catalogues", name)
        self._place(path)
        extends = isinstance(raw, dict) and raw.get("extends") is True
        data = self._mapping(
            raw, path, LIST_KEYS, required=("values",) if extends else ("label", "values")
        )
        ordered = self._flag(data, "ordered", path)
        listed = data.get("values")
        if not isinstance(listed, list):
            self._say((*path, "values"), "vocabulary.values", "取值要写成列表", "Values are a list")
            listed = []
        values: dict[str, CatalogueValue] = {}
        rank = 0
        for index, item in enumerate(listed):
            value = self._value(item, (*path, "values", index), after=rank, ordered=ordered)
            if value.id in values:
                self._say((*path, "values", index), "vocabulary.twice", f"{value.id} 写了两次",
                          f"{value.id} is listed twice")  # fmt: skip
            rank = value.rank
            values[value.id] = value
        return Catalogue(
            name, self._text(data, "label", path), ordered, self._flag(data, "open", path),
            values, extends,
        )  # fmt: skip

    def _value(self, raw: Any, path: Steps, *, after: int, ordered: bool) -> CatalogueValue:
        data = self._mapping(raw, path, VALUE_KEYS, required=("id", "name"))
        name = self._word(data, "id", path)
        self._id(name, (*path, "id"), pattern=_ID)
        self._place(path, name=(*map(str, path[:2]), name))
        rank = self._whole(data, "rank", path)
        implies = data.get("implies") or {}
        return CatalogueValue(
            id=name,
            name=self._text(data, "name", path),
            aliases=self._words(data, "aliases", path),
            broader=self._words(data, "broader", path),
            valid_from=self._day(data, "valid_from", path),
            valid_to=self._day(data, "valid_to", path),
            successor_of=self._words(data, "successor_of", path),
            note=self._text(data, "note", path),
            rank=(after + 1 if rank is None else rank) if ordered or rank else 0,
            implies=self._mapping(implies, (*path, "implies"), tuple(map(str, implies))),
        )

    # --- parts ---

    def _mapping(
        self, raw: Any, path: Steps, allowed: tuple[str, ...], *, required: tuple[str, ...] = ()
    ) -> dict[str, Any]:
        if not isinstance(raw, dict):
            self._say(path, "vocabulary.shape", "这里要写成 “键: 值”", "Write 'key: value' here")
            return {}
        for key in raw.keys() - set(allowed):
            self._say((*path, key), "vocabulary.key", f"不认识的键 “{key}”", f"Unknown key '{key}'",
                      hint=did_you_mean(key, among=allowed), key=True)  # fmt: skip
        for key in required:
            if raw.get(key) in (None, ""):
                self._say(path, "vocabulary.missing", f"缺 {key}", f"{key} is missing")
        return raw

    def _text(self, data: dict[str, Any], key: str, path: Steps) -> Text:
        if data.get(key) is None:
            return _NONE
        try:
            return read_text_value(data[key])
        except ValueError:
            self._say((*path, key), "vocabulary.text", f"{key} 要写文字，或 {{zh: …, en: …}}",
                      f"{key} is a text or {{zh: …, en: …}}")  # fmt: skip
            return _NONE

    def _word(self, data: dict[str, Any], key: str, path: Steps) -> str:
        word = data.get(key, "")
        if isinstance(word, str):
            return word
        self._say((*path, key), "vocabulary.word", f"{key} 要写一个词", f"{key} is a word")
        return ""

    def _words(self, data: dict[str, Any], key: str, path: Steps) -> tuple[str, ...]:
        words = data.get(key)
        if words is None:
            return ()
        if isinstance(words, list) and all(isinstance(w, str) and w for w in words):
            return tuple(words)
        self._say((*path, key), "vocabulary.words", f"{key} 要写成一列词", f"{key} lists words")
        return ()

    def _flag(self, data: dict[str, Any], key: str, path: Steps) -> bool:
        flag = data.get(key, False)
        if isinstance(flag, bool):
            return flag
        self._say((*path, key), "vocabulary.flag", f"{key} 只能是 true 或 false",
                  f"{key} is true or false")  # fmt: skip
        return False

    def _whole(self, data: dict[str, Any], key: str, path: Steps) -> int | None:
        number = data.get(key)
        if number is None or (isinstance(number, int) and not isinstance(number, bool)):
            return number
        self._say((*path, key), "vocabulary.number", f"{key} 要写整数", f"{key} is a whole number")
        return None

    def _day(self, data: dict[str, Any], key: str, path: Steps) -> int | None:
        if data.get(key) is None:
            return None
        try:
            dates = read_date(data[key])
        except ValueError:
            self._say((*path, key), "vocabulary.date", f"{data[key]} 不是日期",
                      f"{data[key]} is not a date")  # fmt: skip
            return None
        return dates.high if key == "valid_to" else dates.low

    def _one(
        self, data: dict[str, Any], key: str, path: Steps, *, among: tuple[str, ...], default: str
    ) -> str:
        word = data.get(key, default)
        if word in among:
            return str(word)
        self._say((*path, key), "vocabulary.among", f"{key} 不能是 {word}，只能是 {'、'.join(among)}",
                  f"{key} cannot be {word}, only {', '.join(among)}")  # fmt: skip
        return default

    def _id(self, name: str, path: Steps, *, pattern: re.Pattern[str]) -> None:
        if name and not pattern.fullmatch(name):
            self._say(path, "vocabulary.id", f"名字 “{name}” 只能用小写字母、数字和下划线",
                      f"The id '{name}' may hold small letters, digits and _ only", key=True)  # fmt: skip

    def _place(self, path: Steps, *, name: tuple[str, ...] = ()) -> None:
        self.places[name or tuple(map(str, path))] = lambda: self.document.where(path)

    def _say(
        self, path: Steps, code: str, zh: str, en: str, *,
        hint: Text | None = None, key: bool = False,
    ) -> None:  # fmt: skip
        where = self.document.where(path, key=key)
        self.found.append(problem(code, zh, en, where=where, hint=hint))
