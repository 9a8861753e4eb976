"""Files are read safely, with places, and from the cache the second time."""

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bole.problems import Problems, Where
from bole.yamlfile import parse_yaml, read_yaml, read_yaml_cached


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "bole" / "yaml"


def codes(source: str, *, file: str = "a.yaml") -> list[str]:
    with pytest.raises(Problems) as caught:
        parse_yaml(source, file=file)
    return [p.code for p in caught.value.problems]


def test_words_stay_words() -> None:
    data = parse_yaml(
        "a: yes\nb: 2019-03\nc: 007\nd: 1_000\ne: ~\nf: true\ng: 12\nh: 1.5\ni: ''", file="x"
    ).data
    assert data == {
        "a": "yes", "b": "2019-03", "c": "007", "d": "1_000", "e": None, "f": True, "g": 12,
        "h": 1.5, "i": "",
    }  # fmt: skip


def test_keys_are_always_strings() -> None:
    assert parse_yaml("2024: x\ntrue: y", file="x").data == {"2024": "x", "true": "y"}


def test_exact_keeps_decimals_as_written() -> None:
    assert parse_yaml("a: 2019.10", file="x", exact=True).data == {"a": "2019.10"}
    assert parse_yaml('{"a": 2019.10}', file="x.json", exact=True).data == {"a": "2019.10"}


def test_every_part_has_its_place() -> None:
    document = parse_yaml("a: 1\nb:\n  - {c: 2, d: 3}\n", file="x.yaml")
    assert document.where(("b", 0, "d")) == Where("x.yaml", 3, 15)
    assert document.where(("b", 0, "d"), key=True) == Where("x.yaml", 3, 12)
    assert document.where(("b", 0, "gone")) == Where("x.yaml", 3, 5)
    assert document.where() == Where("x.yaml", 1, 1)
    assert parse_yaml("", file="x.yaml").where(("a",)) == Where("x.yaml")


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("a: &x 1\nb: *x", "anchor"),
        ("a: *x", "anchor"),
        ("a: !!python/object:os.system 1", "tag"),
        ("a: !mine {}", "tag"),
        ("a: 1\na: 2", "duplicate_key"),
        ("[" * 60, "too_deep"),
        ("[" * 5000, "too_deep"),
        ("a: .nan", "number"),
        ("a: -.inf", "number"),
        ("a: 1e999", "number"),
        ("? [a]\n: 1", "key"),
        ("a: 1\n---\nb: 2", "documents"),
        ("\x00", "syntax"),
        ("a: [1", "syntax"),
    ],
)
def test_what_a_file_may_not_hold_is_refused(source: str, code: str) -> None:
    assert code in codes(source)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ('{"a": 1, "a": 2}', "duplicate_key"),
        ('{"a": NaN}', "number"),
        ('{"a": 1e999}', "number"),
        ('{"a": ' + "9" * 5000 + "}", "number"),
        ("[" * 100_000, "too_deep"),
        ("[" * 60 + "]" * 60, "too_deep"),
        ("{", "syntax"),
    ],
)
def test_json_is_held_to_the_same(source: str, code: str) -> None:
    assert code in codes(source, file="a.json")


def test_json_has_places_and_every_character() -> None:
    document = parse_yaml('{"a":\n  [1, "𠮷"], "b": "\\ud842\\udfb7"}', file="a.json")
    assert document.data == {"a": [1, "𠮷"], "b": "𠮷"}


def test_a_billion_laughs_is_refused_at_once() -> None:
    source = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}]\n" for n in range(9)
    )
    assert codes(source) == ["anchor"]


def test_hints_name_the_usual_slips() -> None:
    with pytest.raises(Problems) as tab:
        parse_yaml("a:\n\tb: 1", file="x")
    assert "Tab" in str(tab.value)
    with pytest.raises(Problems) as colon:
        parse_yaml("a： 1\nb: 2", file="x")
    assert "半角" in str(colon.value)


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"a: " + b"x" * 10_000_000)
    with pytest.raises(Problems) as caught:
        read_yaml(file)
    assert [p.code for p in caught.value.problems] == ["too_big"]
    assert read_yaml(file, max_bytes=20_000_000).data["a"][:3] == "xxx"


def test_a_file_in_gbk_says_so(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes("a: 1\n姓名: 林一诺\n".encode("gbk"))
    with pytest.raises(Problems) as caught:
        read_yaml(file)
    assert caught.value.problems[0].code == "encoding"
    assert caught.value.problems[0].where == Where(str(file), 2)


def test_a_byte_order_mark_and_crlf_do_not_matter(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert read_yaml(file).data == {"a": 1, "b": 2}


def test_a_missing_file_and_a_folder_are_problems(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.yaml", tmp_path):
        with pytest.raises(Problems) as caught:
            read_yaml(path)
        assert [p.code for p in caught.value.problems] == ["file"]


def test_the_second_reading_comes_from_the_cache(tmp_path: Path, cache: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: [1, 二]", encoding="utf-8")
    first = read_yaml_cached(file)
    (entry,) = cache.iterdir()
    entry.write_text(json.dumps({"a": "cached"}), encoding="utf-8")
    assert first.data == {"a": [1, "二"]}
    assert read_yaml_cached(file).data == {"a": "cached"}
    assert read_yaml_cached(file).where(("a", 1)) == Where(str(file), 1, 8)
    file.write_text("a: [1, 三]", encoding="utf-8")
    assert read_yaml_cached(file).data == {"a": [1, "三"]}


def test_a_broken_cache_entry_is_read_again(tmp_path: Path, cache: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: 1", encoding="utf-8")
    read_yaml_cached(file)
    for entry in cache.iterdir():
        entry.write_text("{", encoding="utf-8")
    assert read_yaml_cached(file).data == {"a": 1}


def test_a_cache_that_cannot_be_written_is_no_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file, not a folder", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    file = tmp_path / "a.yaml"
    file.write_text("a: 1", encoding="utf-8")
    assert read_yaml_cached(file).data == {"a": 1}


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=20,
)


@settings(deadline=None, max_examples=150)
@given(PLAIN)
def test_json_text_means_the_same_to_both_readers(data: object) -> None:
    source = json.dumps(data, ensure_ascii=True)
    assert parse_yaml(source, file="a.json").data == data


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet=st.sampled_from(list("ab:-[]{}&*!|>'\"\n\t #?,%@`：0.1~<")), max_size=60))
def test_any_text_is_read_or_refused_in_words(source: str) -> None:
    with contextlib.suppress(Problems):
        parse_yaml(source, file="a.yaml")
