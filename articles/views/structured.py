"""A story in the words of schema.org, for machines that read the page."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localtime

from articles.models import BylineRole, Edition
from articles.models.editions import CORRECTIVE

Data = dict[str, object]

# As what somebody stands in a byline; whose pictures they are is said with the picture.
PROPERTIES = {
    BylineRole.WORDS: "author",
    BylineRole.REPORTING: "contributor",
    BylineRole.EDITING: "editor",
    BylineRole.TRANSLATION: "translator",
    BylineRole.VIDEO: "contributor",
}


def news_article(edition: Edition, bylines: Iterable[dict[str, str]], changes: Iterable[Edition]) -> Data:
    """Return the story as a NewsArticle; `changes` are its published versions, newest first."""
    data: Data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": edition.url,
        "url": edition.url,
        "headline": edition.headline,
        "description": edition.standfirst,
        "datePublished": _moment(edition.first_published_at),
        "dateModified": _moment(edition.updated_at),
        "inLanguage": edition.language,
        "articleSection": edition.section.name,
        "wordCount": edition.word_count,
        "keywords": [topic["name"] for topic in edition.snapshot["topics"]],
        **_people(bylines),
        "image": _image(edition),
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": settings.PAPER_NAME,
            "url": f"{settings.SITE_URL}/",
            "correctionsPolicy": f"{settings.SITE_URL}{reverse('articles:corrections')}",
        },
        "correction": [
            {
                "@type": "CorrectionComment",
                "name": change.get_kind_display(),
                "text": change.note,
                "datePublished": _moment(change.live_from),
            }
            for change in changes
            if change.kind in CORRECTIVE
        ],
    }
    return {name: value for name, value in data.items() if value}


def _people(bylines: Iterable[dict[str, str]]) -> Data:
    found: dict[str, list[Data]] = {}
    for line in bylines:
        name = PROPERTIES.get(BylineRole(line["role"]))
        if name:
            found.setdefault(name, []).append(_credited(line))
    return {**found}


def _credited(line: dict[str, str]) -> Data:
    """Return who is credited: a person of ours, or a free name, which as a rule is an agency."""
    if not line["person"]:
        # Only persons edit, as schema.org sees it.
        kind = "Person" if line["role"] == BylineRole.EDITING else "Organization"
        return {"@type": kind, "name": line["name"]}
    page = {"url": f"{settings.SITE_URL}{line['url']}"} if line["url"] else {}
    return {"@type": "Person", "name": line["name"], **page}


def _image(edition: Edition) -> Data | None:
    picture = edition.picture
    if picture is None or not picture.renditions:
        return None
    width, _ = picture.renditions[-1]
    used = edition.snapshot["picture"]
    more = {"caption": used["caption"], "creditText": used["credit"]}
    return {
        "@type": "ImageObject",
        "url": f"{settings.SITE_URL}{reverse('articles:rendition', args=[picture.uuid, width])}",
        "width": width,
        "height": round(picture.height * width / picture.width),
        **{name: value for name, value in more.items() if value},
    }


def _moment(moment: dt.datetime) -> str:
    return localtime(moment).isoformat(timespec="seconds")
