"""Applicants: each presses until the site says yes or no; some press twice, some from two devices."""

from __future__ import annotations

import html
import http.client
import io
import queue
import random
import re
import threading
import time
import uuid
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from urllib.parse import urlencode

from pypdf import PdfWriter
from pypdf.generic import StreamObject

#: What a page says where another try would get the same answer: no place left, or too late.
FINAL = ("已经用完", "已于")
UPLOADS = 8  # one applicant of so many has a file to upload first


@dataclass
class Told:
    """What applicants were told."""

    acknowledged: dict[str, dict[str, str]] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    #: case → (stamp of the proxy, accepted)
    stamps: dict[str, tuple[float, bool]] = field(default_factory=dict)
    #: Cases whose upload was accepted.
    uploaded: list[str] = field(default_factory=list)
    failures: int = 0
    twice: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


class Crowd(ABC):
    """Threads that take drafts from a queue, until it is empty or they are stopped."""

    def __init__(self, port: int, *, drafts: list[dict[str, str]], threads: int) -> None:
        self.port, self.stopped, self._lock = port, False, threading.Lock()
        self._drafts: queue.Queue[dict[str, str]] = queue.Queue()
        for draft in drafts:
            self._drafts.put(draft)
        self._threads = [threading.Thread(target=self._go, daemon=True) for _ in range(threads)]

    def start(self) -> None:
        """Begins."""
        for thread in self._threads:
            thread.start()

    @property
    def done(self) -> bool:
        """True once no thread has anything left to do."""
        return not any(thread.is_alive() for thread in self._threads)

    def _go(self) -> None:
        while not self.stopped:
            try:
                draft = self._drafts.get_nowait()
            except queue.Empty:
                return
            self._take(draft)

    @abstractmethod
    def _take(self, draft: dict[str, str]) -> None:
        """What is done with one draft."""


