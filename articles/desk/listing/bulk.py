"""What the story list does to several stories at once. Publishing is not among it: stories go out one by one."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from articles.actions import several
from articles.actions.moving import Stale
from articles.actions.several import Outcome, Verb
from articles.desk.gate import HIGHEST, answers, back, fetched, status
from articles.filters.fields import AccountField, NamedField, SectionField
from articles.models import Article, Section, Topic
from articles.workflow import Refused

MOST = 200
NOT_FOUND = "There is no such story, or you may not read it."


class Gone(Refused):
    """A story that there is not, or not for this person."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something the list can do: its words, the field it needs, and how the verb is made of what was posted."""

    name: str
    label: str
    done: str
    needs: str
    verb: Callable[[QueryDict, User], Verb]


def _chosen(field: forms.Field, name: str, posted: QueryDict) -> Any:
    """Return what a field of the bar holds; raises Refused when it holds nothing that exists."""
    try:
        chosen = field.clean(posted.get(name, ""))
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    if chosen is None:
        raise Refused(f"Choose the {field.label} first.")
    return chosen


def _section(name: str, label: str, posted: QueryDict) -> Section:
    field = SectionField(label=label)
    field.offer(list(Section.objects.all()))
    return _chosen(field, name, posted)


def _topic(posted: QueryDict) -> Topic:
    field = NamedField(rows=Topic.objects.all(), kind="topics", what="topic", label="topic", required=False)
    return _chosen(field, "topic", posted)


def _account(posted: QueryDict) -> User:
    return _chosen(AccountField(label="colleague", required=False), "assignee", posted)


def _move(verb: Callable[..., Verb]) -> Callable[[QueryDict, User], Verb]:
    return lambda posted, by: verb(by=by, why=posted.get("why", ""))


DEEDS = [
    Deed(
        "assign", "Assign to …", "assigned", "assignee", lambda posted, by: several.assign_to(_account(posted), by=by)
    ),
    Deed(
        "desk",
        "Give to desk …",
        "given to the desk",
        "desk",
        lambda posted, by: several.give_to_desk(_section("desk", "desk", posted), by=by),
    ),
    Deed(
        "section",
        "Move to section …",
        "moved",
        "section",
        lambda posted, by: several.put_into(_section("section", "section", posted), by=by),
    ),
    Deed(
        "topic", "Add topic …", "given the topic", "topic", lambda posted, by: several.add_topic(_topic(posted), by=by)
    ),
    Deed("submit", "Send to desk", "sent to the desk", "", _move(several.submit)),
    Deed("approve", "Ready", "marked ready", "", _move(several.approve)),
    Deed("ask_changes", "Ask for changes …", "sent back", "why", _move(several.ask_changes)),
    Deed("spike", "Spike", "spiked", "why", _move(several.spike)),
    Deed("revive", "Bring back", "brought back", "", _move(several.revive)),
    Deed("unschedule", "Unschedule", "unscheduled", "", _move(several.unschedule)),
]


@require_POST
@answers
def bulk(request: HttpRequest) -> HttpResponse:
    """Do one thing to the stories that were ticked, and tell of each that was refused why."""
    user: User = request.user  # type: ignore[assignment]
    deed = next((deed for deed in DEEDS if deed.name == request.POST.get("do")), None)
    if deed is None:
        raise Refused("Choose what to do with the stories. Publishing is done one by one, from each story.")
    ticked = _ticked(request.POST.getlist("story"))
    verb = deed.verb(request.POST, user)
    outcomes = several.do(_as_read(verb, ticked), _stories(user, ticked))
    return _told(request, deed, outcomes)


def _ticked(values: list[str]) -> dict[uuid.UUID, int]:
    """Return the version of each story as the page showed it; raises Refused for what is no story and version."""
    if not values:
        raise Refused("Tick the stories first.")
    if len(values) > MOST:
        raise Refused(f"At most {MOST} stories at once.")
    found = {}
    for value in values:
        identity, _, version = value.partition(".")
        try:
            key = uuid.UUID(identity)
        except ValueError as error:
            raise Refused("The page did not say which stories are meant. Load it again.") from error
        if not (version.isascii() and version.isdigit() and len(version) <= 10 and int(version) <= HIGHEST):
            raise Refused("The page did not say which version of each story it shows. Load it again.")
        found[key] = int(version)
    return found


def _stories(user: User, ticked: dict[uuid.UUID, int]) -> list[Article]:
    """Return the stories as ticked; one that this person may not read is one that is not there."""
    readable = Article.objects.readable_by(user).select_related("section").filter(uuid__in=ticked)
    by_identity = {story.uuid: story for story in readable}
    return [by_identity.get(identity) or Article(uuid=identity) for identity in ticked]


def _as_read(verb: Verb, ticked: dict[uuid.UUID, int]) -> Verb:
    def done(story: Article) -> None:
        if story.pk is None:
            raise Gone(NOT_FOUND)
        if story.version != ticked[story.uuid]:
            raise Stale("Somebody else has changed it since this list was shown.")
        verb(story)

    return done


def _told(request: HttpRequest, deed: Deed, outcomes: list[Outcome]) -> HttpResponse:
    done = [outcome.article for outcome in outcomes if outcome.refusal is None]
    refused = [(outcome.article, outcome.refusal) for outcome in outcomes if outcome.refusal is not None]
    said = f"{len(done)} {'story' if len(done) == 1 else 'stories'} {deed.done}."
    if fetched(request):
        answer = {
            "said": said,
            "done": [{"uuid": str(story.uuid), "version": story.version} for story in done],
            "refused": [
                {"uuid": str(story.uuid), "headline": _name(story), "status": _status(why), "error": str(why)}
                for story, why in refused
            ],
        }
        statuses = {_status(why) for _, why in refused}
        return JsonResponse(answer, status=200 if done else statuses.pop() if len(statuses) == 1 else 400)
    if done:
        messages.success(request, said)
    for story, why in refused:
        messages.error(request, f"{_name(story)}: {why}" if story.pk else str(why))
    return redirect(back(request))


def _status(refusal: Refused) -> int:
    return 404 if isinstance(refusal, Gone) else status(refusal)


def _name(story: Article) -> str:
    return f"“{story}”" if story.pk else ""


urlpatterns = [path("bulk/", bulk, name="desk_bulk")]
