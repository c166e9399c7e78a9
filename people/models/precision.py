"""Dates that are known to the day, the month or only the year."""

import datetime as dt

from django.db import models
from django.utils.formats import date_format


class Precision(models.TextChoices):
    """How exactly a date is known; the stored date is the first (or, for an end, the last) day of the span."""

    DAY = "day", "day"
    MONTH = "month", "month"
    YEAR = "year", "year"

    def written(self, date: dt.date) -> str:
        """Return the date as a reader should see it: "15 September 2021", "September 2021" or "2021"."""
        patterns = {Precision.DAY: "j F Y", Precision.MONTH: "F Y", Precision.YEAR: "Y"}
        return date_format(date, patterns[self])
