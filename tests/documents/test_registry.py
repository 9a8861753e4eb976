"""Kinds of documents: one folder each, found by walking, asked for by name."""

from __future__ import annotations

import dataclasses

import pytest

from bole.documents.registry import document_kinds, file_name, render_document
from bole.policy.pack import TEMPLATES
from bole.problems import Problems
from tests.documents.samples import SAMPLES, integrity, receipt, undertaking


def test_every_folder_that_takes_plain_data_is_a_kind() -> None:
    assert set(document_kinds()) == {*SAMPLES, "pack_of_files"}


def test_packs_can_only_name_kinds_that_are_there() -> None:
    assert set(TEMPLATES) <= set(document_kinds())


def test_data_are_frozen_and_plain() -> None:
    for kind in document_kinds().values():
        assert dataclasses.is_dataclass(kind.data)
        assert kind.data.__dataclass_params__.frozen
        assert hasattr(kind.data, "__slots__")


def test_titles_are_in_both_languages() -> None:
    assert all(kind.title.zh and kind.title.en for kind in document_kinds().values())


def test_unknown_kind_is_told_with_the_nearest_known() -> None:
    with pytest.raises(Problems) as raised:
        render_document("receit", receipt())
    (problem,) = raised.value.problems
    assert problem.code == "document.kind"
    assert problem.hint is not None
    assert "receipt" in problem.hint.zh


def test_receipt_is_nothing_to_write_in() -> None:
    with pytest.raises(Problems) as raised:
        render_document("receipt", receipt(), format="docx")
    assert raised.value.problems[0].code == "document.format"


def test_data_of_another_kind_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(TypeError, match="Integrity, not Undertaking"):
        render_document("integrity", undertaking())


def test_file_name_says_programme_whose_what_and_when() -> None:
    assert (
        file_name("integrity", integrity()) == "西融计划-2025-林䶮㛃𬭼-个人诚信声明-2025-06-22.pdf"
    )
    odd = integrity(name="a/b:c")
    assert "/" not in file_name("integrity", odd, format="docx")
