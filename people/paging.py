"""Pages of a list by real addresses (`?page=3`), found by key and never counted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

PAGE_SIZE = 20
# Further back the archive by date leads there better, and a robot cannot make the database walk for ever.
LAST_PAGE = 9_999
NUMBER = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: its items, its number, and the addresses of the newer and the older page or ""."""

    items: Sequence[Any]
    number: int
    newer: str = ""
    older: str = ""
    size: int = field(default=PAGE_SIZE)


def page(
    request: HttpRequest,
    rows: QuerySet[Any],
    *,
    key: tuple[str, str],
    size: int = PAGE_SIZE,
    parameter: str = "page",
) -> Page:
    """Return the page of `rows` that the request asks for; page 1 when it asks for none.

    `key` names the two columns the list is ordered by, both descending, the second unique: the rows of a far page
    are fetched after the key of the last row before it, which an index gives without reading the rows between.
    `parameter` is the one of the address that asks, for a second list on one page.
    Two queries at most, whatever the number of rows.

    Raises Http404 for a page that is no plain number from 1 to 9999 or holds nothing; page 1 may be empty.
    """
    asked = request.GET.get(parameter, "1")
    if not NUMBER.fullmatch(asked):
        raise Http404("No such page.")
    number = int(asked)
    ordered = rows.order_by(*(f"-{column}" for column in key))
    if number > 1:
        ordered = _after(ordered, key, (number - 1) * size)
    found = list(ordered[: size + 1])
    if not found and number > 1:
        raise Http404("No such page.")
    return Page(
        items=found[:size],
        number=number,
        newer=_address(request, parameter, number - 1) if number > 1 else "",
        older=_address(request, parameter, number + 1) if len(found) > size and number < LAST_PAGE else "",
        size=size,
    )


def _after(ordered: QuerySet[Any], key: tuple[str, str], passed: int) -> QuerySet[Any]:
    last = ordered.values_list(*key)[passed - 1 : passed].first()
    if last is None:
        raise Http404("No such page.")
    (first, second), (value, unique) = key, last
    # The plain comparison lets the database start in its index; the second settles rows of one moment.
    return ordered.filter(**{f"{first}__lte": value}).filter(
        Q(**{f"{first}__lt": value}) | Q(**{f"{second}__lt": unique})
    )


def _address(request: HttpRequest, parameter: str, number: int) -> str:
    return f"{request.path}?{parameter}={number}" if number > 1 else request.path
