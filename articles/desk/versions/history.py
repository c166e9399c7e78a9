"""Everything that was done to a story, one line each, newest first: saves, moves, editions, notes, preview links."""

import datetime as dt
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.body import word_count
from articles.desk.gate import readable
from articles.models import Article, EditionKind, HistoryEntry, allowed
from articles.models.history import name_of
from articles.workflow import Move, State

SHOWN = 100
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened; `version` is that of a save, which can be compared and restored."""

    at: dt.datetime
    kind: str
    who: str
    what: str
    why: str = ""
    words: int | None = None
    version: int | None = None
    states: str = ""
    # Two things of one moment stand in the order in which they were done.
    order: int = sys.maxsize


@require_safe
def history(request: HttpRequest, pk: str) -> HttpResponse:
    """Show what was done to the story, from `before` back when that is asked."""
    if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        raise Http404("No such story.")
    story = get_object_or_404(readable(request), pk=pk)
    user: User = request.user  # type: ignore[assignment]
    entries = list(_entries(story, request.GET.get("before", ""))[: SHOWN + 1])
    page, more = entries[:SHOWN], len(entries) > SHOWN
    since = page[-1].at if more else None
    until = page[0].at if page and "before" in request.GET else None
    lines = [*_moves(story, page), *_beside(story, since, until)]
    context = {
        **admin.site.each_context(request),
        "title": f"History: {story}",
        "story": story,
        "lines": sorted(lines, key=lambda line: (line.at, line.order), reverse=True),
        "older": page[-1].version if more else None,
        "may_restore": Move.RESTORE in allowed(user, story),
        "newest": story.text_version,
        "is_live": story.standing == "live",  # type: ignore[attr-defined]
    }
    return TemplateResponse(request, "desk/history.html", context)


def _entries(story: Article, before: str) -> QuerySet[HistoryEntry]:
    is_number = before.isascii() and before.isdigit() and len(before) <= 9
    return story.history.filter(version__lt=int(before)) if is_number else story.history.all()


def _moves(story: Article, entries: list[HistoryEntry]) -> Iterator[Line]:
    revisions = _revisions(story, entries)
    for entry in entries:
        label, words = revisions.get(entry.version, ("", None))
        is_moved = entry.from_state != entry.to_state
        yield Line(
            at=entry.at,
            kind="save" if entry.version in revisions else "move",
            who=entry.by_name,
            what="Started" if entry.version == 1 else entry.get_move_display(),
            why=entry.why or label,
            words=words,
            version=entry.version if entry.version in revisions else None,
            states=f"{State(entry.from_state).label} → {State(entry.to_state).label}" if is_moved else "",
            order=entry.version,
        )


def _revisions(story: Article, entries: list[HistoryEntry]) -> dict[int, tuple[str, int]]:
    """Return label and change of length of the saves among the entries."""
    if not entries:
        return {}
    bounds = Q(version__lte=entries[0].version, version__gte=entries[-1].version)
    rows = list(story.revisions.filter(bounds).order_by("version").values_list("version", "label", "snapshot__body"))
    if not rows:
        return {}
    earlier = story.revisions.filter(version__lt=rows[0][0]).values_list("snapshot__body", flat=True).first()
    lengths = [word_count(html or "") for html in (earlier, *(row[2] for row in rows))]
    return {
        version: (label, after - before)
        for (version, label, _), before, after in zip(rows, lengths, lengths[1:], strict=False)
    }


def _beside(story: Article, since: dt.datetime | None, until: dt.datetime | None) -> Iterator[Line]:
    """Return what has no version: editions, notes and preview links, between those moments."""
    for line in [*_editions(story), *_notes(story), *_links(story)]:
        if (since is None or line.at > since) and (until is None or line.at <= until):
            yield line


def _editions(story: Article) -> Iterator[Line]:
    for edition in story.editions.defer("body_html", "snapshot"):
        if edition.live_until <= edition.live_from:
            state = "taken back before anybody saw it"
        else:
            state = "withheld from readers" if edition.withheld else f"for readers from {_clock(edition.live_from)}"
        what = f"Edition {edition.number}: {EditionKind(edition.kind).label}, {state}"
        yield Line(edition.live_from, "edition", "", what, edition.note)


def _notes(story: Article) -> Iterator[Line]:
    for note in story.notes.select_related("by", "resolved_by"):
        what = "Answered a note" if note.reply_to_id else "Left a note"
        yield Line(note.at, "note", name_of(note.by), what, note.text[:LONGEST])
        if note.resolved_at and note.resolved_by:
            yield Line(note.resolved_at, "note", name_of(note.resolved_by), "Resolved a note", note.text[:LONGEST])


def _links(story: Article) -> Iterator[Line]:
    for link in story.preview_links.select_related("by", "revoked_by"):
        until = f"until {_clock(link.expires_at)}"
        yield Line(link.created_at, "link", name_of(link.by), f"Made a preview link, {until}")
        if link.revoked_at and link.revoked_by:
            whose = "their own preview link" if link.revoked_by == link.by else f"a preview link of {name_of(link.by)}"
            yield Line(link.revoked_at, "link", name_of(link.revoked_by), f"Revoked {whose}")


def _clock(at: dt.datetime) -> str:
    local = timezone.localtime(at)
    return f"{local:%a} {local.day} {local:%b %Y, %H:%M}"
