"""What readers may follow in a feed reader."""

import datetime as dt

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from articles.markup import clean_line, curl
from articles.models import Edition, EditionKind
from articles.models.corrections import corrections as corrections_until
from people.public import public_page

NEWEST = 30


class _Corrections(Feed):
    """Corrections and clarifications of live stories, newest first; every address with the site's name."""

    feed_type = Atom1Feed
    language = settings.LANGUAGE_CODE
    author_name = settings.PAPER_NAME
    subtitle = "What we got wrong, and what is right."

    def title(self) -> str:
        return f"{settings.PAPER_NAME}: Corrections"

    def link(self) -> str:
        return f"{settings.SITE_URL}{reverse('articles:corrections')}"

    def feed_url(self) -> str:
        return f"{settings.SITE_URL}{reverse('articles:corrections_feed')}"

    def items(self) -> QuerySet[Edition]:
        return corrections_until(timezone.now())[:NEWEST]

    def item_title(self, item: Edition) -> str:
        return f"{EditionKind(item.kind).label}: {_line(item.headline)}"

    def item_description(self, item: Edition) -> str:
        # Feed readers take it for HTML.
        return escape(_line(item.note))

    def item_link(self, item: Edition) -> str:
        return f"{item.url}#corrections"

    def item_guid(self, item: Edition) -> str:
        """The edition's own address: a story may be corrected twice."""
        return f"{settings.SITE_URL}{reverse('articles:change', args=[item.published_on, item.slug, item.number])}"

    def item_pubdate(self, item: Edition) -> dt.datetime:
        return item.live_from

    def item_updateddate(self, item: Edition) -> dt.datetime:
        return item.live_from


@public_page
def corrections(request: HttpRequest) -> HttpResponse:
    """The corrections as Atom."""
    response = _Corrections()(request)
    # The newest date goes back when a story is withdrawn, and a reader that asks by date would keep what is gone.
    del response["Last-Modified"]
    return response


def _line(text: str) -> str:
    """Return text as it is read on the site; one character that XML cannot hold would break the whole feed."""
    return curl(clean_line(text))
