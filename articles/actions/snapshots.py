"""Reading a working copy as plain data, and writing plain data into it."""

import datetime as dt
import re
import uuid
from collections.abc import Iterable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from articles import embeds, markup
from articles.actions.crediting import refuse_unknown
from articles.actions.fields import BylineData, LinkData, MentionData, PictureData, Snapshot
from articles.markup import clean, clean_line
from articles.models import (
    Article,
    ArticleTopic,
    Byline,
    BylineRole,
    Genre,
    Image,
    ImageRole,
    ImageUse,
    LinkKind,
    LinkState,
    Mention,
    RelatedLink,
    Section,
    Topic,
)
from articles.models.links import hint_key
from articles.workflow import Refused
from people.models import Person

META_FIELDS = ("seo_title", "seo_description", "social_headline")
LINE_FIELDS = (
    *("headline", "short_headline", "standfirst", "kicker", "dateline", "slug", "genre", "language"),
    *META_FIELDS,
)

MOMENT_FIELDS = ("embargo_until", "expires_at")
# The form of a language tag as pages declare it (BCP 47: language, then script, region or variant).
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")

Part = TypeVar("Part", bound=models.Model)


def take(article: Article) -> Snapshot:
    """Return the working copy as data."""
    return _data(
        article,
        bylines=article.bylines.select_related("person"),
        topics=article.article_topics.values_list("tag__slug", flat=True),
        links=article.related_links.select_related("target"),
    ) | Snapshot(mentions=[_mention_data(mention) for mention in article.mentions.select_related("entity")])


def read(article: Article) -> Snapshot:
    """Return the working copy as a form shows it, without mentions, from parts that were read with the story."""
    return _data(
        article,
        bylines=article.bylines.all(),
        topics=[topic.tag.slug for topic in article.article_topics.all()],
        links=article.related_links.all(),
    )


def _data(
    article: Article, *, bylines: Iterable[Byline], topics: Iterable[str], links: Iterable[RelatedLink]
) -> Snapshot:
    lead = article.lead()
    plain: dict[str, Any] = {name: getattr(article, name) for name in (*LINE_FIELDS, "body", "legal_hold")}
    plain |= {name: _iso(getattr(article, name)) for name in MOMENT_FIELDS}
    return Snapshot(
        **plain,  # type: ignore[typeddict-item]
        section=article.section.slug if article.section else None,
        bylines=[
            BylineData(person=line.person.slug, role=line.role)
            if line.person
            else BylineData(name=line.name, role=line.role)
            for line in bylines
        ],
        topics=list(topics),
        picture=lead
        and PictureData(
            image=str(lead.image.uuid), caption=lead.caption, alt=lead.alt, is_decorative=lead.is_decorative
        ),
        links=[_link_data(link) for link in links],
    )


def columns(changes: Snapshot) -> dict[str, Any]:
    """Return the article's own columns that the changes set, cleaned.

    Raises Refused for an unknown section or genre, times that are none, lines too long and a body too large.
    """
    given: dict[str, Any] = dict(changes)
    found: dict[str, Any] = {name: clean_line(given[name]) for name in LINE_FIELDS if name in given}
    if "body" in changes:
        found["body"] = refuse_unknown(_cleaned(changes["body"]))
    if "legal_hold" in changes:
        found["legal_hold"] = bool(changes["legal_hold"])
    found |= {name: _moment(name, given[name]) for name in MOMENT_FIELDS if name in given}
    if "section" in changes:
        found["section"] = _named(Section, changes["section"]) if changes["section"] else None
    if found.get("genre", Genre.NEWS) not in Genre.values:
        raise Refused(f"There is no genre “{found['genre']}”. Choose one of: {', '.join(Genre.values)}.")
    _refuse_too_long(found)
    if "language" in found and not LANGUAGE.fullmatch(found["language"]):
        raise Refused(f"“{found['language']}” is no language such as en-gb. Give its code as in BCP 47.")
    return found


def write_parts(article: Article, changes: Snapshot) -> None:
    """Replace the parts of the story that the changes name: bylines, topics, picture, links.

    Raises Refused as `parts` does.
    """
    for name, rows in parts(article, changes).items():
        known = getattr(article, name)
        (known.filter(role=ImageRole.LEAD) if name == "pictures" else known.all()).delete()
        known.model.objects.bulk_create(rows)


def parts(article: Article, changes: Snapshot) -> dict[str, list[Any]]:
    """Return the rows, not yet written, of the parts that the changes name, under the story's name for each.

    Raises Refused when a person, topic, picture or story does not exist, for parts that are given twice and for
    values that cannot be stored.
    """
    found: dict[str, list[Any]] = {}
    if "bylines" in changes:
        given = [
            (line.get("person"), line.get("name"), line.get("role", BylineRole.WORDS)) for line in changes["bylines"]
        ]
        _refuse_twice("byline", given)
        found["bylines"] = [_byline(article, order, data) for order, data in enumerate(changes["bylines"])]
    if "topics" in changes:
        slugs = dict.fromkeys(changes["topics"])
        found["article_topics"] = [ArticleTopic(content_object=article, tag=_named(Topic, slug)) for slug in slugs]
    if "picture" in changes:
        found["pictures"] = [_use(article, changes["picture"])] if changes["picture"] else []
    if "links" in changes:
        _refuse_twice("link", [link["key"] for link in changes["links"]])
        found["related_links"] = [_link(article, order, data) for order, data in enumerate(changes["links"])]
    return found


