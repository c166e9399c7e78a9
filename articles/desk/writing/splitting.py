"""A whole story that was pasted, taken apart into the fields of the form; nothing is written."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles import body, markup
from articles.actions.crediting import known_names
from articles.actions.fields import LinkData
from articles.actions.linking import stories_titled
from articles.actions.moving import Denied
from articles.desk.gate import answers
from articles.desk.lookups import live_since
from articles.formats.pasted import PastedStory, Reference, from_html, from_text
from articles.models import Edition, LinkKind
from articles.models.links import hint_key
from articles.workflow import Refused
from people.mentions import find
from people.models import Entity, EntityKind

# So many READ MORE are looked up at once; further ones link themselves when the story is saved.
MAX_LOOKED_UP = 100


@require_POST
@answers
def split(request: HttpRequest) -> HttpResponse:
    """Answer a pasted story's headline, standfirst, body and references, and say what was found."""
    if not request.user.has_perm("articles.add_article"):
        raise Denied("You may not start stories. Ask an administrator for the reporter’s role.")
    story = _read(request)
    live = _live(story.references)
    names = _named(story.body)
    found = _found(story, names)
    return JsonResponse(
        {
            "headline": story.headline,
            "standfirst": story.standfirst,
            "body": story.body,
            "links": [_link(reference, live) for reference in story.references],
            "links_shown": [_shown(reference, live) for reference in story.references],
            "names": names,
            "found": found,
            "said": _said(story, found),
        }
    )


def _read(request: HttpRequest) -> PastedStory:
    text, html = request.POST.get("text", ""), request.POST.get("html", "")
    try:
        if html:
            return from_html(html)
        if len(text.encode()) > markup.MAX_BYTES:
            raise Refused(f"This text has more than {markup.MAX_BYTES:,} bytes. Paste the story in parts.")
        return from_text(text)
    except markup.Refused as error:
        raise Refused(str(error)) from error


def _live(references: Iterable[Reference]) -> dict[str, Edition]:
    """Return what readers have under each headline that exactly one story carries."""
    keys = {hint_key(reference.headline) for reference in list(references)[:MAX_LOOKED_UP]} - {""}
    titled = stories_titled(keys)
    editions = Edition.objects.live(timezone.now()).filter(article__in=titled.values()).select_related("article")
    by_story = {edition.article_id: edition for edition in editions}
    return {key: by_story[story] for key, story in titled.items() if story in by_story}


def _link(reference: Reference, live: dict[str, Edition]) -> LinkData:
    link = LinkData(key=reference.key, hint=reference.headline, url="", kind=LinkKind.READ_MORE, note="")
    edition = live.get(hint_key(reference.headline))
    if edition is not None:
        link["target"] = str(edition.article.uuid)
    elif reference.url.startswith(("http://", "https://")):
        link["url"] = reference.url
    return link


def _shown(reference: Reference, live: dict[str, Edition]) -> dict[str, str]:
    edition = live.get(hint_key(reference.headline))
    if edition is None:
        return {"key": reference.key, "label": reference.headline, "detail": ""}
    target, detail = str(edition.article.uuid), live_since(edition.first_published_at)
    return {"key": reference.key, "label": edition.headline, "detail": detail, "target": target}


def _named(html: str) -> list[dict[str, Any]]:
    """Return who is named in the text, in the order of first appearance."""
    spans = find(known_names(Entity.objects.all()), [block.text for block in body.blocks(html)])
    certain: dict[int, bool] = {}
    for span in spans:
        certain[span.entity] = certain.get(span.entity, False) or span.certain
    entities = Entity.objects.in_bulk(certain)
    return [
        {"id": pk, "name": entities[pk].name, "kind": entities[pk].kind, "certain": sure}
        for pk, sure in certain.items()
    ]


def _found(story: PastedStory, names: list[dict[str, Any]]) -> dict[str, int]:
    tags = [block.tag for block in body.blocks(story.body)]
    kinds = [name["kind"] for name in names]
    return {
        "paragraphs": sum(tag in {"p", "li", "blockquote", "pullquote", "table"} for tag in tags),
        "subheads": sum(tag in {"h2", "h3"} for tag in tags),
        "read_more": len(story.references),
        "people": kinds.count(EntityKind.PERSON),
        "organisations": kinds.count(EntityKind.ORGANISATION),
    }


def _said(story: PastedStory, found: dict[str, int]) -> str:
    if not story.headline:
        return "Nothing to take apart: all of it is in the text."
    counted = [
        (found["paragraphs"], "paragraph", "paragraphs"),
        (found["subheads"], "subhead", "subheads"),
        (found["read_more"], "READ MORE", "READ MORE"),
        (found["people"], "person", "people"),
        (found["organisations"], "organisation", "organisations"),
    ]
    parts = ["headline", *(["standfirst"] if story.standfirst else [])]
    parts += [f"{number} {one if number == 1 else many}" for number, one, many in counted if number]
    return f"Found: {', '.join(parts)}."


urlpatterns = [path("split/", split, name="desk_split")]
