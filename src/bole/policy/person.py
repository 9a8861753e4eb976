"""The person of a case: a base, less what is not said, plus what the case says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bole.facts.model import State
from bole.facts.profile import Profile, build_profile
from bole.facts.values import special
from bole.facts.vocabulary import Vocabulary
from bole.problems import Problems, Where
from bole.yamlfile import Document, Steps

COMPLETE: Final = "complete"
OWNERS: Final = ("employer", "team")


class Person:
    """Plain data as a profile holds it, each key with the place it was written at."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.data: dict[str, Any] = {}
        self.places: dict[str, Steps] = {}
        self.opened: set[str] = set()

    def says(self, data: Mapping[str, Any], *, at: Steps) -> None:
        """Takes every key, in place of what was said under it before."""
        for key, value in data.items():
            if key in OWNERS and isinstance(value, Mapping) and "value" not in value:
                for name, inner in value.items():
                    self._say(key, str(name), inner, at=(*at, key, name))
            else:
                self._take(key, value, at=(*at, key))

    def forgets(self, key: str) -> bool:
        """Nothing is said of `key` any more, not even "no more"; False where nothing was."""
        family = self.vocabulary.find_family(key)
        if family is not None:
            self.opened.add(family)
        self.places.pop(key, None)
        known = self.data.pop(key, None) is not None
        return known or (family is not None and COMPLETE in self.data)

    def profile(self, *, doc: Document, case: Steps) -> Profile:
        """The profile; raises Problems, each at its place in the case or in its base."""
        data = {**self.data, COMPLETE: self._closed()} if self.opened else self.data
        try:
            return build_profile(data, vocabulary=self.vocabulary)
        except Problems:
            # Places cost a second reading of the file, so they are looked up only now.
            return build_profile(data, vocabulary=self.vocabulary, where=self._locate(doc, case))

    def _say(self, owner: str, name: str, value: Any, *, at: Steps) -> None:
        dotted = f"{owner}.{name}"
        if dotted in self.vocabulary.facts:
            self._take(dotted, value, at=at)
            return
        nested = {**self.data.get(owner, {}), name: value}
        self._take(owner, nested, at=at[:-1])

    def _take(self, key: str, value: Any, *, at: Steps) -> None:
        self.data[key] = value
        self.places[key] = at
        family = self.vocabulary.find_family(key)
        if family is None:
            return
        said = special(value) if isinstance(value, str) else None
        if said is not None and said.state is State.UNKNOWN:
            self.opened.add(family)
        else:
            self.opened.discard(family)

    def _closed(self) -> list[str]:
        closed = self.data.get(COMPLETE) or []
        listed = closed if isinstance(closed, list) else list(self.vocabulary.families)
        return [w for w in listed if self.vocabulary.find_family(str(w)) not in self.opened]

    def _locate(self, doc: Document, case: Steps) -> Any:
        def where(path: Steps, *, key: bool = False) -> Where:
            start = self.places.get(str(path[0])) if path else None
            return doc.where(case if start is None else (*start, *path[1:]), key=key)

        return where
