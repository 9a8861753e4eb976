"""The page between reading an import and saving it: everything is shown, the person chooses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest

from bole.facts.vocabulary import Vocabulary
from bole.problems import Problem, Problems, problem
from bole.text import Text
from bole.web.common import sealed
from bole.web.common.clock import now
from bole.web.profiles.importing import Offered, read_file
from bole.web.profiles.wording import label_of, say_raw

PURPOSE: Final = "import"
#: Longer ago than this, it is read again.
SECONDS: Final = 3600


@dataclass(frozen=True, slots=True)
class Line:
    """One key of an import in words."""

    key: str
    state: str
    label: Text
    stands: tuple[Text, ...]
    comes: tuple[Text, ...]


def read_posted(request: HttpRequest, *, vocabulary: Vocabulary) -> dict[str, Any]:
    """The content of the file (or the text) that was posted; raises Problems."""
    upload = request.FILES.get("file")
    text = request.POST.get("text", "")
    if upload is not None:
        data, name = upload.read(), str(upload.name or "")
    else:
        data, name = text.encode(), "profile.yaml"
    if not data.strip():
        zh, en = "选一个文件，或把内容贴进来", "Choose a file, or paste what it holds"
        raise Problems([problem("import.empty", zh, en)])
    return read_file(data, vocabulary=vocabulary, name=name[:80])


def lines(listed: list[Offered], *, vocabulary: Vocabulary) -> list[Line]:
    """The import in words."""
    return [
        Line(
            o.key,
            o.state,
            label_of(o.key, vocabulary=vocabulary),
            say_raw(o.key, o.stands, vocabulary=vocabulary),
            say_raw(o.key, o.comes, vocabulary=vocabulary),
        )
        for o in listed
    ]


def seal(listed: list[Offered], *, base: Mapping[str, int], about: str) -> str:
    """The import, to be carried by the page; `about` is whose it is."""
    data = {"v": {o.key: o.comes for o in listed}, "b": dict(base), "a": about}
    return sealed.seal(data, purpose=PURPOSE, now=now().timestamp())


def chosen(
    request: HttpRequest, *, about: str, allowed: Callable[[str], bool]
) -> tuple[dict[str, Any], dict[str, int]]:
    """The values that were ticked, and the versions that the page showed; raises Problems."""
    try:
        data = sealed.unseal(
            request.POST.get("sealed", ""),
            purpose=PURPOSE,
            now=now().timestamp(),
            seconds=SECONDS,
        )
        if data["a"] != about:
            raise sealed.BadToken
    except (sealed.BadToken, KeyError, TypeError):
        raise Problems([_stale()]) from None
    ticked = set(request.POST.getlist("take"))
    ticked |= {k.replace("family:", "closed:", 1) for k in ticked if k.startswith("family:")}
    values = {k: v for k, v in data["v"].items() if k in ticked and allowed(k)}
    return values, {k: int(v) for k, v in data["b"].items()}


def _stale() -> Problem:
    zh, en = "放得太久了，请再导入一次", "This has been left too long; import it again"
    return problem("import.stale", zh, en)
