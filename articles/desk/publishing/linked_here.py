"""Who leads readers to a story: asked before it is withdrawn."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from articles.models import Article, Edition, LinkState, Placement
from articles.workflow import State


@dataclass(frozen=True, slots=True)
class LinkedHere:
    """Live stories that link to a story, working copies that refer to it, and the fronts it is placed on."""

    live: list[Edition]
    working: list[Article]
    placed: list[Placement]

    @property
    def is_empty(self) -> bool:
        return not (self.live or self.working or self.placed)


def linked_here(article: Article, at: dt.datetime) -> LinkedHere:
    """Return who leads to the story, in their text or among their related stories; four queries.

    Texts are searched for its addresses one by one, which takes a moment in a large paper: for a page that is
    opened rarely.
    """
    paths = [str(address) for address in article.addresses.all()]
    editions = Edition.objects.live(at).exclude(article=article)
    linking = editions.filter(Q(links__target=article) | _in_text("body_html", paths))
    copies = Article.objects.exclude(pk=article.pk).exclude(state=State.SPIKED)
    related = Q(related_links__target=article) & ~Q(related_links__state=LinkState.VETOED)
    live = list(linking.distinct().for_cards().newest())
    working = copies.filter(related | _in_text("body", paths)).exclude(pk__in=[edition.article_id for edition in live])
    return LinkedHere(
        live=live,
        working=list(working.distinct().defer("body")),
        placed=list(Placement.objects.at(at).filter(article=article).select_related("front")),
    )


def _in_text(column: str, paths: list[str]) -> Q:
    """Return the condition that a text links to one of these addresses, written with a slash at the end or without."""
    found = Q(pk=None)
    for path in paths:
        found |= Q(**{f"{column}__contains": path}) | Q(**{f"{column}__contains": f'{path.rstrip("/")}"'})
    return found
