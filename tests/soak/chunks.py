"""Senders: each sends a file of some megabytes in chunks, as the site's script does, until it is there."""

from __future__ import annotations

import hashlib
import http.client
import json
import random
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from tests.soak.load import Crowd, ask, multipart, pdf, said_by

#: One sender of so many goes away in the middle, and comes back only after everything was stopped.
AWAY = 6
MATERIAL = "8"


@dataclass
class Sent:
    """What senders were told."""

    #: case → SHA-256 of the file that was acknowledged.
    uploaded: dict[str, str] = field(default_factory=dict)
    #: Uploads left in the middle: identifier → the last offset told, and the hash up to there.
    left: dict[str, tuple[int, str]] = field(default_factory=dict)
    chunks: int = 0
    failures: int = 0
    continued: int = 0
    #: Sent a second time, since nobody was told that the file was there already.
    again: int = 0
    wrong: list[str] = field(default_factory=list)


class Senders(Crowd):
    """They send a file each, whole or left in the middle; `back` are those who were away."""

    def __init__(
        self, port: int, *, drafts: list[dict[str, str]], threads: int = 6, size: int = 3 << 20,
        away: int = AWAY, back: Sent | None = None,
    ) -> None:  # fmt: skip
        super().__init__(port, drafts=drafts, threads=threads)
        self.told, self.size, self.away, self.back = Sent(), size, away, back

    @property
    def answered(self) -> int:
        """How many chunks have come."""
        return self.told.chunks

    def _take(self, draft: dict[str, str]) -> None:
        """One file: begun, sent in chunks, ended; chosen again where the page was closed meanwhile."""
        chance = random.Random(draft["case"])
        content = pdf(draft["case"], size=self.size + chance.randrange(self.size))
        sha256 = hashlib.sha256(content).hexdigest()
        goes = self.back is None and chance.randrange(self.away) == 0
        leaves = chance.randrange(len(content)) if goes else 0
        had, ending, state = 0, "", dict[str, Any]()
        while not self.stopped:
            if not state:
                state = self._begin(draft, content=content, sha256=sha256)
                if not state:
                    continue
                if ending not in ("", state["upload"]):
                    # It was there, only its acknowledgement was lost: the same file again is the same.
                    had, ending = 0, ""
                    self.told.again += 1
                self._going_on(state, had=had)
            if leaves and had > leaves:
                upto = hashlib.sha256(content[:had]).hexdigest()
                with self._lock:
                    self.told.left[state["upload"]] = had, upto
                return
            if state["ended"] or state["offset"] >= len(content):
                ending = state["upload"]
                if self._finish(draft, upload=state["upload"], sha256=sha256):
                    return
                state = {} if chance.randrange(2) else state
                continue
            said = self._chunk(draft, state=state, content=content)
            if said is None:
                # Half of those whose line broke close the page and choose the same file again.
                state = {} if chance.randrange(2) else state
                continue
            if said["offset"] < had:
                self._wrong(f"{said['upload']}: had {had}, is told {said['offset']}")
            had, state = said["offset"], said

    def _going_on(self, state: dict[str, Any], *, had: int) -> None:
        """What was begun is gone on with: at the last chunk that was acknowledged, or one further."""
        if self.back is not None:
            had, _ = self.back.left.get(state["upload"], (-1, ""))
            if state["offset"] != had:
                self._wrong(f"{state['upload']}: left at {had}, goes on at {state['offset']}")
        if state["offset"] < had and not state["ended"]:
            self._wrong(f"{state['upload']}: had {had}, goes on at {state['offset']}")
        with self._lock:
            self.told.continued += state["offset"] > 0

    def _begin(self, draft: dict[str, str], *, content: bytes, sha256: str) -> dict[str, Any]:
        named = {"name": "证件.pdf", "size": len(content), "sha256": sha256}
        return self._json(draft, "POST", _of(draft, "uploads/"), body=urlencode(named)) or {}

    def _chunk(
        self, draft: dict[str, str], *, state: dict[str, Any], content: bytes
    ) -> dict[str, Any] | None:
        at = state["offset"]
        part = content[at : at + state["chunk"]]
        said = self._json(draft, "PATCH", f"{state['url']}?offset={at}", body=part, also=409)
        if said is not None:
            with self._lock:
                self.told.chunks += 1
        return said

    def _finish(self, draft: dict[str, str], *, upload: str, sha256: str) -> bool:
        body = urlencode({"upload": upload})
        said = self._json(draft, "POST", _of(draft, "uploads/finish/"), body=body)
        if said is None:
            return False
        with self._lock:
            self.told.uploaded[draft["case"]] = sha256
        return True

    def _json(
        self, draft: dict[str, str], method: str, path: str, *, body: str | bytes, also: int = 200
    ) -> dict[str, Any] | None:
        """What the site says; None where it was to be asked again."""
        kind = "application/octet-stream" if method == "PATCH" else FORM
        try:
            headers = {"Content-Type": kind}
            status, _, page = ask(
                self.port, draft, method=method, path=path, body=body, headers=headers
            )
        except (OSError, http.client.HTTPException):
            status, page = 599, ""
        if status in (200, also):
            said: dict[str, Any] = json.loads(page)
            return said
        if status < 500:
            self.stopped = True
            self._wrong(f"odd answer: {method} {path} {status} {said_by(page)}")
        with self._lock:
            self.told.failures += 1
        time.sleep(0.2)
        return None

    def _wrong(self, words: str) -> None:
        with self._lock:
            self.told.wrong.append(words)


