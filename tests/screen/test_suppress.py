"""Small groups cannot be read off nor worked out from what is shown."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bole.screen.suppress import LEAST, shown_total, suppressed

tables = st.integers(1, 6).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 40), min_size=width, max_size=width), min_size=1, max_size=8
    )
)


@settings(deadline=None)
@given(tables, st.data())
def test_what_is_hidden_adds_up_to_ten_and_is_never_one_cell(rows, data):
    sizes = [max(row) + data.draw(st.integers(0, 30)) for row in rows]
    shown = suppressed(rows, sizes=sizes)
    for row, cells, size in zip(rows, shown, sizes, strict=True):
        for n, cell in zip(row, cells, strict=True):
            assert cell is None or (cell == n and (n == 0 or n >= LEAST))
            assert cell is None or size >= LEAST
    for column in range(len(rows[0])):
        total = sum(row[column] for row in rows)
        gone = [
            row[column] for row, cells in zip(rows, shown, strict=True) if cells[column] is None
        ]
        if gone and shown_total(total) is not None and total:
            assert len(gone) == len(rows) or (len(gone) > 1 and sum(gone) >= LEAST)


def test_a_single_hidden_cell_takes_the_next_smallest_with_it():
    shown = suppressed([[30], [4], [12]], sizes=[90, 80, 70])
    assert shown == [[30], [None], [None]]
