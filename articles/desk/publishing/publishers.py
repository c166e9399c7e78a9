"""Who stands at the publisher's doors."""

import uuid
from typing import cast

from django.contrib.auth.models import User
from django.http import HttpRequest

from articles.actions.moving import Denied
from articles.desk.gate import story_or_404
from articles.models import Article
from articles.workflow import Move


def publishable_or_404(request: HttpRequest, identity: uuid.UUID) -> Article:
    """Return the story; raises Http404 to those who may not read it, Denied to those who may not publish it."""
    story = story_or_404(request, identity)
    if not request.user.has_perm(Move.PUBLISH.permission, story):
        raise Denied("Only a publisher may publish, schedule or withdraw a story.")
    return story


def publisher(request: HttpRequest) -> User:
    """Return who asks; nobody gets here without an account."""
    return cast(User, request.user)
