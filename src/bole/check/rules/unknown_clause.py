"""Citations of clauses that the document does not have."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.context import Context
from bole.policy.skeleton import TODO
from bole.problems import Problem, did_you_mean, problem
from bole.text import Text

CODE = "P008"
TITLE = Text("没有这一条", "Unknown clause")
DOC = Text(
    "条款地址不在 clauses.yaml 里：写错了，或者条款表漏了。没有 clauses.yaml 时不查。",
    "An address that clauses.yaml does not list: a slip, or a clause the list lacks. Not checked without clauses.yaml.",
)


def find(context: Context) -> Iterator[Problem]:
    """One problem for each place that cites an unknown address."""
    known = context.pack.clauses
    if not known:
        return
    for doc, path, address in context.places.cites():
        if address and address not in known and not address.startswith(TODO):
            yield problem(
                CODE,
                f"文件里没有“{address}”",
                f"The document has no {address!r}",
                where=doc.where(path),
                hint=did_you_mean(address, among=list(known)),
            )
