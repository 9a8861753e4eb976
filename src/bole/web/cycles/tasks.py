"""Telling people that a deadline was extended, beside the request: they may be thousands."""

from __future__ import annotations

from django_tasks import task

from bole.policy import library
from bole.policy.intake import SHANGHAI
from bole.text import Text
from bole.web.common import queue
from bole.web.cycles.affected import Change, told
from bole.web.cycles.models import Extension
from bole.web.notices.services import tell
from bole.web.programmes.rounds import say_end

_TITLE = Text("{what}：延到 {until}", "{what}: extended to {until}")
_FOR_DRAFTS = Text(
    "只给 {before} 之前开始填的草稿延长，你的在内。",
    "This is for drafts begun before {before}; yours is one of them.",
)


def tell_soon(extension: int) -> None:
    """Tells those concerned once the transaction is through."""
    queue.soon(tell_extension, extension)


@task()
def tell_extension(extension: int) -> int:
    """How many people were told; whoever was told already is not told twice."""
    row = Extension.objects.filter(pk=extension, ended_at=None).first()
    if row is None:
        return 0
    change = Change(row.pack, "extension", row.what, row.programme, row.drafts_before)
    people = told(change)
    for user in people.values():
        tell(
            user, kind="extension", title=_title(row), body=_body(row), url="/cases/",
            about=f"pack:{row.pack}", once=f"extension:{row.pk}",
        )  # fmt: skip
    return len(people)


def _title(row: Extension) -> Text:
    pack = next((p for p in library.readable() if p.id == row.pack), None)
    names = [g.title for g in pack.programmes if g.id == row.programme] if pack else []
    what = names[0] if names else Text(row.pack)
    return _TITLE.format(what=what, until=say_end(row.until.astimezone(SHANGHAI)))


def _body(row: Extension) -> Text:
    why = Text(row.reason, row.reason)
    if row.drafts_before is None:
        return why
    more = _FOR_DRAFTS.format(before=f"{row.drafts_before.astimezone(SHANGHAI):%Y-%m-%d %H:%M}")
    return Text(f"{why.zh}\n{more.zh}", f"{why.en}\n{more.en}")
