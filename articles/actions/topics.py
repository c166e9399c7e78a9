"""Making a topic from within a story."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from articles.actions.moving import Denied
from articles.models import Topic
from articles.workflow import Refused
from people.names import harmless, slug


def add_topic(name: str, introduction: str, *, by: User) -> Topic:
    """Make a topic with a line that says what belongs to it.

    Refuses who may not add one, a topic without such a line, and a name that is there already.
    """
    if not by.has_perm("articles.add_topic"):
        raise Denied("You may not make topics. Choose one that exists, or ask your editor for a new one.")
    name, introduction = (" ".join(harmless(text).split()) for text in (name, introduction))
    if not introduction:
        raise Refused("Say in a line what belongs to this topic, so that others use it for the same.")
    with transaction.atomic():
        address = slug(name, "topic")
        known = Topic.objects.filter(name__iexact=name).first() or Topic.objects.filter(slug=address).first()
        if known:
            raise Refused(f"The topic “{known}” exists already. Choose it from the list.")
        topic = Topic(name=name, slug=address, introduction=introduction)
        try:
            topic.full_clean()
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error
        topic.save()
    return topic
