"""The addresses of stories and of the lists they stand in."""

import datetime as dt

from django.urls import path, register_converter

from articles import feeds
from articles.desk.previewing import links
from articles.views import archive, article, changes, lists, media


class YearConverter:
    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        year = int(value)
        if year < 1:
            raise ValueError
        return year

    def to_url(self, value: int) -> str:
        return f"{value:04}"


class MonthConverter:
    regex = "[0-9]{2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:02}"


class DayConverter:
    """A day as 2022/02/09; what is no day of the calendar is no address."""

    regex = "[0-9]{4}/[0-9]{2}/[0-9]{2}"

    def to_python(self, value: str) -> dt.date:
        return dt.date(*map(int, value.split("/")))

    def to_url(self, value: dt.date) -> str:
        return f"{value.year:04}/{value:%m/%d}"


register_converter(YearConverter, "yyyy")
register_converter(MonthConverter, "mm")
register_converter(DayConverter, "day")

app_name = "articles"
urlpatterns = [
    path("", lists.home, name="home"),
    path("archive/", archive.archive, name="archive"),
    path("topics/", lists.topics, name="topics"),
    path("topics/<slug:slug>/", lists.topic, name="topic"),
    path("corrections/", lists.corrections, name="corrections"),
    path("corrections/feed.xml", feeds.corrections, name="corrections_feed"),
    path("media/renditions/<uuid:identity>-<int:width>.webp", media.rendition, name="rendition"),
    path("<yyyy:year>/", archive.year, name="year"),
    path("<yyyy:year>/<mm:month>/", archive.month, name="month"),
    path("<day:day>/", archive.day, name="day"),
    path("<day:day>/<slug:slug>/", article.article, name="article"),
    path("<day:day>/<slug:slug>/history/", changes.history, name="history"),
    path("<day:day>/<slug:slug>/history/<int:number>/", changes.change, name="change"),
    *links.public_urlpatterns,
    path("<slug:slug>/", lists.section, name="section"),
]
