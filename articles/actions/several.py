"""The same done to several stories: each by its own verb, so that what one refuses the others still get."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User

from articles.actions import assigning, editing, moving, publishing
from articles.actions.fields import Snapshot
from articles.models import Article, Section, Topic
from articles.workflow import Refused

Verb = Callable[[Article], object]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one story; `refusal` is None when it was done."""

    article: Article
    refusal: Refused | None


def do(verb: Verb, stories: Iterable[Article]) -> list[Outcome]:
    """Do it to each story in a step of its own and return what became of each."""
    return [Outcome(story, _refusal(verb, story)) for story in stories]


def _refusal(verb: Verb, story: Article) -> Refused | None:
    try:
        verb(story)
    except Refused as refusal:
        return refusal
    return None


def assign_to(user: User, *, by: User) -> Verb:
    return lambda story: assigning.assign(story, by=by, assignee=user)


def give_to_desk(desk: Section, *, by: User) -> Verb:
    return lambda story: assigning.assign(story, by=by, desk=desk)


def put_into(section: Section, *, by: User) -> Verb:
    """Return the verb that changes the section; it refuses a story that is there already."""

    def put(story: Article) -> None:
        if story.section_id == section.pk:
            raise Refused(f"It is in {section} already.")
        editing.save(story, by=by, changes=Snapshot(section=section.slug), label=f"Moved to {section}")

    return put


def add_topic(topic: Topic, *, by: User) -> Verb:
    """Return the verb that adds the topic after those there are; it refuses a story that has it."""

    def add(story: Article) -> None:
        topics = list(story.article_topics.values_list("tag__slug", flat=True))
        if topic.slug in topics:
            raise Refused(f"It has the topic {topic} already.")
        editing.save(story, by=by, changes=Snapshot(topics=[*topics, topic.slug]), label=f"Topic {topic} added")

    return add


def submit(*, by: User, why: str) -> Verb:
    return lambda story: moving.submit(story, by=by, why=why)


def approve(*, by: User, why: str) -> Verb:
    return lambda story: moving.approve(story, by=by, why=why)


def ask_changes(*, by: User, why: str) -> Verb:
    return lambda story: moving.ask_changes(story, by=by, why=why)


def spike(*, by: User, why: str) -> Verb:
    return lambda story: moving.spike(story, by=by, why=why)


def revive(*, by: User, why: str) -> Verb:
    return lambda story: moving.revive(story, by=by, why=why)


def unschedule(*, by: User, why: str) -> Verb:
    return lambda story: publishing.unschedule(story, by=by)
