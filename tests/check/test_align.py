"""A pack's clauses against the official text."""

from bole.check.align import align
from bole.clauses import read_clauses
from bole.policy.pack import ClauseRef
from bole.text import Text

SOURCE = read_clauses("示例办法\n一、条件\n（一）在岗；\n（二）硕士。\n二、程序\n向人才办申报。\n")


def known(*leave_out: str, **changed: str) -> dict[str, ClauseRef]:
    """The clauses a pack made from the text would list."""
    listed = {c.address: c.hash for c in SOURCE.walk() if c.address and c.words}
    return {
        a: ClauseRef(a, Text(a), "condition", changed.get(a, h))
        for a, h in listed.items()
        if a not in leave_out
    }


def test_a_pack_made_from_the_text_agrees_with_it() -> None:
    assert align(known(), source=SOURCE) == ()


def test_a_clause_the_pack_lacks_is_found() -> None:
    (found,) = align(known("一/（二）"), source=SOURCE)
    assert (found.address, found.what) == ("一/（二）", "missing")


def test_other_words_are_found() -> None:
    (found,) = align(known(**{"一/（一）": "0" * 16}), source=SOURCE)
    assert (found.address, found.what) == ("一/（一）", "changed")
    (found,) = align(known(**{"一/（一）": ""}), source=SOURCE)
    assert found.what == "no_hash"


def test_a_clause_that_moved_is_named_on_both_sides() -> None:
    ours = known("一/（二）")
    words = next(c.hash for c in SOURCE.walk() if c.address == "一/（二）")
    ours["三"] = ClauseRef("三", Text("硕士"), "condition", words)
    missing, extra = align(ours, source=SOURCE)
    assert (missing.what, missing.also) == ("missing", ("三",))
    assert (extra.what, extra.also) == ("extra", ("一/（二）",))
    assert "三" in missing.text.zh
    assert "stand at 三" in missing.text.say("en")
