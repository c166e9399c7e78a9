"""The page on which a story is written: a new one, or one to change."""

import uuid

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from articles.actions import snapshots
from articles.actions.fields import BylineData, Snapshot
from articles.actions.moving import name_of
from articles.desk.gate import readable
from articles.desk.writing.form_page import Typed, for_form, page
from articles.desk.writing.plain import post
from articles.desk.writing.recovery import unsaved
from articles.models import Article, BylineRole, Section
from articles.workflow import Standing, State


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Show the form for a new story; its identity is in the address, so that a reload finds what was typed."""
    user: User = request.user  # type: ignore[assignment]
    if not user.has_perm("articles.add_article"):
        raise PermissionDenied("You may not start stories. Ask an administrator for the reporter’s role.")
    identity = _identity(request.GET.get("story", ""))
    if identity is None:
        return redirect(f"{request.path}?story={uuid.uuid4()}")
    if Article.objects.filter(uuid=identity).exists() and request.method != "POST":
        return redirect("admin:articles_article_change", get_object_or_404(readable(request), uuid=identity).pk)
    return _answer(request, begun(identity, user), first_fields(user))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: str) -> HttpResponse:
    """Show the form of a story to whoever may read it; those who may not change it read it there."""
    if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        raise Http404("No such story.")
    stories = for_form(readable(request), request.user, timezone.now())  # type: ignore[arg-type]
    story = get_object_or_404(stories, pk=pk)
    return _answer(request, story, snapshots.read(story))


def _answer(request: HttpRequest, story: Article, shown: Snapshot) -> HttpResponse:
    if request.method == "POST":
        return post(request, story, shown)
    left = unsaved(story, request.user, shown) if "restore" in request.GET else None  # type: ignore[arg-type]
    return page(request, story, shown, Typed(left.fields, left.version) if left else None)


def begun(identity: uuid.UUID, user: User) -> Article:
    """Return a story that has no row yet, standing where a draft stands."""
    story = Article(uuid=identity, created_by=user, state=State.DRAFT)
    # What `with_standing` would say of it.
    story.standing, story.starts, story.is_pending = Standing.NOTHING, None, False  # type: ignore[attr-defined]
    story.asked = timezone.now()  # type: ignore[attr-defined]
    return story


def first_fields(user: User) -> Snapshot:
    """Return what a new story says before anybody typed: who writes it, and the section they wrote for last."""
    person = getattr(user, "person", None)
    byline = BylineData(person=person.slug) if person else BylineData(name=name_of(user))
    section = Section.objects.filter(articles__created_by=user).order_by("-articles__created_at").first()
    section = section or user.edited_sections.first()
    return Snapshot(bylines=[BylineData(**byline, role=BylineRole.WORDS)], section=section.slug if section else None)


def _identity(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
