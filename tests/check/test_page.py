from pathlib import Path

from bole.check.page import page
from bole.check.rules import registry

FILE = Path(__file__).parents[2] / "docs" / "checks.md"


def test_the_page_in_docs_is_the_one_of_the_rules() -> None:
    # python -c "from bole.check.page import page; print(page(), end='')" > docs/checks.md
    assert FILE.read_text(encoding="utf-8") == page()


def test_every_code_is_on_the_page_in_either_language() -> None:
    for rule in registry():
        assert f"## {rule.code} {rule.title.zh}\n" in page(lang="zh")
        assert f"## {rule.code} {rule.title.en}\n" in page(lang="en")
