"""Every message of the pages is in English too, and both catalogue files are current."""

import gettext
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "tools" / "messages.py"
    spec = importlib.util.spec_from_file_location("messages", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_catalogue_is_complete_and_current(tool: ModuleType) -> None:
    assert tool.main(["--check"]) == 0


def test_compiled_catalogue_is_read_by_gettext(tool: ModuleType) -> None:
    with tool.PO.with_suffix(".mo").open("rb") as file:
        read = gettext.GNUTranslations(file)
    assert read.gettext("下一题") == "Next"
    one, many = (read.ngettext("%(count)s 条", "%(count)s 条", n) for n in (1, 2))
    assert (one, many) == ("%(count)s criterion", "%(count)s criteria")


def test_messages_are_found_in_templates_and_code(tool: ModuleType) -> None:
    template = (
        '{% translate "一" %}{% blocktranslate count n=x trimmed %}{{ n }} 二{% plural %}三'
        "{% endblocktranslate %}"
    )
    assert tool.of_template(template) == [("一", False), ("%(n)s 二", True)]
    assert tool.of_code('_("四")\nngettext("五", "六", 1)') == [("四", False), ("五", True)]
