"""From working copy to what readers get: compiled once when published, completed when shown."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import unescape

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from lxml.etree import Element
from lxml.html import HtmlElement

from articles import body
from articles.body import Run
from articles.markup import curl
from articles.models import Article, BylineRole, Mention, MentionState
from people.models import Entity, EntityKind, Position

MOST_KEY_PEOPLE = 8
# Names are linked where they are read as text, not in headings or tables.
LINKED_BLOCKS = {"p", "li", "blockquote"}
# Exactly the three marks that `compile_body` leaves in an edition; the first with the characters that touch it, all of
# them or none: a part could end within a reference such as "&amp;".
ENTITY_MARK = re.compile(
    r'((?<![^\s<>])[^\s<>]{1,20}|)<a data-entity="([a-z]+:[-\w]+)">(.*?)</a>([^\s<>]{1,20}(?![^\s<>])|)', re.DOTALL
)
EMBED_MARK = re.compile(r'<figure data-embed="([^"<>]*)"></figure>')
RELATED_MARK = re.compile(r'<aside data-related="([-\w]+)"></aside>')


@dataclass(frozen=True, slots=True)
class Appearing:
    """Somebody who appears in the story, with who they were on the day."""

    entity: Entity
    role: str
    is_key: bool


@dataclass(frozen=True, slots=True)
class Compiled:
    """What publishing stores beside the plain columns of the working copy."""

    body_html: str
    word_count: int
    appearing: list[Appearing]
    snapshot: dict[str, object] = field(default_factory=dict)


def compile_story(article: Article, on: dt.date) -> Compiled:
    """Return what readers get of the working copy, with everybody's role on the day `on`.

    Reads the story's parts as they were loaded: ask for it `with_parts` to spare queries.
    """
    mentions = [mention for mention in article.mentions.all() if mention.state == MentionState.CONFIRMED]
    return Compiled(
        body_html=compile_body(article.body, mentions),
        word_count=body.word_count(article.body),
        appearing=_appearing(mentions, on),
        snapshot=_snapshot(article),
    )


def compile_body(html: str, mentions: list[Mention]) -> str:
    """Return the body with typographic quotes and the first mention of each entity marked.

    `mentions` are the confirmed ones in reading order. A first mention in a heading, in a link or across two styles
    is passed over for the next one. Words that an editor linked to somebody are marked wherever they stand in running
    text. The marks are replaced by `present` each time the story is shown, because
    whether somebody has a page, and whether a related story is live, is asked then.
    """
    root = body.parse(html)
    blocks = body.block_elements(root)
    by_hand = _mark_by_hand(root, blocks, mentions)
    marks: dict[int, list[Mention]] = {}
    marked: set[int] = set()
    for mention in mentions:
        if (mention.paragraph, mention.offset) in by_hand:
            marked.add(mention.entity_id)
        if mention.entity_id in marked or mention.paragraph >= len(blocks):
            continue
        block = blocks[mention.paragraph]
        if block.tag in LINKED_BLOCKS and _run_holding(block, mention):
            marks.setdefault(mention.paragraph, []).append(mention)
            marked.add(mention.entity_id)
    for paragraph, found in marks.items():
        # From the end, so that earlier offsets stay right.
        for mention in reversed(found):
            _mark(blocks[paragraph], mention)
    for block in blocks:
        _curl(block)
    return body.serialise(root)


def link(address: str) -> SafeString:
    """Return a paragraph that leads to an address."""
    return format_html('<p><a href="{}">{}</a></p>', address, address)


def present(
    body_html: str,
    entity: Callable[[str], str | None],
    related: Mapping[str, str],
    embed: Callable[[str], str] = link,
) -> SafeString:
    """Return an edition's body as shown now.

    `entity` gives the id of the card that opens on the entity "kind:slug", or None when there is none to open: then
    the name stays plain text. `related` gives the card's HTML by reference; a reference without one shows nothing.
    `embed` gives the HTML for the address of something that stands elsewhere.
    """

    def name(match: re.Match[str]) -> str:
        before, key, surface, after = match.groups()
        card = entity(key)
        if card is None:
            return f"{before}{surface}{after}"
        button = (
            f'<button type="button" class="ent" popovertarget="{card}" popovertargetaction="show">{surface}</button>'
        )
        # A line may break beside a button, even before a comma: what touches the name is kept with it.
        return f'<span class="nb">{before}{button}{after}</span>' if before or after else button

    html = ENTITY_MARK.sub(name, body_html)
    html = RELATED_MARK.sub(lambda match: related.get(match[1], ""), html)
    html = EMBED_MARK.sub(lambda match: embed(unescape(match[1])), html)
    # The body was cleaned when saved and compiled by this module; the cards are rendered templates.
    return mark_safe(html)  # noqa: S308


def digest(previous: str, content: Mapping[str, object]) -> str:
    """Return the SHA-256 that chains an edition to the one before it: of the previous digest and the content."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def _appearing(mentions: list[Mention], on: dt.date) -> list[Appearing]:
    counts: dict[int, int] = {}
    for mention in mentions:
        counts[mention.entity_id] = counts.get(mention.entity_id, 0) + 1
    entities = list({mention.entity_id: mention.entity for mention in mentions}.values())
    people = [entity for entity in entities if entity.kind == EntityKind.PERSON]
    roles = Position.objects.roles(on, [person.pk for person in people])
    # `sorted` is stable: of people named equally often the one named first comes first.
    key = {person.pk for person in sorted(people, key=lambda p: -counts[p.pk])[:MOST_KEY_PEOPLE]}
    return [Appearing(entity, roles.get(entity.pk, ""), entity.pk in key) for entity in entities]


