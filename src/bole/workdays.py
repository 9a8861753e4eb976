"""Working days of China with 调休, from dated tables; a year that is not known is an error."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bole.problems import Problems, problem
from bole.yamlfile import read_yaml_cached


@dataclass(frozen=True, slots=True)
class Workdays:
    """Public holidays that fall on weekdays, and weekends that are worked, per known year."""

    holidays: Mapping[int, frozenset[dt.date]]
    worked: Mapping[int, frozenset[dt.date]]

    def is_workday(self, day: dt.date) -> bool:
        """True on a working day; raises Problems where the year's table is not known."""
        if day.year not in self.holidays:
            zh = f"还没有 {day.year} 年的放假调休安排，算不出工作日"
            en = f"The holidays of {day.year} are not known, working days cannot be counted"
            raise Problems([problem("workdays", zh, en)])
        if day.weekday() < 5:
            return day not in self.holidays[day.year]
        return day in self.worked[day.year]

    def add(self, day: dt.date, *, days: int, count_first: bool = False) -> dt.date:
        """The `days`-th working day after `day`; with `count_first` that day counts too."""
        current = day - dt.timedelta(days=1) if count_first else day
        while days > 0:
            current += dt.timedelta(days=1)
            days -= self.is_workday(current)
        return current


def read_workdays(folder: Path) -> Workdays:
    """The tables `<year>.yaml` of a folder: `holidays` and `worked`, lists of days."""
    holidays: dict[int, frozenset[dt.date]] = {}
    worked: dict[int, frozenset[dt.date]] = {}
    for path in sorted(folder.glob("*.yaml")):
        data, year = read_yaml_cached(path).data, int(path.stem)
        holidays[year] = frozenset(dt.date.fromisoformat(d) for d in data["holidays"])
        worked[year] = frozenset(dt.date.fromisoformat(d) for d in data["worked"])
    return Workdays(holidays, worked)
