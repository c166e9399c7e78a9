"""What changed in a story since readers first got it, as published."""

import datetime as dt

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from articles import diff
from articles.body import Block
from articles.models import Edition, EditionKind
from articles.models.editions import EditionQuerySet
from articles.views.article import edition_at, withdrawn
from people.public import public_page

# So many unchanged paragraphs stay visible around a changed one.
AROUND = 1


@public_page
def history(request: HttpRequest, day: dt.date, slug: str) -> HttpResponse:
    """Every edition readers have had, newest first, each with why it was made."""
    at = timezone.now()
    edition = edition_at(day, slug, at)
    if edition.kind == EditionKind.WITHDRAWAL:
        return withdrawn(request, edition, at)
    if (edition.published_on, edition.slug) != (day, slug):
        return HttpResponsePermanentRedirect(address(edition))
    seen = list(_seen(edition, at).defer("body_html", "snapshot"))
    context = {
        "here": edition.section.slug,
        "title": f"What changed: {edition.headline}",
        "description": f"Every published version of “{edition.headline}”.",
        "robots": "noindex",
        "edition": edition,
        "entries": [_entry(edition, found, previous) for found, previous in zip(seen, _before(seen), strict=True)],
    }
    return render(request, "articles/history.html", context)


@public_page
def change(request: HttpRequest, day: dt.date, slug: str, number: int) -> HttpResponse:
    """One edition against the one before it, word by word."""
    at = timezone.now()
    edition = edition_at(day, slug, at)
    if edition.kind == EditionKind.WITHDRAWAL:
        return withdrawn(request, edition, at)
    if (edition.published_on, edition.slug) != (day, slug):
        return HttpResponsePermanentRedirect(address(edition, number))
    pair = list(_not_withdrawn_since(_seen(edition, at)).filter(number__lte=number)[:2])
    if len(pair) < 2 or pair[0].number != number or not _may_be_compared(*pair):
        raise Http404("There is nothing to compare.")
    new, old = pair
    context = {
        "here": edition.section.slug,
        "title": f"{EditionKind(new.kind).label}: {edition.headline}",
        "description": new.note or f"What changed in “{edition.headline}”.",
        "robots": "noindex",
        "edition": edition,
        "entry": _entry(edition, new, old),
        "previous": _entry(edition, old, None),
        "changes": _line_changes(old, new),
        "blocks": diff.with_gaps(diff.blocks(_blocks(old), _blocks(new)), AROUND),
        "history_url": address(edition),
    }
    return render(request, "articles/history_change.html", context)


def address(edition: Edition, number: int | None = None) -> str:
    """Return the address of a story's change log, or of one change in it."""
    if number is None:
        return reverse("articles:history", args=[edition.published_on, edition.slug])
    return reverse("articles:change", args=[edition.published_on, edition.slug, number])


def _seen(edition: Edition, at: dt.datetime) -> EditionQuerySet:
    return Edition.objects.filter(article=edition.article_id).seen_by(at).order_by("-number")


def _not_withdrawn_since(seen: EditionQuerySet) -> EditionQuerySet:
    """Those after the last withdrawal: what was withdrawn must not be read from its difference to what came next."""
    later = seen.filter(article=OuterRef("article"), kind=EditionKind.WITHDRAWAL, number__gt=OuterRef("number"))
    return seen.exclude(Exists(later.order_by()))


def _before(seen: list[Edition]) -> list[Edition | None]:
    """Return to each edition, newest first, the one it may be compared with; None from the last withdrawal back."""
    numbers = [found.number for found in seen if found.kind == EditionKind.WITHDRAWAL]
    since = max(numbers, default=0)
    return [old if old and old.number > since else None for old in [*seen[1:], None]]


def _may_be_compared(new: Edition, old: Edition) -> bool:
    """A version withheld for legal reasons must not be read from its difference to another."""
    return not (new.withheld or old.withheld or EditionKind.WITHDRAWAL in {new.kind, old.kind})


def _entry(edition: Edition, found: Edition, previous: Edition | None) -> dict[str, object]:
    comparable = previous is not None and _may_be_compared(found, previous)
    return {
        "edition": found,
        "number": found.number,
        "kind_label": EditionKind(found.kind).label,
        # The note of a version withheld for legal reasons may say what must not be said.
        "note": "" if found.withheld else found.note,
        "at": found.live_from,
        "withheld": found.withheld,
        "url": address(edition, found.number) if comparable else "",
    }


def _line_changes(old: Edition, new: Edition) -> list[dict[str, object]]:
    lines = {
        "Headline": (old.headline, new.headline),
        "Standfirst": (old.standfirst, new.standfirst),
        "Caption": (_caption(old), _caption(new)),
        "Byline": (_names(old), _names(new)),
    }
    return [
        {"label": label, "pieces": diff.words(before, after)}
        for label, (before, after) in lines.items()
        if before != after
    ]


def _caption(edition: Edition) -> str:
    picture = edition.snapshot["picture"]
    return picture["caption"] if picture else ""


def _names(edition: Edition) -> str:
    return ", ".join(line["name"] for line in edition.snapshot["bylines"])


def _blocks(edition: Edition) -> list[Block]:
    return [Block(tag, text) for tag, text in edition.snapshot["text"]]
