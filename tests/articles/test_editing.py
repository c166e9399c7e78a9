"""Starting a story, saving it, bringing a save back; and that nobody overwrites anybody."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from articles.actions import editing, moving, publishing
from articles.actions.moving import Denied, Stale
from articles.models import Article, Byline, Edition, HistoryEntry, Revision
from articles.workflow import Move, Refused, State
from tests.making import DAY, HOUR, WEDNESDAY, fields, make_live_story, make_ready_story, make_story, state_of

LATER = WEDNESDAY + HOUR


def reread(article):
    return Article.objects.get(pk=article.pk)


def moves(article):
    return list(article.history.order_by("version").values_list("version", "move", "from_state", "to_state"))


def test_a_story_is_started_as_a_draft_with_its_first_revision_and_history(rita, world):
    article = editing.create(by=rita, fields=fields(), at=WEDNESDAY, label="First")

    revision, entry = Revision.objects.get(), HistoryEntry.objects.get()
    assert (article.state, article.version, article.created_by, article.created_at) == ("draft", 1, rita, WEDNESDAY)
    assert article.slug == "france-debriefs-us-as-envoy-flies-to-moscow"
    assert (revision.article, revision.version, revision.by, revision.at) == (article, 1, rita, WEDNESDAY)
    assert (revision.label, revision.snapshot["headline"]) == ("First", article.headline)
    assert (entry.article, entry.version, entry.move, entry.by, entry.at) == (article, 1, "save", rita, WEDNESDAY)
    assert (entry.from_state, entry.to_state, entry.by_name) == ("draft", "draft", "Rita")


def test_a_story_may_start_as_planned_and_becomes_a_draft_when_saved(rita, world):
    article = editing.create(by=rita, fields=fields(), state=State.PLANNED)

    editing.save(article, by=rita, changes={"standfirst": "New."})

    assert moves(article) == [(1, "save", "planned", "planned"), (2, "save", "planned", "draft")]
    assert reread(article).state == "draft"


@pytest.mark.parametrize("state", [State.SUBMITTED, State.CHANGES, State.READY, State.SPIKED])
def test_a_story_cannot_be_started_past_the_desk(state, rita, world):
    with pytest.raises(Refused):
        editing.create(by=rita, fields=fields(), state=state)

    assert Article.objects.count() == 0


def test_somebody_without_a_role_cannot_start_a_story(world, django_user_model):
    nobody = django_user_model.objects.create(username="nobody", is_staff=True)

    with pytest.raises(Denied):
        editing.create(by=nobody, fields=fields())

    assert Article.objects.count() == 0


@pytest.mark.parametrize("headline", ["", "   ", "\n\u202e"])
def test_a_draft_may_still_lack_its_headline(headline, rita, world):
    article = editing.create(by=rita, fields=fields(headline=headline))

    assert (article.headline, article.slug) == ("", f"story-{article.uuid.hex[:8]}")
    assert str(article) == "Story without a headline"


def test_the_slug_follows_the_headline_until_somebody_chooses_one(rita, world):
    article = make_story(rita, headline="")

    editing.save(article, by=rita, changes={"headline": "Envoy flies"})
    assert article.slug == "envoy-flies"
    editing.save(article, by=rita, changes={"headline": "Envoy flies home"})
    assert article.slug == "envoy-flies-home"
    editing.save(article, by=rita, changes={"slug": "envoy"})
    editing.save(article, by=rita, changes={"headline": "Envoy is home"})
    assert reread(article).slug == "envoy"


def test_the_address_of_a_story_that_readers_know_is_a_publishers_to_change(ed, pia):
    article = reread(make_live_story(pia, headline="Envoy flies").article)

    editing.save(article, by=ed, changes={"headline": "Envoy flies home"})
    assert reread(article).slug == "envoy-flies"
    before = state_of(article)
    with pytest.raises(Denied, match="Only a publisher"):
        editing.save(article, by=ed, changes={"slug": "envoy"})
    assert state_of(article) == before
    editing.save(reread(article), by=pia, changes={"slug": "envoy"})
    assert reread(article).slug == "envoy"


def test_a_save_counts_the_words_for_the_lists(rita, world):
    article = make_story(rita, body="<p>Three words – here.</p>")

    assert reread(article).word_count == 3
    editing.save(article, by=rita, changes={"body": "<p>One.</p><h2>Two</h2>"})
    assert reread(article).word_count == 2


def test_a_slug_as_typed_becomes_one_that_can_stand_in_an_address(rita, world):
    article = make_story(rita, slug="Straße nach Moskau / 2022?")

    assert article.slug == "strasse-nach-moskau-2022"


def test_a_story_from_a_source_has_the_same_uuid_everywhere(rita, world):
    article = editing.create(by=rita, fields=fields(), source="file", source_id="france")

    assert article.uuid == uuid.uuid5(uuid.NAMESPACE_URL, "file:france")
    with pytest.raises(IntegrityError), transaction.atomic():
        editing.create(by=rita, fields=fields(), source="file", source_id="france")


def test_a_save_writes_the_changes_and_keeps_the_rest(rita, world):
    article = make_story(rita)
    before = Article.objects.filter(pk=article.pk).values().get()

    revision = editing.save(article, by=rita, changes={"headline": "New  headline"}, at=LATER, label="Tightened")

    after = Article.objects.filter(pk=article.pk).values().get()
    columns = {"headline": "New headline", "slug": "new-headline", "version": 2, "text_version": 2, "saved_at": LATER}
    assert after == before | columns
    assert list(Byline.objects.values_list("name", flat=True)) == ["Staff and agencies"]
    assert (revision.version, revision.by, revision.at, revision.label) == (2, rita, LATER, "Tightened")
    assert moves(article) == [(1, "save", "draft", "draft"), (2, "save", "draft", "draft")]


def test_readers_see_nothing_of_a_save(pia):
    edition = make_live_story(pia)
    before = Edition.objects.filter(pk=edition.pk).values().get()

    editing.save(reread(edition.article), by=pia, changes=fields(headline="Not yet", body="<p>Not yet.</p>"))

    assert list(Edition.objects.values()) == [before]


def test_of_two_who_read_the_same_version_the_second_is_refused_and_nothing_of_theirs_is_written(rita, pia, world):
    hers = make_story(rita)
    his = reread(hers)
    editing.save(hers, by=rita, changes={"headline": "Hers"}, at=LATER)
    before = state_of(hers)

    with pytest.raises(Stale):
        editing.save(his, by=pia, changes={"headline": "His", "bylines": [], "body": "<p>His.</p>"}, at=LATER)

    assert state_of(hers) == before
    assert before["headline"] == "Hers"


@pytest.mark.parametrize("move", [moving.submit, moving.approve, moving.spike, publishing.publish])
def test_every_move_with_a_story_somebody_has_changed_since_is_refused(move, pia):
    article = make_ready_story(pia) if move is publishing.publish else make_story(pia)
    stale = reread(article)
    editing.save(article, by=pia, changes={"headline": "Newer"})
    before = state_of(article)

    with pytest.raises(Stale):
        move(stale, by=pia, at=WEDNESDAY)

    assert state_of(article) == before


def test_a_move_makes_a_save_of_the_version_before_it_stale(rita, world):
    article = make_story(rita)
    stale = reread(article)
    moving.submit(article, by=rita)

    with pytest.raises(Refused):
        editing.save(stale, by=rita, changes={"headline": "Late"})

    assert reread(article).headline == article.headline


def test_a_reporter_cannot_save_what_is_with_the_desk(rita, world):
    article = make_story(rita)
    moving.submit(article, by=rita)
    before = state_of(article)

    with pytest.raises(Denied):
        editing.save(article, by=rita, changes={"headline": "Once more"})

    assert state_of(article) == before


def test_a_spiked_story_cannot_be_saved_even_by_a_publisher(pia, world):
    article = make_story(pia)
    moving.spike(article, by=pia)
    before = state_of(article)

    with pytest.raises(Refused, match="Spiked"):
        editing.save(article, by=pia, changes={"headline": "Still here"})

    assert state_of(article) == before


def test_a_slug_saved_empty_stays_as_it_was(rita, world):
    article = make_story(rita, slug="envoy")

    editing.save(article, by=rita, changes={"slug": "?!"})

    assert reread(article).slug == "envoy"


def test_an_earlier_version_comes_back_as_a_new_one_and_nothing_in_between_is_lost(rita, world):
    article = make_story(rita, headline="First", bylines=[{"name": "One"}, {"name": "Two"}])
    editing.save(article, by=rita, changes=fields(headline="Second", body="<p>Other.</p>"), at=LATER)
    first, second = article.revisions.order_by("version")

    third = editing.restore(article, first, by=rita, at=LATER + HOUR)

    assert third.snapshot == first.snapshot
    assert (third.version, third.label, reread(article).headline) == (3, "Restored from version 1", "First")
    assert list(article.revisions.order_by("version")) == [first, second, third]
    assert moves(article)[-1] == (3, "restore", "draft", "draft")
    assert [str(line) for line in article.bylines.all()] == ["One", "Two"]


def test_a_version_of_another_story_is_refused(rita, world):
    article, other = make_story(rita), make_story(rita, headline="Other")
    before = state_of(article)

    with pytest.raises(Refused, match="another story"):
        editing.restore(article, other.revisions.get(), by=rita)

    assert state_of(article) == before


def test_a_restore_of_a_stale_story_is_refused(rita, world):
    article = make_story(rita)
    stale = reread(article)
    editing.save(article, by=rita, changes={"headline": "Newer"})
    before = state_of(article)

    with pytest.raises(Stale):
        editing.restore(stale, stale.revisions.get(version=1), by=rita)

    assert state_of(article) == before


def test_a_restore_needs_the_right_to_edit(rita, world, django_user_model):
    article = make_story(rita)
    before = state_of(article)
    noor = django_user_model.objects.create(username="noor")

    with pytest.raises(Denied):
        editing.restore(article, article.revisions.get(), by=noor)

    assert state_of(article) == before


def test_a_restore_lifts_neither_embargo_nor_legal_hold(pia, world):
    article = make_story(pia)
    until = (WEDNESDAY + DAY).isoformat()
    editing.save(article, by=pia, changes={"embargo_until": until, "legal_hold": True})

    editing.restore(article, article.revisions.get(version=1), by=pia)

    found = reread(article)
    assert (found.embargo_until, found.legal_hold) == (WEDNESDAY + DAY, True)


@pytest.mark.parametrize("changes", [{"embargo_until": None}, {"embargo_until": "2022-01-01T00:00:00Z"}])
def test_only_a_publisher_lifts_or_moves_an_embargo(changes, ed, pia, world):
    article = make_story(pia, embargo_until=(WEDNESDAY + DAY).isoformat())
    before = state_of(article)

    with pytest.raises(Denied):
        editing.save(article, by=ed, changes=changes)

    assert state_of(article) == before
    editing.save(article, by=pia, changes=changes)
    assert article.embargo_until != WEDNESDAY + DAY


def test_a_reporter_neither_starts_a_story_with_an_embargo_nor_sets_one(rita, world):
    article = make_story(rita)
    before = state_of(article)

    with pytest.raises(Denied):
        make_story(rita, embargo_until=WEDNESDAY.isoformat())
    with pytest.raises(Denied):
        editing.save(article, by=rita, changes={"embargo_until": WEDNESDAY.isoformat()})

    assert list(Article.objects.all()) == [article]
    assert state_of(article) == before


def test_whoever_edits_may_put_a_story_on_legal_hold_and_only_a_publisher_lifts_it(ed, rita, pia, world):
    article = make_story(rita)
    editing.save(article, by=ed, changes={"legal_hold": True})
    before = state_of(article)

    with pytest.raises(Denied):
        editing.save(article, by=ed, changes={"legal_hold": False})

    assert state_of(article) == before
    editing.save(article, by=pia, changes={"legal_hold": False})
    assert reread(article).legal_hold is False


def test_every_version_has_its_history_entry_and_every_save_its_revision(pia, world):
    article = make_story(pia)
    editing.save(article, by=pia, changes={"headline": "Two"})
    moving.approve(article, by=pia)
    editing.save(article, by=pia, changes={"headline": "Four"})

    assert [version for version, *_ in moves(article)] == [1, 2, 3, 4]
    assert [entry.move for entry in article.history.order_by("version")] == [
        Move.SAVE,
        Move.SAVE,
        Move.APPROVE,
        Move.SAVE,
    ]
    assert list(article.revisions.order_by("version").values_list("version", flat=True)) == [1, 2, 4]
    assert reread(article).version == 4
