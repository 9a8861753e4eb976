"""One person's profile: a YAML or JSON file that a person can write, into Facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from bole.facts.catalogues import plain
from bole.facts.consistency import consistency_problems
from bole.facts.identity import tidy_code, tidy_name
from bole.facts.implied import fill_scalars
from bole.facts.model import Facts, Family, Value
from bole.facts.profile_records import ALL, COMPLETE, RecordReader
from bole.facts.profile_values import Locate, wrapped
from bole.facts.vocabulary import Vocabulary, words_of
from bole.problems import Problem, Problems, Where, did_you_mean
from bole.text import Text
from bole.yamlfile import Steps, parse_yaml, read_yaml

OWNERS: Final = {"person": "", "个人": "", "本人": "", "申报人": "",
                 "employer": "employer.", "单位": "employer.", "申报单位": "employer.",
                 "team": "team.", "团队": "team."}  # fmt: skip
CLAIMS: Final = ("claims", "主张")
META: Final = ("meta", "说明")
_TIDY: Final = {"name": tidy_name, "identity_code": tidy_code, "employer.code": tidy_code}


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


class _Reader(RecordReader):
    """Reads the keys of a profile: facts, families, claims, what is complete."""

    def __init__(self, vocabulary: Vocabulary, where: Locate) -> None:
        super().__init__(vocabulary, where)
        self.scalars: dict[str, Value] = {}
        self.complete: frozenset[str] = frozenset()
        self.claims: tuple[str, ...] = ()
        self.meta: Mapping[str, Any] = {}

    def profile(self, data: Any) -> Profile:
        """The profile; problems are in `wrong`."""
        if data is None:
            data = {}
        if not isinstance(data, dict):
            self._say((), "profile.shape", "档案要写成 “名字: 内容”", "A profile holds 'name: …'")
            data = {}
        self._part(data, (), prefix="")
        for name in self.complete - self.untold:
            self.families[name] = replace(self.families.get(name, Family()), closed=True)
        facts = Facts(fill_scalars(self.scalars, vocabulary=self.vocabulary), self.families)
        for found, path in consistency_problems(facts):
            placed = self._placed(found, self.places.get(path, ()))
            (self.warnings if found.warning else self.wrong).append(placed)
        return Profile(_tidied(facts), self.claims, tuple(self.warnings), self.meta)

    # --- one level of keys ---

    def _part(self, data: dict[str, Any], path: Steps, *, prefix: str) -> None:
        for key, raw in data.items():
            place = (*path, key)
            fact = self.vocabulary.find_fact(prefix + key) or self._aliased(key, prefix)
            family = self.vocabulary.find_family(key)
            if not path and key in COMPLETE:
                self.complete = self._closed(raw, place)
            elif not path and key in CLAIMS:
                self.claims = self._claimed(raw, place)
            elif not path and key in META:
                self.meta = raw if isinstance(raw, dict) else {"note": raw}
            elif not path and key in OWNERS and isinstance(raw, dict) and not wrapped(raw):
                self._part(raw, place, prefix=OWNERS[key])
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

    def _closed(self, raw: Any, path: Steps) -> frozenset[str]:
        if isinstance(raw, bool | str) and plain(str(raw)) in ALL:
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

    def _family_words(self) -> list[str]:
        return [w for f in self.vocabulary.families.values() for w in words_of(f)]


def _tidied(facts: Facts) -> Facts:
    """Names and codes as they are recorded; what was odd about them is a warning by now."""
    scalars = dict(facts.scalars)
    for name, tidy in _TIDY.items():
        if name in scalars and scalars[name].given:
            scalars[name] = replace(scalars[name], text=tidy(scalars[name].text))
    return Facts(scalars, facts.families)
