"""What must be mended before readers get a story; publishing itself refuses a story with one of these."""

import re
from collections.abc import Iterator

from django.utils.timezone import localdate, localtime

from articles import body, embeds
from articles.actions.checklist.linked import dead_links
from articles.actions.checklist.reading import LABELS, Check, Problem, Reading, excerpt
from articles.actions.crediting import known_names
from articles.markup import Refused
from articles.models import MentionState
from people.mentions import find
from people.models import Entity
from people.names import slug as slug_of

# What writers put where something is still to come ("to come", on purpose misspelt so that no word matches).
PLACEHOLDER = re.compile(r"\b(?:TK|TKTK|XXX)\b")
FILE_NAME = re.compile(
    r"\S*\.(?:jpe?g|png|gif|webp|avif|heic|tiff?|bmp|svg)"
    r"|(?:img|dscn?|dcim|pxl|image|photo|picture|screenshot)[-_ ]?\d[-_\d ]*"
    r"|[-_\d ]+",
    re.IGNORECASE,
)


def _headline(reading: Reading) -> Iterator[Problem]:
    if not reading.article.headline:
        yield Problem("headline", "The headline is missing.")


def _standfirst(reading: Reading) -> Iterator[Problem]:
    if not reading.article.standfirst:
        yield Problem("standfirst", "The standfirst is missing.")


def _body(reading: Reading) -> Iterator[Problem]:
    if not body.plain_text(reading.article.body):
        yield Problem("body", "The text is missing.")


def _section(reading: Reading) -> Iterator[Problem]:
    if not reading.article.section_id:
        yield Problem("section", "Choose a section.")


def _byline(reading: Reading) -> Iterator[Problem]:
    if not reading.article.bylines.all():
        yield Problem("bylines", "Say who wrote it: add a byline.")


def _placeholders(reading: Reading) -> Iterator[Problem]:
    for field, text in reading.words:
        for found in PLACEHOLDER.finditer(text):
            passage = excerpt(text, found.start()) if field == "body" else ""
            where = LABELS.get(field, field)
            yield Problem(field, f"There is still a “{found[0]}” in the {where}.", passage)


def _credit(reading: Reading) -> Iterator[Problem]:
    if reading.lead and not reading.lead.image.credit:
        yield Problem("picture", "The picture has no credit.")


def _description(reading: Reading) -> Iterator[Problem]:
    lead = reading.lead
    if lead is None or lead.is_decorative:
        return
    if not lead.alt:
        yield Problem("picture", "Describe the picture for those who cannot see it, or mark it decorative.")
    elif FILE_NAME.fullmatch(lead.alt):
        yield Problem("picture", f"“{lead.alt}” is the name of a file. Say what the picture shows.")


def _embargo(reading: Reading) -> Iterator[Problem]:
    article = reading.article
    if article.embargo_until and reading.live_from < article.embargo_until:
        until = f"{localtime(article.embargo_until):%a %-d %b %Y, %H:%M %Z}"
        yield Problem("embargo_until", f"The story is under embargo until {until}.")


def _legal_hold(reading: Reading) -> Iterator[Problem]:
    if reading.article.legal_hold:
        yield Problem("legal_hold", "The story is on legal hold.")


def _expiry(reading: Reading) -> Iterator[Problem]:
    article = reading.article
    if article.expires_at and article.expires_at <= reading.live_from:
        yield Problem("expires_at", "The story would have expired before it appears.")


def _embeds(reading: Reading) -> Iterator[Problem]:
    """Find what is embedded from elsewhere than the allow-list: of before it, or of an import."""
    try:
        embeds.check(reading.article.body)
    except Refused as refusal:
        yield Problem("body", str(refusal))


def _protected(reading: Reading) -> Iterator[Problem]:
    """Find the protected in all that readers would get; a name that an editor says is another's is left alone."""
    article = reading.article
    protected = {entity.pk: entity for entity in Entity.objects.protected(localdate(reading.live_from))}
    rejected = {mention.entity_id for mention in article.mentions.all() if mention.state == MentionState.REJECTED}
    meant = [entity for pk, entity in protected.items() if pk not in rejected]
    if not meant:
        return
    topics = [("topics", given.tag.name) for given in article.article_topics.all()]
    # The text comes first: a surname counts after the full name.
    fields, texts = zip(*reading.words, *topics, strict=True)
    spans = find(known_names(Entity.objects.filter(pk__in=[entity.pk for entity in meant])), texts)
    found = [(fields[span.paragraph], protected[span.entity].name) for span in spans]
    found += [("slug", entity.name) for entity in meant if f"-{slug_of(entity.name, '-')}-" in f"-{article.slug}-"]
    for field, name in dict.fromkeys(found):
        yield Problem(field, f"{name} may not be named: {name} is protected.", name if field == "body" else "")


MUST = (
    Check("headline", "It has a headline", _headline),
    Check("standfirst", "It has a standfirst", _standfirst),
    Check("body", "It has a text", _body),
    Check("section", "It has a section", _section),
    Check("bylines", "It has a byline", _byline),
    Check("placeholders", "Nothing is still to come (TK, XXX)", _placeholders),
    Check("credit", "The picture has a credit", _credit),
    Check("description", "The picture is described", _description),
    Check("embargo", "No embargo holds it", _embargo),
    Check("legal_hold", "It is not on legal hold", _legal_hold),
    Check("expiry", "It does not expire before it appears", _expiry),
    Check("dead_links", "Every link to a story of ours leads to it", dead_links),
    Check("embeds", "Everything embedded can be shown", _embeds),
    Check("protected", "Nobody protected is named", _protected),
)