class Applicants(Crowd):
    """They submit, and some send a file before."""

    def __init__(
        self, port: int, *, drafts: list[dict[str, str]], threads: int = 12,
        uploads: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(port, drafts=drafts, threads=threads)
        self.told, self._uploads = Told(), uploads

    @property
    def answered(self) -> int:
        """How many have an answer."""
        return len(self.told.acknowledged) + len(self.told.refused)

    def _take(self, draft: dict[str, str]) -> None:
        """One applicant; one in seven presses twice, one in eleven has two devices."""
        n = uuid.UUID(draft["case"]).int
        if self._uploads and n % UPLOADS == 0:
            self._upload(draft)
        keys = [draft["key"]]
        if n % 7 == 0:
            keys.append(draft["key"])
        elif n % 11 == 0:
            keys.append(str(uuid.uuid5(uuid.NAMESPACE_URL, draft["key"])))
        presses = [threading.Thread(target=self._press, args=(draft, key)) for key in keys]
        for press in presses:
            press.start()
        for press in presses:
            press.join()

    def _press(self, draft: dict[str, str], key: str) -> None:
        case = draft["case"]
        while not self.stopped:
            began, stamp = time.perf_counter(), time.time()
            try:
                status, place, page = self._post(draft, key=key, stamp=stamp)
                if status == 302 and "/receipt/" in place:
                    receipt = self._receipt(draft)
                    self._note(case, receipt, stamp=stamp, seconds=time.perf_counter() - began)
                    return
                why = _errors(page) if status == 422 else ""
                if any(word in why for word in FINAL):
                    with self._lock:
                        self.told.refused[case] = why
                        self.told.stamps.setdefault(case, (stamp, False))
                    return
                if status < 500:
                    self.stopped = True
                    self.told.twice.append(f"odd answer: {status} {place} {why or said_by(page)}")
                    return
            except (OSError, http.client.HTTPException):
                pass
            with self._lock:
                self.told.failures += 1
            time.sleep(0.2)

    def _upload(self, draft: dict[str, str]) -> None:
        """A file of its own, sent again until it is accepted."""
        body, kind = multipart(draft, content=pdf(draft["case"]))
        headers = {"Content-Type": kind}
        while not self.stopped:
            try:
                status, place, page = self._ask(draft, "POST", "materials/8", body=body, **headers)
                if status == 302:
                    with self._lock:
                        self.told.uploaded.append(draft["case"])
                    return
                if status < 500:
                    self.stopped = True
                    self.told.twice.append(f"odd upload: {status} {place} {said_by(page)}")
            except (OSError, http.client.HTTPException):
                pass
            with self._lock:
                self.told.failures += 1
            time.sleep(0.2)

    def _note(self, case: str, said: dict[str, str], *, stamp: float, seconds: float) -> None:
        with self._lock:
            earlier = self.told.acknowledged.setdefault(case, said)
            self.told.stamps[case] = (stamp, True)
            self.told.seconds.append(seconds)
            if earlier != said:
                self.told.twice.append(f"{case}: {earlier} and {said}")

    def _post(self, draft: dict[str, str], *, key: str, stamp: float) -> tuple[int, str, str]:
        body = urlencode({"key": key, "csrfmiddlewaretoken": draft["csrf"]})
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask(draft, "POST", "submit", body=body, stamp=stamp, **headers)

    def _receipt(self, draft: dict[str, str]) -> dict[str, str]:
        """Number and hash as the receipt's page shows them; asked again until it does."""
        while True:
            try:
                status, _, page = self._ask(draft, "GET", "receipt")
            except (OSError, http.client.HTTPException):
                status, page = 599, ""
            if status == 200:
                number = re.search(r"[A-Z0-9-]+-\d{6}-[0-9A-Z]\b", page)
                sha256 = re.search(r"(?:[0-9a-f]{8}\s*){8}", re.sub(r"<[^>]+>", " ", page))
                assert number, page
                assert sha256, page
                return {"number": number[0], "sha256": re.sub(r"\s", "", sha256[0])}
            assert status >= 500, (status, page)
            time.sleep(0.2)

    def _ask(
        self, draft: dict[str, str], method: str, what: str, *, body: str | bytes | None = None,
        stamp: float | None = None, **headers: str,
    ) -> tuple[int, str, str]:  # fmt: skip
        if stamp is not None:
            headers["X-Request-Start"] = f"t={stamp:.6f}"
        path = f"/cases/{draft['case']}/{what}/"
        return ask(self.port, draft, method=method, path=path, body=body, headers=headers)


def ask(
    port: int, draft: dict[str, str], *, method: str, path: str, body: str | bytes | None = None,
    headers: dict[str, str] | None = None, lang: str = "zh-hans",
) -> tuple[int, str, str]:  # fmt: skip
    """Status, `Location` and page of one request of the applicant; raises OSError, HTTPException."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    cookies = f"sessionid={draft['session']}; csrftoken={draft['csrf']}; language={lang}"
    sent = {"Cookie": cookies, "Host": "127.0.0.1", "X-CSRFToken": draft["csrf"], **(headers or {})}
    try:
        connection.request(method, path, body=body, headers=sent)
        answer = connection.getresponse()
        page = answer.read().decode()
        return answer.status, answer.headers.get("Location") or "", page
    finally:
        connection.close()


def multipart(draft: dict[str, str], *, content: bytes, name: str = "id.pdf") -> tuple[bytes, str]:
    """Body and content type of a form with one file."""
    border = uuid.uuid4().hex
    field = f"--{border}\r\nContent-Disposition: form-data; name="
    head = f'{field}"csrfmiddlewaretoken"\r\n\r\n{draft["csrf"]}\r\n'
    head += f'{field}"files"; filename="{name}"\r\nContent-Type: application/pdf\r\n\r\n'
    body = head.encode() + content + f"\r\n--{border}--\r\n".encode()
    return body, f"multipart/form-data; boundary={border}"


def pdf(case: str, *, size: int = 0) -> bytes:
    """A page that no other applicant has, with at least so many bytes."""
    writer = PdfWriter()
    writer.add_blank_page(595 + uuid.UUID(case).int % 10**6 / 10**4, 842)
    if size:
        ballast = StreamObject()
        ballast.set_data(random.Random(case).randbytes(size))
        writer._add_object(ballast)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _errors(page: str) -> str:
    """What the page says is wrong."""
    found = re.search(r'id="errors".*?</[uo]l>', page, flags=re.DOTALL)
    return said_by(found[0]) if found else ""


def said_by(page: str) -> str:
    """The page's words, without its marks."""
    main = re.search(r"<main.*</main>", page, flags=re.DOTALL)
    words = re.sub(r"<[^>]+>", " ", main[0] if main else page)
    return re.sub(r"\s+", " ", html.unescape(words))[:600]
