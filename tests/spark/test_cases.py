"""The cases of all packs come out on Spark as derived by hand."""

from __future__ import annotations

import os

import pytest

from bole.judge.verdict import ranks_of
from bole.policy import library
from bole.screen.backends.spark import DIALECT
from tests.spark.cases import Group, differences, groups
from tests.spark.loading import levels, load_people

#: Groups of a pack that are run: a group is a query, and Spark takes seconds to plan one. 0: all.
MOST = int(os.environ.get("BOLE_SPARK_GROUPS", "0")) or None


@pytest.mark.parametrize("name", library.pack_folders())
def test_cases_come_out_as_derived_by_hand(spark, name):
    pack = library.find_pack(name)
    for group in list(groups(pack))[:MOST]:
        assert not differences(group, answers(spark, group))


def answers(spark, group: Group) -> list[dict[str, int]]:
    query = group.query(DIALECT)
    load_people(spark, query, group.facts, ranks=ranks_of(group.pack), more=group.columns())
    return levels(spark, query)
