"""Where the form asks for what: its pages, by fact and by family of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bole.facts.definitions import FactDef, FamilyDef
from bole.text import Text

#: The pages, in the order in which people fill them.
TITLES: Final = {
    "identity": Text("基本信息", "About you"),
    "work": Text("工作与申报情况", "Your work and this application"),
    "education": Text("学历、职称与资格", "Education, titles and certificates"),
    "career": Text("任职经历", "Posts"),
    "employer": Text("所在单位", "Employer"),
    "team": Text("团队", "Team"),
    "output": Text("项目与成果", "Projects and output"),
    "recognition": Text("奖项、荣誉与入选", "Awards, honours and plans"),
    "money": Text("收入与纳税", "Income and tax"),
    "conduct": Text("失信违纪违法情况", "Misconduct"),
    "more": Text("其他情况", "Other facts"),
}
#: What tells who it is.
IDENTITY: Final = (
    "name", "sex", "birth_date", "citizenship", "country", "ethnicity", "political_affiliation",
    "native_place", "identity_document", "identity_code",
)  # fmt: skip
#: Asked of everyone: the person and the employer must be known from others.
ALWAYS: Final = (
    "name", "identity_document", "identity_code", "employer.name", "employer.code",
)  # fmt: skip
#: Of these, what has to be told: the employer is also known from the choice of it.
REQUIRED: Final = ("name", "identity_code")
_MONEY: Final = ("income_last_year", "income_tax_last_year")
_FAMILIES: Final = {
    "education": ("education", "titles", "certificates", "skill_grades", "memberships"),
    "career": ("posts",),
    "recognition": ("awards", "honours", "talent_plans", "past_recognitions", "competitions"),
    "money": ("income", "tax_paid"),
    "output": (
        "projects", "papers", "books", "patents", "standards", "reports", "outcomes", "platforms",
        "introductions", "consulting", "events",
    ),
}  # fmt: skip
#: The fields by which people know a record again.
_NAMING: Final = ("name", "title", "employer_name", "institution", "organisation", "client")


def basic(subject: str) -> tuple[str, ...]:
    """What is asked whatever the criteria read."""
    return (*ALWAYS, "team.name") if subject == "team" else ALWAYS


def of_fact(definition: FactDef) -> str:
    """The page of a fact."""
    if definition.of != "person":
        return definition.of
    if definition.id in IDENTITY:
        return "identity"
    return "money" if definition.id in _MONEY else "work"


def of_family(family: FamilyDef) -> str:
    """The page of a family."""
    if family.of != "person":
        return family.of
    if family.closes_by == "register":
        return "conduct"
    return next((page for page, names in _FAMILIES.items() if family.id in names), "more")


def naming(family: FamilyDef) -> Iterator[str]:
    """The fields by which people know a record again."""
    return (n for n, d in family.fields.items() if n in _NAMING and d.kind == "text")


def telling(family: FamilyDef) -> Iterator[str]:
    """What a box takes that asks for the whole family: its first field, texts and dates."""
    for number, (name, definition) in enumerate(family.fields.items()):
        if number == 0 or definition.kind in ("text", "date"):
            yield name
