"""The examples of docs/stewardship.md work as they stand."""

from __future__ import annotations

import re
from pathlib import Path

from bole.check.stewardship_walk import run_stewardship_walks
from bole.criteria.spec import Words
from bole.policy import library
from bole.policy.part import Part
from bole.policy.stewardship import read_stewardship
from bole.problems import Problem
from bole.yamlfile import read_yaml

PAGE = Path(__file__).parents[2] / "docs" / "stewardship.md"
ACTORS = "".join(
    f"  - {{id: {id}, label: {{zh: 甲, en: A}}}}\n" for id in ("talent", "unit", "ip_office")
)


def test_the_ticket_reads_and_the_walk_goes_as_it_says(tmp_path):
    ticket, walk = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    (tmp_path / "ticket.yaml").write_text(f"actors:\n{ACTORS}{ticket}", encoding="utf-8")
    (tmp_path / "walk.yaml").write_text(walk, encoding="utf-8")
    doc, problems = read_yaml(tmp_path / "ticket.yaml"), list[Problem]()
    words = Words(library.shared_vocabulary(), {"reply_days": "number"}, problems=problems)
    read = read_stewardship(Part(doc, (), doc.data, problems), words=words)
    assert (problems, [t.id for t in read.tickets]) == ([], ["ip_consultation"])
    pack = library.find_pack("beijing/talent-opinions/2007")
    (played,) = run_stewardship_walks(tmp_path / "walk.yaml", pack=pack)
    assert played.wrong == ()
