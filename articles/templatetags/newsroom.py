"""What templates say about stories: times, quotes, pictures, monograms."""

import datetime as dt
import json
import uuid
import zlib

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from articles.markup import curl as curl_quotes
from articles.models import Edition
from articles.renditions import WIDTHS
from people.models import Entity

register = template.Library()
# As many colours as the style sheet has for monograms.
HUES = 6
FALLBACK_WIDTH = WIDTHS[1]
# What could end the element or begin a comment in it, as JSON may write it instead.
UNREAL = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


@register.filter
def curl(text: str) -> str:
    """Return the text with typographic quotes; what is stored keeps what was filed."""
    return curl_quotes(str(text))


@register.filter
def iso(moment: dt.datetime | dt.date) -> str:
    """Return the value of a `datetime` attribute, with the newsroom's zone."""
    return localtime(moment).isoformat(timespec="minutes") if isinstance(moment, dt.datetime) else moment.isoformat()


@register.filter
def when(moment: dt.datetime) -> str:
    """Return "9 Feb 2022, 20:14 GMT" in the newsroom's zone."""
    return date_format(localtime(moment), "j M Y, H:i T")


@register.filter
def day(moment: dt.datetime | dt.date) -> str:
    """Return "9 February 2022"."""
    return date_format(_date(moment), "j F Y")


@register.filter
def short_day(moment: dt.datetime | dt.date) -> str:
    """Return "9 Feb 2022"."""
    return date_format(_date(moment), "j M Y")


@register.filter
def month(moment: dt.datetime | dt.date) -> str:
    """Return "Feb 2022"."""
    return date_format(_date(moment), "M Y")


@register.filter
def minutes(number: int) -> str:
    """Return "2 min read"."""
    return f"{number} min read"


@register.filter
def hue(entity: Entity) -> int:
    """Return the number of the colour of somebody's monogram, always the same for the same one."""
    return zlib.crc32(entity.slug.encode()) % HUES


@register.simple_tag
def json_ld(data: dict[str, object]) -> SafeString:
    """Return data of schema.org as an element that no browser runs and no text in it can close."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(UNREAL)
    return SafeString(f'<script type="application/ld+json">{written}</script>')


@register.simple_tag
def picture(edition: Edition, sizes: str, alt: str = "", priority: bool = False) -> SafeString | str:
    """Return the edition's lead picture in the sizes there are, or "" without one.

    `sizes` is the HTML attribute; `priority` is for the picture at the top of the page, the others load late.
    """
    image = edition.picture
    if image is None or not image.renditions:
        return ""
    addresses = [(width, _address(edition, image.uuid, width)) for width, _ in image.renditions]
    fallback = dict(addresses).get(FALLBACK_WIDTH, addresses[-1][1])
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" {}>',
        fallback,
        ", ".join(f"{address} {width}w" for width, address in addresses),
        sizes,
        image.width,
        image.height,
        alt,
        PRIORITY if priority else LATE,
    )


def _address(edition: Edition, identity: uuid.UUID, width: int) -> str:
    if edition.pictures_at:
        return f"{edition.pictures_at}{identity}-{width}.webp"
    return reverse("articles:rendition", args=[identity, width])


PRIORITY = SafeString('fetchpriority="high"')
LATE = SafeString('loading="lazy" decoding="async"')


def _date(moment: dt.datetime | dt.date) -> dt.date:
    return localtime(moment).date() if isinstance(moment, dt.datetime) else moment
