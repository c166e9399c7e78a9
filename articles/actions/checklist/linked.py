"""Links to stories of ours that readers cannot follow: in the text and among the related stories."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from articles import body
from articles.actions.checklist.reading import Problem, Reading, excerpt
from articles.models import Address, Edition, LinkState

STORY = re.compile(r"/(\d{4})/(\d{2})/(\d{2})/([-\w]+)(?:/.*)?")
UNFOLLOWED = frozenset({LinkState.VETOED, LinkState.BROKEN})


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link in the text that leads to the address of a story of ours."""

    text: str
    day: dt.date
    slug: str


def dead_links(reading: Reading) -> Iterator[Problem]:
    """Find links in the text and among the related stories to what is withdrawn or not there at that moment."""
    yield from _in_text(reading)
    yield from _related(reading)


def _in_text(reading: Reading) -> Iterator[Problem]:
    anchors = _anchors(reading.article.body)
    if not anchors:
        return
    here = Address.objects.filter(
        published_on__in={anchor.day for anchor in anchors}, slug__in={anchor.slug for anchor in anchors}
    )
    known = {(found.published_on, found.slug): found for found in _judged(here, "article", reading.live_from)}
    for anchor in anchors:
        address = known.get((anchor.day, anchor.slug))
        if address is None:
            why = "leads to an address of ours where there is no story. Mend the link or take it out."
        elif address.article_id == reading.article.pk or address.is_live:
            continue
        elif address.is_withdrawn:
            why = "links to a story that is withdrawn. Take the link out."
        else:
            why = "links to a story that readers cannot see then. Publish that one first, or take the link out."
        yield Problem("body", f"“{anchor.text}” {why}", anchor.text)


def _anchors(html: str) -> list[Anchor]:
    """Return the links of a text to stories of ours."""
    found = []
    for element in body.parse(html).iter("a"):
        parts = urlsplit(element.get("href", ""))
        match = STORY.fullmatch(parts.path)
        is_ours = parts.netloc.lower() in {"", urlsplit(settings.SITE_URL).netloc.lower()}
        day = _day(*match.groups()[:3]) if match and is_ours else None
        if match and day:
            found.append(Anchor(excerpt(body.text_of(element)), day, match[4]))
    return found


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _related(reading: Reading) -> Iterator[Problem]:
    """Find related stories that are withdrawn or that nobody has scheduled.

    One that is scheduled for later shows nothing until then and appears by itself, as every reference does.
    """
    links = reading.article.related_links.all()
    if not any(link.target_id and link.state not in UNFOLLOWED for link in links):
        return
    followed = reading.article.related_links.exclude(target=None).exclude(state__in=UNFOLLOWED)
    for link in _judged(followed.select_related("target"), "target", reading.live_from):
        title = link.hint or str(link.target)
        if link.is_withdrawn:
            yield Problem("links", f"The related story “{title}” is withdrawn. Remove it.", title)
        elif not link.is_coming:
            yield Problem(
                "links", f"The related story “{title}” is not published. Publish it first, or remove it.", title
            )


def _judged(rows: QuerySet[Any], story: str, at: dt.datetime) -> Iterable[Any]:
    """Return the rows with what readers get then of the story that the column names."""
    of_story = {"article": OuterRef(story)}
    return rows.annotate(
        is_live=Exists(Edition.objects.live(at).filter(**of_story)),
        is_withdrawn=Exists(Edition.objects.notices(at).filter(**of_story)),
        is_coming=Exists(Edition.objects.live_or_coming(at).filter(**of_story)),
    )
