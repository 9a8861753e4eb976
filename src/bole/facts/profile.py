"""One person's profile: a YAML or JSON file that a person can write, into Facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bole.facts.catalogues import plain
from bole.facts.consistency import consistency_problems
from bole.facts.definitions import FactDef, FamilyDef
from bole.facts.implied import fill_record, fill_scalars
from bole.facts.model import UNKNOWN, Assurance, Facts, Family, Record, State, Value
from bole.facts.values import parse_value, special
from bole.facts.vocabulary import Vocabulary, words_of
from bole.problems import Problem, Problems, Where, did_you_mean, problem
from bole.text import Text
from bole.yamlfile import Steps, parse_yaml, read_yaml

MOST_RECORDS: Final = 2000

_OWNERS = {"person": "", "个人": "", "本人": "", "申报人": "",
           "employer": "employer.", "单位": "employer.", "申报单位": "employer.",
           "team": "team.", "团队": "team."}  # fmt: skip
_COMPLETE = ("complete", "完整", "没有更多")
_CLAIMS = ("claims", "主张")
_META = ("meta", "说明")
_ALL = ("all", "全部", "是", "true")
_VALUE, _ASSURANCE = ("value", "值"), ("assurance", "核验")
_SOURCE, _EVIDENCE = ("source", "来源"), ("evidence", "材料")
_RECORDS = ("records", "条目")
_ASSURANCES = {
    "claimed": Assurance.CLAIMED, "自述": Assurance.CLAIMED, "申报": Assurance.CLAIMED,
    "evidenced": Assurance.EVIDENCED, "有材料": Assurance.EVIDENCED,
    "verified": Assurance.VERIFIED, "已核实": Assurance.VERIFIED,
}  # fmt: skip

Locate = Callable[..., Where | None]


@dataclass(frozen=True, slots=True)
class Profile:
    """What a profile says: the facts, the clauses claimed, what to look at, free remarks."""

    facts: Facts
    claims: tuple[str, ...] = ()
    #: Not wrong, but worth a look: equal records, a birth date that differs from the ID's.
    warnings: tuple[Problem, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict)


def read_profile(
    source: Path | str, *, vocabulary: Vocabulary, name: str = "profile.yaml"
) -> Profile:
    """The profile in a file (a Path) or in text (a str, called `name` in problems).

    Raises Problems with everything that is wrong, each with its line and a hint.
    """
    if isinstance(source, Path):
        document = read_yaml(source, exact=True)
    else:
        document = parse_yaml(source, file=name, exact=True)
    return build_profile(document.data, vocabulary=vocabulary, where=document.where)


def build_profile(data: Any, *, vocabulary: Vocabulary, where: Locate | None = None) -> Profile:
    """The profile in plain data, as a case or a form holds it; `where(path)` places problems."""
    reader = _Reader(vocabulary, where or _nowhere)
    profile = reader.profile(data)
    if reader.wrong:
        raise Problems(sorted(reader.wrong, key=_by_line))
    return profile


def _nowhere(path: Steps, *, key: bool = False) -> Where | None:
    return None


def _by_line(item: Problem) -> tuple[int, int]:
    return (item.where.line, item.where.column) if item.where else (0, 0)


class _Reader:
    """Reads on after each problem, so that one run reports everything."""

    def __init__(self, vocabulary: Vocabulary, where: Locate) -> None:
        self.vocabulary = vocabulary
        self.where = where
        self.wrong: list[Problem] = []
        self.warnings: list[Problem] = []
        self.scalars: dict[str, Value] = {}
        self.families: dict[str, Family] = {}
        self.complete: frozenset[str] = frozenset()
        self.claims: tuple[str, ...] = ()
        self.meta: Mapping[str, Any] = {}
        self.places: dict[tuple[str, int, str], Steps] = {}

    def profile(self, data: Any) -> Profile:
        """The profile; problems are in `wrong`."""
        if data is None:
            data = {}
        if not isinstance(data, dict):
            self._say((), "profile.shape", "档案要写成 “名字: 内容”", "A profile holds 'name: …'")
            data = {}
        self._part(data, (), prefix="")
        for name in self.complete:
            family = self.families.get(name, Family())
            self.families[name] = Family(family.records, closed=True)
        facts = Facts(fill_scalars(self.scalars, vocabulary=self.vocabulary), self.families)
        for found, path in consistency_problems(facts):
            placed = self._placed(found, self.places.get(path, ()))
            (self.warnings if found.warning else self.wrong).append(placed)
        return Profile(facts, self.claims, tuple(self.warnings), self.meta)

    # --- one level of keys ---

    def _part(self, data: dict[str, Any], path: Steps, *, prefix: str) -> None:
        for key, raw in data.items():
            place = (*path, key)
            fact = self.vocabulary.find_fact(prefix + key) or self._aliased(key, prefix)
            family = self.vocabulary.find_family(key)
            if not path and key in _COMPLETE:
                self.complete = self._closed(raw, place)
            elif not path and key in _CLAIMS:
                self.claims = self._claimed(raw, place)
            elif not path and key in _META:
                self.meta = raw if isinstance(raw, dict) else {"note": raw}
            elif not path and key in _OWNERS and isinstance(raw, dict) and not _wrapped(raw):
                self._part(raw, place, prefix=_OWNERS[key])
            elif fact:
                self._fact(fact, raw, place)
            elif family:
                self._family(self.vocabulary.families[family], raw, place)
            else:
                self._unknown_key(key, place, prefix=prefix)

    def _aliased(self, key: str, prefix: str) -> str | None:
        """Inside `employer:` the Chinese label alone will do; top-level facts are not employer's."""
        found = self.vocabulary.find_fact(key)
        return found if found and (not prefix or found.startswith(prefix)) else None

    def _fact(self, name: str, raw: Any, path: Steps) -> None:
        if name in self.scalars:
            label = self.vocabulary.facts[name].label
            self._say(path, "profile.twice", f"“{label.zh}”写了两次",
                      f"'{label.say('en')}' is written twice", key=True)  # fmt: skip
            return
        self.places[name, -1, ""] = path
        self.scalars[name] = self._value(self.vocabulary.facts[name], raw, path)

    def _value(self, fact: FactDef, raw: Any, path: Steps) -> Value:
        backing: tuple[Assurance, str] = (Assurance.CLAIMED, "")
        if _wrapped(raw):
            backing = self._backing(raw, path, others=_VALUE)
            key = next(k for k in _VALUE if k in raw)
            raw, path = raw[key], (*path, key)
        try:
            value = parse_value(fact, raw, vocabulary=self.vocabulary)
        except Problems as problems:
            self.wrong += [self._placed(p, path) for p in problems.problems]
            return UNKNOWN
        where = self.where(path)
        return Value(value.state, value.low, value.high, value.choices, value.text, *backing, where)

    def _backing(
        self, raw: dict[str, Any], path: Steps, *, others: tuple[str, ...]
    ) -> tuple[Assurance, str]:
        """The assurance and source beside a value or record; evidence alone is `evidenced`."""
        level, source = Assurance.CLAIMED, ""
        for key, item in raw.items():
            if key in _ASSURANCE:
                known = _ASSURANCES.get(plain(str(item)))
                if known is None:
                    self._say((*path, key), "profile.assurance", f"核验程度没有 “{item}”",
                              f"There is no assurance '{item}'",
                              hint=did_you_mean(str(item), among=list(_ASSURANCES)))  # fmt: skip
                level = known or level
            elif key in _SOURCE:
                source = str(item)
            elif key in _EVIDENCE:
                source = source or (
                    ("、".join(map(str, item))) if isinstance(item, list) else str(item)
                )
                level = max(level, Assurance.EVIDENCED)
            elif key not in others:
                self._say((*path, key), "profile.key", f"不认识 “{key}”", f"Unknown key '{key}'",
                          hint=did_you_mean(key, among=["value", "assurance", "source", "evidence"]),
                          key=True)  # fmt: skip
        return level, source

    # --- families ---

    def _family(self, family: FamilyDef, raw: Any, path: Steps) -> None:
        if family.id in self.families:
            self._say(path, "profile.twice", f"“{family.label.zh}”写了两次",
                      f"'{family.label.say('en')}' is written twice", key=True)  # fmt: skip
            return
        items, closed, base = self._items(raw, path)
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
        self.families[family.id] = Family(tuple(records), closed=closed)

    def _items(self, raw: Any, path: Steps) -> tuple[list[Any] | None, bool, Steps]:
        """The entries, whether there are no more, and where they stand."""
        said = special(raw)
        if said is not None:
            return [], said.state is State.ABSENT, path
        if isinstance(raw, dict) and any(k in raw for k in _RECORDS):
            key = next(k for k in _RECORDS if k in raw)
            closed = any(plain(str(raw.get(k, ""))) in _ALL for k in _COMPLETE)
            for other in raw.keys() - {key, *_COMPLETE}:
                self._say((*path, other), "profile.key", f"不认识 “{other}”",
                          f"Unknown key '{other}'", key=True)  # fmt: skip
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
        reserved = {k: v for k, v in raw.items() if k in (*_ASSURANCE, *_SOURCE, *_EVIDENCE)}
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

    # --- the rest ---

    def _closed(self, raw: Any, path: Steps) -> frozenset[str]:
        if isinstance(raw, bool | str) and plain(str(raw)) in _ALL:
            return frozenset(self.vocabulary.families)
        if raw is None or raw is False or not isinstance(raw, list):
            if raw is not None and raw is not False:
                self._say(path, "profile.complete", "complete 写 all，或列出没有更多的各类记录",
                          "complete is 'all' or a list of families")  # fmt: skip
            return frozenset()
        found = set()
        for index, word in enumerate(raw):
            name = self.vocabulary.find_family(str(word))
            if name:
                found.add(name)
            else:
                self._say((*path, index), "profile.family", f"没有 “{word}” 这类记录",
                          f"There is no family '{word}'",
                          hint=did_you_mean(str(word), among=self._family_words()))  # fmt: skip
        return frozenset(found)

    def _claimed(self, raw: Any, path: Steps) -> tuple[str, ...]:
        claims = [raw] if isinstance(raw, str) else raw
        if claims is None:
            return ()
        if not isinstance(claims, list) or not all(isinstance(c, str) and c for c in claims):
            self._say(path, "profile.claims", "主张要写成一列条款地址", "Claims list clause addresses",
                      hint=Text("例如 [附件/（一）/2/（6）]。", "For example [附件/（一）/2/（6）]."))  # fmt: skip
            return ()
        return tuple(dict.fromkeys(c.strip() for c in claims))

    def _unknown_key(self, key: str, path: Steps, *, prefix: str) -> None:
        words = [w for f in self.vocabulary.facts.values() for w in words_of(f)]
        if prefix:
            words += [n.removeprefix(prefix) for n in self.vocabulary.facts if n.startswith(prefix)]
        words += [*self._family_words(), "complete", "claims"]
        more = Text("全部事实：bole facts", "All facts: bole facts")
        self._say(path, "profile.unknown_fact", f"没有 “{key}” 这一项", f"Unknown fact '{key}'",
                  hint=did_you_mean(key, among=words, more=more), key=True)  # fmt: skip

    def _unknown_field(self, family: FamilyDef, key: str, path: Steps) -> None:
        words = [w for f in family.fields.values() for w in words_of(f)]
        names = Text(f"字段有：{'、'.join(f.label.zh for f in family.fields.values())}。",
                     f"Fields: {', '.join(family.fields)}.")  # fmt: skip
        self._say(path, "profile.unknown_field", f"“{family.label.zh}”没有字段 “{key}”",
                  f"'{family.label.say('en')}' has no field '{key}'",
                  hint=did_you_mean(key, among=words, more=names), key=True)  # fmt: skip

    def _family_words(self) -> list[str]:
        return [w for f in self.vocabulary.families.values() for w in words_of(f)]

    def _placed(self, item: Problem, path: Steps) -> Problem:
        return Problem(item.code, item.message, self.where(path), item.hint, item.warning)

    def _say(
        self, path: Steps, code: str, zh: str, en: str, *,
        hint: Text | None = None, key: bool = False,
    ) -> None:  # fmt: skip
        self.wrong.append(problem(code, zh, en, where=self.where(path, key=key), hint=hint))


def _wrapped(raw: Any) -> bool:
    """True for `{value: …, assurance: …}`."""
    return isinstance(raw, dict) and any(k in raw for k in _VALUE)


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