FORM = "application/x-www-form-urlencoded"


def _of(draft: dict[str, str], what: str) -> str:
    return f"/cases/{draft['case']}/materials/{MATERIAL}/{what}"


class Visitors:
    """One in Chinese and one in English, who try everything while nothing can be stored."""

    def __init__(self, port: int, *, drafts: list[dict[str, str]]) -> None:
        self.port, self.drafts = port, drafts
        self._coming = list(drafts)
        #: (language, what was tried) → status and words of the page.
        self.told: dict[tuple[str, str], tuple[int, str]] = {}
        self.wrong: list[str] = []

    def go_round(self) -> None:
        """Two more try to save a file by a form and in chunks, and to send an application."""
        for lang in WORDS:
            draft = self._coming.pop()
            body, kind = multipart(draft, content=pdf(draft["case"], size=3 << 20))
            key = urlencode({"key": draft["key"], "csrfmiddlewaretoken": draft["csrf"]})
            begun = urlencode({"name": "证件.pdf", "size": 4 << 20, "sha256": ""})
            self._try(draft, lang, "file", path=_of(draft, ""), body=body, kind=kind)
            self._try(draft, lang, "upload", path=_of(draft, "uploads/"), body=begun, kind=FORM)
            self._try(
                draft, lang, "submit", path=f"/cases/{draft['case']}/submit/", body=key, kind=FORM
            )

    def _try(
        self, draft: dict[str, str], lang: str, what: str, *, path: str, body: str | bytes,
        kind: str,
    ) -> None:  # fmt: skip
        try:
            headers = {"Content-Type": kind}
            status, _, page = ask(
                self.port, draft, method="POST", path=path, body=body, headers=headers, lang=lang
            )
        except (OSError, http.client.HTTPException) as error:
            self.wrong.append(f"{lang} {what}: no answer, {error!r}")
            return
        if status < 500:
            return
        words = said_by(page)
        self.told[lang, what] = status, words
        html = "zh-CN" if lang == "zh-hans" else "en"
        if f'<html lang="{html}"' not in page or WORDS[lang] not in words:
            self.wrong.append(f"{lang} {what}: {status} {page[:100]} {words}")


#: What the page says while nothing can be stored.
WORDS = {"zh-hans": "暂时存不了", "en": "nothing can be stored"}
