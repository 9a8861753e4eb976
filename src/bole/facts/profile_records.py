"""Families of records in a profile: lists, single entries, words for none."""

from __future__ import annotations

from typing import Any, Final

from bole.facts.catalogues import plain
from bole.facts.definitions import FamilyDef
from bole.facts.implied import fill_record
from bole.facts.model import Assurance, Family, Record, State, Value
from bole.facts.profile_values import ASSURANCE, EVIDENCE, SOURCE, ValueReader
from bole.facts.values import special
from bole.facts.vocabulary import Vocabulary, words_of
from bole.problems import did_you_mean, problem
from bole.text import Text
from bole.yamlfile import Steps

MOST_RECORDS: Final = 2000
COMPLETE: Final = ("complete", "完整", "没有更多")
ALL: Final = ("all", "全部", "是", "true")
RECORDS: Final = ("records", "条目")


class RecordReader(ValueReader):
    """Reads families; what each said is in `families`."""

    def __init__(self, vocabulary: Vocabulary, where: Any) -> None:
        super().__init__(vocabulary, where)
        self.families: dict[str, Family] = {}
        #: Of these the person does not know or does not say: `complete: all` does not mean them.
        self.untold: set[str] = set()

    def _family(self, family: FamilyDef, raw: Any, path: Steps) -> None:
        if family.id in self.families:
            self._say(path, "profile.twice", f"“{family.label.zh}”写了两次",
                      f"'{family.label.say('en')}' is written twice", key=True)  # fmt: skip
            return
        said = special(raw) if isinstance(raw, str) else None
        if said is not None and said.state is not State.ABSENT:
            self.untold.add(family.id)
        backed, items, closed, base = Assurance.CLAIMED, *self._items(raw, path)
        if isinstance(raw, dict) and any(k in raw for k in RECORDS):
            backed, _ = self._backing(raw, path, others=(*RECORDS, *COMPLETE))
        if items is None:
            self._say(path, "profile.family", f"“{family.label.zh}”要写成一列",
                      f"'{family.label.say('en')}' is a list",
                      hint=Text("每条一行，前面写 “- ”；没有就写 []。",
                                "One entry a line, each after '- '; write [] for none."))  # fmt: skip
            return
        if len(items) > MOST_RECORDS:
            self._say(path, "profile.many", f"“{family.label.zh}”超过 {MOST_RECORDS} 条",
                      f"More than {MOST_RECORDS} entries of '{family.label.say('en')}'")  # fmt: skip
            return
        records: list[Record] = []
        seen: dict[Any, int] = {}
        for index, item in enumerate(items):
            place = (*base, index) if isinstance(raw, list) or base != path else base
            record = self._record(family, item, place, index=index)
            if record is None:
                continue
            same = seen.setdefault(_identity(record, family), len(records))
            if same < len(records):
                self._equal(family, records, same, record, place)
            else:
                records.append(record)
        self.families[family.id] = Family(tuple(records), closed=closed, backed=backed)

    def _items(self, raw: Any, path: Steps) -> tuple[list[Any] | None, bool, Steps]:
        """The entries, whether there are no more, and where they stand."""
        said = special(raw)
        if said is not None:
            return [], said.state is State.ABSENT, path
        if isinstance(raw, dict) and any(k in raw for k in RECORDS):
            key = next(k for k in RECORDS if k in raw)
            closed = any(plain(str(raw.get(k, ""))) in ALL for k in COMPLETE)
            items, empty, base = self._items(raw[key], (*path, key))
            return items, closed or empty, base
        if isinstance(raw, dict):
            return [raw], False, path
        if isinstance(raw, list):
            return raw, not raw, path
        return None, False, path

    def _record(self, family: FamilyDef, raw: Any, path: Steps, *, index: int) -> Record | None:
        first = next(iter(family.fields.values()))
        if isinstance(raw, str) and first.kind == "choice":
            raw = {first.id: raw}
        if not isinstance(raw, dict) or not raw:
            example = "、".join(f.label.zh for f in list(family.fields.values())[:4])
            self._say(path, "profile.record", f"“{family.label.zh}”的一条要写成 “字段: 值”",
                      f"An entry of '{family.label.say('en')}' holds 'field: value'",
                      hint=Text(f"字段有：{example}…", f"Fields: {', '.join(list(family.fields)[:4])} …"))  # fmt: skip
            return None
        values: dict[str, Value] = {}
        reserved = {k: v for k, v in raw.items() if k in (*ASSURANCE, *SOURCE, *EVIDENCE)}
        level, source = self._backing(reserved, path, others=())
        for key, item in raw.items():
            if key in reserved:
                continue
            name = self.vocabulary.find_field(family.id, key)
            if name is None:
                self._unknown_field(family, key, (*path, key))
            elif name in values:
                self._say((*path, key), "profile.twice", f"“{key}”写了两次",
                          f"'{key}' is written twice", key=True)  # fmt: skip
            else:
                self.places[family.id, index, name] = (*path, key)
                values[name] = _at_least(
                    self._value(family.fields[name], item, (*path, key)), level, source
                )
        self.places[family.id, index, ""] = path
        values = fill_record(family, values, vocabulary=self.vocabulary)
        if not reserved:
            level = min((v.assurance for v in values.values() if v.given), default=level)
        return Record(index, values, level)

    def _equal(
        self, family: FamilyDef, records: list[Record], same: int, record: Record, path: Steps
    ) -> None:
        kept = records[same]
        if record.assurance > kept.assurance:
            records[same] = Record(kept.index, record.values, record.assurance)
        self.warnings.append(
            problem("profile.equal", f"与第 {kept.index + 1} 条完全相同，只算一次",
                    f"Equal to entry {kept.index + 1} and counted once", where=self.where(path),
                    hint=Text("如果确是两项，请补充名称或日期。",
                              "If they are two, add a name or date."), warning=True)
        )  # fmt: skip

    def _unknown_field(self, family: FamilyDef, key: str, path: Steps) -> None:
        words = [w for f in family.fields.values() for w in words_of(f)]
        names = Text(f"字段有：{'、'.join(f.label.zh for f in family.fields.values())}。",
                     f"Fields: {', '.join(family.fields)}.")  # fmt: skip
        self._say(path, "profile.unknown_field", f"“{family.label.zh}”没有字段 “{key}”",
                  f"'{family.label.say('en')}' has no field '{key}'",
                  hint=did_you_mean(key, among=words, more=names), key=True)  # fmt: skip


def _at_least(value: Value, level: Assurance, source: str) -> Value:
    """The value, backed at least as well as its record is."""
    if value.assurance >= level and (value.source or not source):
        return value
    return Value(value.state, value.low, value.high, value.choices, value.text,
                 max(value.assurance, level), value.source or source, value.where)  # fmt: skip


def _identity(record: Record, family: FamilyDef) -> Any:
    """Equal for records that say the same, in whatever words."""
    return frozenset(
        (n, v.state, v.low, v.high, v.choices, v.text if family.fields[n].kind == "text" else "")
        for n, v in record.values.items()
        if v.state is not State.UNKNOWN
    )