def _snapshot(article: Article) -> dict[str, object]:
    lead = article.lead()
    return {
        "bylines": [
            {
                "name": str(line),
                "person": line.person.slug if line.person else None,
                "role": line.role,
                "role_label": BylineRole(line.role).label,
            }
            for line in article.bylines.all()
        ],
        "dateline": article.dateline,
        "topics": [{"name": t.tag.name, "slug": t.tag.slug} for t in article.article_topics.all()],
        "quotes": [
            {
                "text": quote.text,
                "speaker": quote.speaker and str(quote.speaker),
                "attribution": quote.attribution,
            }
            for quote in article.quotes.all()
            if quote.state == MentionState.CONFIRMED
        ],
        "picture": lead
        and {
            "uuid": str(lead.image.uuid),
            "caption": lead.caption,
            "alt": "" if lead.is_decorative else lead.alt,
            "credit": lead.image.credit,
        },
        "text": [
            [block.tag, block.text] for block in body.blocks(article.body) if block.tag not in {"related", "embed"}
        ],
        **({"seo": seo} if (seo := _seo(article)) else {}),
        **({"expires_at": article.expires_at.isoformat()} if article.expires_at else {}),
    }


def _seo(article: Article) -> dict[str, str]:
    """Return what the desk wrote for search engines and social media."""
    written = {
        "title": article.seo_title,
        "description": article.seo_description,
        "social_headline": article.social_headline,
    }
    return {name: text for name, text in written.items() if text}


def _run_holding(block: HtmlElement, mention: Mention) -> Run | None:
    """Return the text node that holds the whole name, unless it stands in a link or no longer says the name."""
    for run in body.runs(block):
        start = mention.offset - run.start
        if start >= 0 and run.text[start : start + len(mention.surface)] == mention.surface:
            return None if body.link_around(run, block) is not None else run
    return None


def _mark_by_hand(root: HtmlElement, blocks: list[HtmlElement], mentions: list[Mention]) -> set[tuple[int, int]]:
    """Turn the links to somebody that are mentions into marks, the others into plain text; return where marks are."""
    named = {(mention.paragraph, mention.offset, mention.surface): mention for mention in mentions}
    marked = set()
    for link in body.entity_links(root):
        mention = named.get((link.paragraph, link.start, link.text))
        del link.element.attrib["data-entity"]
        if link.element.get("href"):
            continue
        if mention and blocks[link.paragraph].tag in LINKED_BLOCKS:
            link.element.set("data-entity", "{}:{}".format(*mention.entity.natural_key()))
            marked.add((link.paragraph, link.start))
        else:
            link.element.drop_tag()
    return marked


def _mark(block: HtmlElement, mention: Mention) -> None:
    run = _run_holding(block, mention)
    if run is None:
        return
    start = mention.offset - run.start
    mark = Element("a", {"data-entity": "{}:{}".format(*mention.entity.natural_key())})
    mark.text, mark.tail = mention.surface, run.text[start + len(mention.surface) :]
    setattr(run.owner, run.slot, run.text[:start])
    if run.slot == "text":
        run.owner.insert(0, mark)
    else:
        parent = run.owner.getparent()
        parent.insert(parent.index(run.owner) + 1, mark)


def _curl(block: HtmlElement) -> None:
    before = ""
    for run in body.runs(block):
        setattr(run.owner, run.slot, curl(run.text, before))
        before += run.text
