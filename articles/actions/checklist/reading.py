"""What a check is, and the story as it is read by all of them."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from articles import body
from articles.body import Block
from articles.models import Article, ImageUse

# The words by which editors know the fields; the others are called as they are.
LABELS = {
    "short_headline": "short headline",
    "body": "text",
    "picture": "picture’s words",
    "links": "related stories",
    "bylines": "byline",
    "seo_title": "title for search engines",
    "seo_description": "description for search engines",
    "social_headline": "headline on social media",
    "note": "note for readers",
}
LINES = (
    *("headline", "short_headline", "standfirst", "kicker", "dateline"),
    *("seo_title", "seo_description", "social_headline"),
)
# So many characters of a passage lead back to it.
PASSAGE = 60


class Level(StrEnum):
    """What a problem means for publishing."""

    MUST = "must"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, as a sentence that says what to do; `passage` is the place in the text, in its own words."""

    field: str
    message: str
    passage: str = ""


@dataclass(frozen=True)
class Reading:
    """A story, asked for `with_parts`, as it would go live at a moment, with its note for readers."""

    article: Article
    live_from: dt.datetime
    note: str = ""

    @cached_property
    def blocks(self) -> list[Block]:
        return body.blocks(self.article.body)

    @cached_property
    def paragraphs(self) -> list[str]:
        """What is read as running text: paragraphs, items of lists, quotations."""
        return [block.text for block in self.blocks if block.tag in {"p", "li", "blockquote"}]

    @cached_property
    def lead(self) -> ImageUse | None:
        return self.article.lead()

    @cached_property
    def words(self) -> list[tuple[str, str]]:
        """Field and text of all that somebody wrote for readers or for machines that show it, the text first."""
        lead = self.lead
        return [
            *(("body", block.text) for block in self.blocks),
            *((name, getattr(self.article, name)) for name in LINES),
            *(("bylines", str(line)) for line in self.article.bylines.all()),
            *((("picture", text) for text in (lead.caption, lead.alt, lead.image.credit)) if lead else ()),
            *(("links", text) for link in self.article.related_links.all() for text in (link.hint, link.note)),
            ("note", self.note),
        ]


@dataclass(frozen=True, slots=True)
class Check:
    """One question about a story; `title` is what is true when it passes."""

    key: str
    title: str
    find: Callable[[Reading], Iterable[Problem]]


def excerpt(text: str, start: int = 0) -> str:
    """Return the words of the text around `start`, as they stand there, long enough to find the place again."""
    if len(text) <= PASSAGE:
        return text
    first = text.rfind(" ", 0, max(start - PASSAGE // 3, 0)) + 1 if start else 0
    cut = text[first : first + PASSAGE]
    # Whole words: the last one may have been cut.
    return cut.rpartition(" ")[0] if first + PASSAGE < len(text) and " " in cut else cut
