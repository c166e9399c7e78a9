"""Scenes for a browser, played in the demo paper by the newsroom's own verbs, in a process beside the server."""

import datetime as dt
import json
import sys
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from articles.actions import editing, moving, publishing
from articles.models import Article, Edition
from people.models import Entity
from tests.running import finish, start
from tests.site.serving import Paper

PROCESS = "import django; django.setup(); from tests.site import scenes; scenes.answer()"
FIELDS = {
    "headline": "Grain prices ease as ships leave Odesa again",
    "standfirst": "Traders had feared a third week without a ship. Two left in the morning and a third at noon.",
    "body": "<p>Two ships left in the morning. A third followed at noon.</p>",
    "section": "world",
    "bylines": [{"name": "Staff and agencies"}],
}


def play(paper: Paper, scene: str, **told: Any) -> Any:
    """Play the scene of that name in the paper and return what came of it."""
    process = start(paper.folder, "-c", PROCESS, scene, json.dumps(told), **paper.more)
    return json.loads(finish(process))


def signed_in(who: str) -> dict[str, str]:
    """Sign somebody in and return the cookie that says so."""
    user, session = account(who), SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return {"name": "sessionid", "value": session.session_key}


def story(
    state: str = "ready", live_hours_ago: float | None = None, changes: dict[str, Any] | None = None, **fields: Any
) -> dict[str, Any]:
    """Make a story that is a draft, ready or live, with changes in its working copy."""
    pia = account("pia")
    ago = dt.timedelta(hours=live_hours_ago or 0)
    article = editing.create(by=pia, fields=FIELDS | fields, at=timezone.now() - ago)
    if state != "draft":
        moving.approve(article, by=pia)
    if live_hours_ago is not None:
        publishing.publish(article, by=pia, at=timezone.now() - ago)
    if changes:
        editing.save(article, by=pia, changes=changes)
    return {"uuid": str(article.uuid), "pk": article.pk}


def save(uuid: str, who: str, **changes: Any) -> None:
    """Save a story as a colleague does."""
    editing.save(Article.objects.get(uuid=uuid), by=account(who), changes=changes)


def bodies() -> list[str]:
    """Return the text of every story of the paper."""
    return list(Article.objects.exclude(body="").values_list("body", flat=True))


def entity(slug: str) -> int:
    """Return the number by which texts name a person or an organisation."""
    return Entity.objects.get(slug=slug).pk


def editions(uuid: str) -> list[dict[str, Any]]:
    """Return what was made of a story for readers."""
    made = Edition.objects.filter(article__uuid=uuid).order_by("number")
    return [
        {
            "kind": edition.kind,
            "note": edition.note,
            "headline": edition.headline,
            "live_from": edition.live_from.isoformat(),
            "was_seen": edition.was_seen,
            "path": edition.get_absolute_url(),
        }
        for edition in made
    ]


def account(who: str) -> User:
    return User.objects.get(username=who)


SCENES = {
    "signed_in": signed_in,
    "story": story,
    "save": save,
    "editions": editions,
    "bodies": bodies,
    "entity": entity,
}


def answer() -> None:
    """Play what the command line says, and print what came of it."""
    _, scene, told = sys.argv
    sys.stdout.write(json.dumps(SCENES[scene](**json.loads(told))))
