"""Numbered Chinese official text → a clause tree with addresses.

A clause's address is its printed numbering joined by `/`: `四/（三）/1`, `附件/（一）/2/（3）`,
`第六条/（三）` (articles count through chapters), `附件2/字段/姓名`. Parts without a number are
`文头`, `引言`, `注`, `末段` and `段N`.

>>> from bole.clauses import find, read_clauses
>>> root = read_clauses("示例办法\\n一、条件\\n（一）年龄\\n1.不满50周岁；\\n2.在岗。\\n")
>>> root.title
'示例办法'
>>> find(root, "一/（一）/2").text
'在岗。'
"""

from bole.clauses.model import Clause, find, line_hash, normal_address, to_json
from bole.clauses.source import MAX_BYTES, decode, read_text
from bole.clauses.tree import read_clauses

__all__ = [
    "MAX_BYTES",
    "Clause",
    "decode",
    "find",
    "line_hash",
    "normal_address",
    "read_clauses",
    "read_text",
    "to_json",
]