def holds(snapshot: Snapshot, changes: Snapshot) -> bool:
    """Whether writing the changes over the snapshot would change nothing."""
    return all(_stored(name, value) == _stored(name, snapshot.get(name)) for name, value in changes.items())


def _stored(name: str, value: Any) -> Any:
    if name == "body":
        return _cleaned(value)
    if name in LINE_FIELDS:
        return clean_line(value)
    if name == "links":
        return [(link["key"], clean_line(link.get("hint", "")), link.get("url", "")) for link in value]
    if name == "bylines":
        return [(line.get("person"), line.get("name"), line.get("role", BylineRole.WORDS)) for line in value]
    return value


def _byline(article: Article, order: int, data: BylineData) -> Byline:
    line = Byline(article=article, order=order, role=data.get("role", BylineRole.WORDS))
    if data.get("person"):
        line.person = _named(Person, data["person"])
    else:
        line.name = clean_line(data.get("name", ""))
        if not line.name:
            raise Refused("A byline needs a person or a name.")
    return _checked(line)


def _use(article: Article, data: PictureData) -> ImageUse:
    use = ImageUse(
        article=article,
        image=_identified(Image, data["image"]),
        role=ImageRole.LEAD,
        caption=clean_line(data.get("caption", "")),
        alt=clean_line(data.get("alt", "")),
        is_decorative=data.get("is_decorative", False),
    )
    return _checked(use)


def _mention_data(mention: Mention) -> MentionData:
    return MentionData(
        entity=":".join(mention.entity.natural_key()),
        surface=mention.surface,
        paragraph=mention.paragraph,
        offset=mention.offset,
        state=mention.state,
    )


def _link_data(link: RelatedLink) -> LinkData:
    data = LinkData(key=link.key, hint=link.hint, url=link.url, kind=link.kind, note=link.note)
    if link.target:
        data["target"] = str(link.target.uuid)
    if link.state == LinkState.VETOED:
        data["vetoed"] = True
    return data


def _link(article: Article, order: int, data: LinkData) -> RelatedLink:
    target = _identified(Article, data["target"]) if data.get("target") else None
    hint, url = clean_line(data.get("hint", "")), data.get("url", "")
    if target == article:
        raise Refused("A story cannot refer to itself.")
    if not (target or hint or url):
        raise Refused("A reference needs a story, a headline or an address.")
    state = LinkState.RESOLVED if target or url else LinkState.DANGLING
    link = RelatedLink(
        article=article,
        order=order,
        key=data["key"],
        hint=hint,
        hint_key=hint_key(hint),
        url=url,
        target=target,
        kind=data.get("kind", LinkKind.READ_MORE),
        note=clean_line(data.get("note", "")),
        state=LinkState.VETOED if data.get("vetoed") else state,
    )
    return _checked(link)


def _checked(part: Part) -> Part:
    """Return the part when its own columns may be stored; the database checks what it belongs to."""
    try:
        part.clean_fields(exclude={field.name for field in part._meta.concrete_fields if field.is_relation})
    except ValidationError as error:
        problems = [f"{name}: {' '.join(said)}" for name, said in error.message_dict.items()]
        raise Refused(f"The {part._meta.verbose_name} cannot be kept. {' '.join(problems)}") from error
    return part


def _refuse_twice(what: str, given: list[Any]) -> None:
    if len(set(given)) < len(given):
        raise Refused(f"The same {what} is given twice.")


def _cleaned(html: str) -> str:
    try:
        return embeds.check(clean(html))
    except markup.Refused as error:
        raise Refused(str(error)) from error


def _named(model: type, slug: str | None) -> Any:
    found = model.objects.filter(slug=slug).first()  # type: ignore[attr-defined]
    if found is None:
        raise Refused(f"There is no {model._meta.verbose_name} “{slug}”. Create it first.")  # type: ignore[attr-defined]
    return found


def _identified(model: type, identity: str) -> Any:
    try:
        found = model.objects.filter(uuid=uuid.UUID(identity)).first()  # type: ignore[attr-defined]
    except ValueError:
        found = None
    if found is None:
        raise Refused(f"There is no {model._meta.verbose_name} {identity}. Choose one that exists.")  # type: ignore[attr-defined]
    return found


def _iso(moment: dt.datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(name: str, value: str | None) -> dt.datetime | None:
    if not value:
        return None
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError as error:
        raise Refused(f"{name}: {value!r} is not a date and time such as 2022-02-09T20:14:00+00:00.") from error
    if moment.tzinfo is None:
        raise Refused(f"{name}: {value!r} says no time zone. Add one, such as +00:00.")
    return moment


def _refuse_too_long(values: dict[str, Any]) -> None:
    for name in LINE_FIELDS:
        limit = getattr(Article._meta.get_field(name), "max_length", None)
        if limit and len(values.get(name, "")) > limit:
            raise Refused(f"The {name.replace('_', ' ')} is longer than {limit} characters. Shorten it.")
