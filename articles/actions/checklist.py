"""Whether a story is ready for readers: what must be mended first, with the field it is about."""

import datetime as dt
import re
from dataclasses import dataclass

from django.utils.timezone import localdate, localtime

from articles import body
from articles.actions.crediting import known_names
from articles.models import Article, MentionState
from articles.workflow import Refused
from people.mentions import find
from people.models import Entity
from people.names import slug as slug_of

# What writers put where something is still to come ("to come", on purpose misspelt so that no word matches).
PLACEHOLDER = re.compile(r"\b(?:TK|TKTK|XXX)\b")


PRINTED_LINES = ("headline", "short_headline", "standfirst", "kicker", "dateline")


@dataclass(frozen=True, slots=True)
class Problem:
    field: str
    message: str


class NotReady(Refused):
    """The story has problems that must be mended before readers get it; `problems` lists them."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(" ".join(problem.message for problem in problems))


def must_fix(article: Article, live_from: dt.datetime, note: str = "") -> list[Problem]:
    """Return what keeps the story, with a note for readers, from being published for that moment; empty: it may go."""
    return [
        *_missing(article),
        *_unfinished(article),
        *_picture(article),
        *_held(article, live_from),
        *_names(article, live_from, note),
    ]


def _missing(article: Article) -> list[Problem]:
    needed = {
        "headline": (article.headline, "The headline is missing."),
        "standfirst": (article.standfirst, "The standfirst is missing."),
        "body": (body.plain_text(article.body), "The text is missing."),
        "section": (article.section, "Choose a section."),
        "bylines": (bool(article.bylines.all()), "Say who wrote it: add a byline."),
    }
    return [Problem(field, message) for field, (value, message) in needed.items() if not value]


def _unfinished(article: Article) -> list[Problem]:
    texts = {
        "headline": article.headline,
        "standfirst": article.standfirst,
        "body": body.plain_text(article.body),
    }
    return [
        Problem(field, f"There is still a “{found[0]}” in the {field}.")
        for field, text in texts.items()
        if (found := PLACEHOLDER.search(text))
    ]


def _picture(article: Article) -> list[Problem]:
    lead = article.lead()
    if lead is None:
        return []
    problems = []
    if not lead.image.credit:
        problems.append(Problem("picture", "The picture has no credit."))
    if not lead.alt and not lead.is_decorative:
        problems.append(Problem("picture", "Describe the picture for those who cannot see it, or mark it decorative."))
    return problems


def _held(article: Article, live_from: dt.datetime) -> list[Problem]:
    problems = []
    if article.legal_hold:
        problems.append(Problem("legal_hold", "The story is on legal hold."))
    if article.embargo_until and live_from < article.embargo_until:
        until = f"{localtime(article.embargo_until):%a %-d %b %Y, %H:%M %Z}"
        problems.append(Problem("embargo_until", f"The story is under embargo until {until}."))
    if article.expires_at and article.expires_at <= live_from:
        problems.append(Problem("expires_at", "The story would have expired before it appears."))
    return problems


def _names(article: Article, live_from: dt.datetime, note: str) -> list[Problem]:
    """Find the protected in all that readers would get; a name that an editor says is another's is left alone."""
    protected = {entity.pk: entity for entity in Entity.objects.protected(localdate(live_from))}
    if not protected:
        return []
    rejected = {mention.entity_id for mention in article.mentions.all() if mention.state == MentionState.REJECTED}
    meant = [entity for pk, entity in protected.items() if pk not in rejected]
    fields, texts = zip(*_printed(article), ("note", note), strict=True)
    spans = find(known_names(Entity.objects.filter(pk__in=[entity.pk for entity in meant])), texts)
    found = [(fields[span.paragraph], protected[span.entity].name) for span in spans]
    found += [("slug", entity.name) for entity in meant if f"-{slug_of(entity.name, '-')}-" in f"-{article.slug}-"]
    return [Problem(field, f"{name} may not be named: {name} is protected.") for field, name in dict.fromkeys(found)]


def _printed(article: Article) -> list[tuple[str, str]]:
    """Return field and text of all that is printed, the body first: a surname counts after the full name."""
    lead = article.lead()
    return [
        *(("body", block.text) for block in body.blocks(article.body)),
        *((name, getattr(article, name)) for name in PRINTED_LINES),
        *(("bylines", str(line)) for line in article.bylines.all()),
        *(("topics", given.tag.name) for given in article.article_topics.all()),
        *((("picture", text) for text in (lead.caption, lead.alt, lead.image.credit)) if lead else ()),
    ]
