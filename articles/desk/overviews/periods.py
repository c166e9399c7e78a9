"""A week or a month of the calendar, as an address names it."""

import datetime as dt
import re
from dataclasses import dataclass
from urllib.parse import urlencode

YEARS = range(2000, 2100)
WEEK = re.compile(r"(\d{4})-W(\d{1,2})", re.ASCII)
MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days in whole weeks from a Monday on; `inside` are those that belong to it, `before` and `after` its neighbours.

    `kind` and `value` are what an address asks by: week=2022-W06, month=2022-02.
    """

    kind: str
    value: str
    title: str
    weeks: list[list[dt.date]]
    inside: tuple[dt.date, dt.date]
    before: str
    after: str

    @property
    def first(self) -> dt.date:
        return self.weeks[0][0]

    @property
    def days(self) -> int:
        return 7 * len(self.weeks)


def week_of(day: dt.date) -> Period:
    """Return the week of a day, from Monday to Sunday."""
    monday = day - DAY * day.weekday()
    sunday = monday + 6 * DAY
    start = f"{monday.day} {monday:%b}" if monday.month != sunday.month else f"{monday.day}"
    title = f"Week {monday.isocalendar().week}: {start}–{sunday.day} {sunday:%b %Y}"
    before, after = (_week(monday + number * DAY) for number in (-7, 7))
    return Period("week", _week(monday), title, _weeks(monday, 1), (monday, sunday), before, after)


def month_of(day: dt.date) -> Period:
    """Return the month of a day, with the days of the weeks in which it begins and ends."""
    first = day.replace(day=1)
    following = (first + 31 * DAY).replace(day=1)
    monday = first - DAY * first.weekday()
    weeks = _weeks(monday, ((following - monday).days + 6) // 7)
    before, after = f"{first - DAY:%Y-%m}", f"{following:%Y-%m}"
    return Period("month", f"{first:%Y-%m}", f"{first:%B %Y}", weeks, (first, following - DAY), before, after)


def read_period(week: str, month: str, today: dt.date) -> Period:
    """Return the month or week that an address names; without a name, or with one that is none, the week of today."""
    if (found := MONTH.fullmatch(month)) and int(found[1]) in YEARS and 1 <= int(found[2]) <= 12:
        return month_of(dt.date(int(found[1]), int(found[2]), 1))
    if (found := WEEK.fullmatch(week)) and int(found[1]) in YEARS:
        try:
            return week_of(dt.date.fromisocalendar(int(found[1]), int(found[2]), 1))
        except ValueError:
            return week_of(today)
    return week_of(today)


def address(kind: str, value: str, section: str = "") -> str:
    """Return the query of a calendar, of one section or of all."""
    return urlencode({kind: value} | ({"section": section} if section else {}))


def _week(day: dt.date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def _weeks(monday: dt.date, number: int) -> list[list[dt.date]]:
    return [[monday + DAY * (7 * week + day) for day in range(7)] for week in range(number)]
