"""A story begun from another: all that the working copy says, nothing of what became of it."""

import pytest

from articles.actions import snapshots
from articles.actions.assigning import assign
from articles.actions.copying import copy
from articles.actions.importing import import_story
from articles.actions.moving import Denied
from articles.models import Article, Note
from tests.making import (
    DAY,
    HOUR,
    WEDNESDAY,
    everything,
    fields,
    make_image,
    make_live_story,
    make_person,
    make_story,
    make_topic,
    make_user,
)

LATER = WEDNESDAY + HOUR


def full(**changes):
    """A story with every part."""
    make_person("Liz Truss")
    make_topic("Diplomacy")
    picture = {"image": str(make_image().uuid), "alt": "Two men at a table", "caption": "Far apart"}
    return {
        "bylines": [{"person": "liz-truss", "role": "words"}, {"name": "Agencies", "role": "reporting"}],
        "topics": ["diplomacy"],
        "picture": picture,
        "links": [{"key": "a", "hint": "Six questions", "kind": "read_more", "url": "", "note": ""}],
        "embargo_until": (WEDNESDAY + DAY).isoformat(),
        "legal_hold": True,
        **changes,
    }


def test_a_copy_says_all_that_the_working_copy_says(rita, pia, world):
    story = make_story(pia, **full())
    Article.objects.filter(pk=story.pk).update(created_by=rita)

    begun = copy(story, by=rita, at=LATER)

    said, copied = snapshots.take(Article.objects.get(pk=story.pk)), snapshots.take(begun)
    assert said["embargo_until"] and said["legal_hold"] and said["picture"] and said["links"] and said["topics"]
    assert copied == said
    assert begun.uuid != story.uuid


def test_a_copy_is_a_new_draft_of_whoever_made_it(ed, pia):
    edition = make_live_story(pia)
    story = Article.objects.get(pk=edition.article_id)
    assign(story, by=pia, assignee=ed, due_at=WEDNESDAY + DAY, commissioned_words=400)
    Note.objects.create(article=story, text="Who says so?", by=pia, at=WEDNESDAY)

    begun = copy(story, by=ed, at=LATER)

    stored = Article.objects.get(pk=begun.pk)
    assert (stored.state, stored.version, stored.created_by, stored.created_at) == ("draft", 1, ed, LATER)
    assert (stored.published_on, stored.assignee, stored.due_at, stored.commissioned_words) == (None, None, None, None)
    assert (stored.notes.count(), stored.editions.count(), stored.revisions.count()) == (0, 0, 1)
    entry = stored.history.get()
    said = "Copied from “France debriefs US as envoy flies to Moscow”"
    assert (entry.move, entry.by_name, entry.at, entry.why) == ("save", "Ed", LATER, said)


def test_a_copy_of_an_imported_story_came_from_nowhere(pia, world):
    story = import_story(source="wire", source_id="7", fields=fields(), by=pia).article

    begun = copy(story, by=pia)

    assert (story.source, story.source_id) == ("wire", "7")
    assert (begun.source, begun.source_id) == ("", "")


def test_what_was_changed_in_hand_and_never_saved_is_not_copied(pia, world):
    story = make_story(pia, headline="As saved")
    story.headline = "As typed"

    assert copy(story, by=pia).headline == "As saved"


def test_nobody_copies_what_they_may_not_read_and_nobody_without_a_role_copies(rita, pia, world):
    story = make_story(pia)
    own = make_story(rita, headline="Own")
    dismissed = make_user("dora", "reporter")
    theirs = make_story(dismissed, headline="Theirs")
    dismissed.groups.clear()
    before = everything()

    with pytest.raises(Denied, match="may not read"):
        copy(story, by=rita)
    with pytest.raises(Denied, match="may not start"):
        copy(theirs, by=type(dismissed).objects.get(pk=dismissed.pk))

    assert everything() == before
    assert copy(own, by=rita).headline == "Own"
