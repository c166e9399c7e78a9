"""What readers get when a story is published, changed, scheduled, taken back; and when that is refused."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from articles.actions import editing, moving, publishing
from articles.actions.moving import Denied
from articles.models import FAR_FUTURE, Appearance, Article, Edition, EditionAuthor, EditionKind, EditionTopic
from articles.rendering import digest
from articles.workflow import Refused
from tests.making import (
    DAY,
    HOUR,
    WEDNESDAY,
    change_story,
    make_image,
    make_live_story,
    make_liz_truss,
    make_person,
    make_ready_story,
    make_topic,
    state_of,
)

LATER = WEDNESDAY + HOUR
NEXT = WEDNESDAY + 2 * HOUR


def reread(story):
    return Article.objects.get(pk=getattr(story, "article_id", story.pk))


def spans(article):
    """Return number, kind and from when to when of each edition."""
    return list(
        Edition.objects.filter(article=article)
        .order_by("number")
        .values_list("number", "kind", "live_from", "live_until")
    )


def test_a_published_story_is_live_from_its_moment_on(pia):
    edition = make_live_story(pia, WEDNESDAY)

    assert list(Edition.objects.live(WEDNESDAY)) == [edition]
    assert list(Edition.objects.live(WEDNESDAY - DAY)) == []


def test_an_edition_is_the_working_copy_with_everybody_in_it(pia):
    truss, hanna = make_liz_truss(), make_person("Hanna Lind")
    topic, image = make_topic(), make_image()
    edition = make_live_story(
        pia,
        short_headline="Envoy flies",
        kicker="Crisis",
        dateline="Paris",
        body="<p>'We hope,' said Liz Truss.</p>",
        bylines=[{"person": "hanna-lind"}, {"name": "Agencies", "role": "reporting"}],
        topics=["diplomacy"],
        picture={"image": str(image.uuid), "caption": "A table.", "alt": "A long table."},
    )

    stored = Edition.objects.get()
    copied = {name: getattr(stored, name) for name in ("slug", "headline", "short_headline", "standfirst", "kicker")}
    assert copied == {name: getattr(edition.article, name) for name in copied}
    assert (stored.number, stored.kind, stored.live_from, stored.live_until) == (
        1,
        EditionKind.PUBLICATION,
        WEDNESDAY,
        FAR_FUTURE,
    )
    assert (stored.first_published_at, stored.updated_at) == (WEDNESDAY, WEDNESDAY)
    assert stored.body_html == '<p>‘We hope,’ said <a data-entity="person:liz-truss">Liz Truss</a>.</p>'
    assert (stored.picture, stored.picture_alt, stored.word_count) == (image, "A long table.", 5)
    assert list(Appearance.objects.values_list("entity", "role", "is_key")) == [
        (truss.pk, "UK Foreign Secretary", True)
    ]
    assert list(EditionAuthor.objects.values_list("person", "role")) == [(hanna.pk, "words")]
    assert list(EditionTopic.objects.values_list("topic", flat=True)) == [topic.pk]


def test_a_decorative_picture_is_described_to_nobody(pia):
    image = make_image()
    picture = {"image": str(image.uuid), "caption": "", "alt": "A long table.", "is_decorative": True}

    edition = make_live_story(pia, picture=picture)

    assert (edition.picture, edition.picture_alt, edition.snapshot["picture"]["alt"]) == (image, "", "")


def test_publishing_now_leaves_the_seconds_in_which_it_can_be_taken_back(pia, settings):
    settings.PUBLISH_DELAY_SECONDS = 60
    article = make_ready_story(pia)
    before = timezone.now()

    edition = publishing.publish(article, by=pia)

    ahead = edition.live_from - dt.timedelta(seconds=60)
    assert before <= ahead <= timezone.now()
    assert list(Edition.objects.live()) == []
    publishing.unschedule(reread(article), by=pia)
    assert list(Edition.objects.live(edition.live_from)) == []


def test_publishing_at_a_time_to_come_is_refused(pia):
    article = make_ready_story(pia)
    before = state_of(article)

    with pytest.raises(Refused, match="schedule"):
        publishing.publish(article, by=pia, at=timezone.now() + HOUR)

    assert state_of(article) == before


@pytest.mark.parametrize("role", ["rita", "ed"])
def test_only_a_publisher_releases(role, request, pia):
    person = request.getfixturevalue(role)
    article, live = make_ready_story(pia), reread(make_live_story(pia))
    before = state_of(article), state_of(live)

    for attempt in (
        lambda: publishing.publish(article, by=person, at=WEDNESDAY),
        lambda: publishing.schedule(article, by=person, at=LATER, now=WEDNESDAY),
        lambda: publishing.withdraw(live, by=person, at=LATER, note="Wrong."),
        lambda: publishing.unschedule(live, by=person, at=LATER),
    ):
        with pytest.raises(Denied):
            attempt()

    assert (state_of(article), state_of(live)) == before


@pytest.mark.parametrize("kind", [EditionKind.FIX, EditionKind.UPDATE, EditionKind.CORRECTION])
def test_a_story_readers_do_not_know_cannot_be_changed_before_them(kind, pia):
    article = make_ready_story(pia)
    before = state_of(article)

    with pytest.raises(Refused, match="publish it first"):
        publishing.publish(article, by=pia, at=WEDNESDAY, kind=kind, note="Why.")

    assert state_of(article) == before


@pytest.mark.parametrize("kind", [None, EditionKind.PUBLICATION, EditionKind.WITHDRAWAL])
def test_publishing_again_says_what_kind_of_change_it_is(kind, pia):
    article = reread(make_live_story(pia))
    before = state_of(article)

    with pytest.raises(Refused, match="what kind of change"):
        publishing.publish(article, by=pia, at=LATER, kind=kind, note="Why.")

    assert state_of(article) == before


@pytest.mark.parametrize("kind", [EditionKind.CORRECTION, EditionKind.CLARIFICATION])
@pytest.mark.parametrize("note", ["", " \n"])
def test_what_corrects_needs_a_note_for_readers(kind, note, pia):
    article = reread(make_live_story(pia))
    before = state_of(article)

    with pytest.raises(Refused, match="needs a note"):
        publishing.publish(article, by=pia, at=LATER, kind=kind, note=note)

    assert state_of(article) == before


@pytest.mark.parametrize(
    ("kind", "updated_at"),
    [
        (EditionKind.FIX, WEDNESDAY),
        (EditionKind.CLARIFICATION, WEDNESDAY),
        (EditionKind.UPDATE, LATER),
        (EditionKind.CORRECTION, LATER),
    ],
)
def test_only_an_update_and_a_correction_move_the_time_readers_see(kind, updated_at, pia):
    first = make_live_story(pia)

    second = change_story(first, pia, LATER, kind=kind, note="It was  four.")

    assert (second.number, second.kind, second.note) == (2, kind, "It was four.")
    assert (second.first_published_at, second.updated_at) == (WEDNESDAY, updated_at)
    assert spans(first.article) == [(1, "publication", WEDNESDAY, LATER), (2, kind, LATER, FAR_FUTURE)]
    assert [list(Edition.objects.live(at)) for at in (WEDNESDAY, LATER)] == [[first], [second]]


def test_a_fix_after_an_update_keeps_the_time_of_the_update(pia):
    first = make_live_story(pia)
    change_story(first, pia, LATER)

    third = change_story(first, pia, NEXT, kind=EditionKind.FIX)

    assert (third.first_published_at, third.updated_at) == (WEDNESDAY, LATER)


def test_who_somebody_was_is_asked_of_the_day_of_first_publication(pia):
    make_liz_truss()
    first = make_live_story(pia, body="<p>Liz Truss spoke.</p>")
    september = dt.datetime(2022, 9, 20, tzinfo=dt.UTC)

    second = change_story(first, pia, september, body="<p>Liz Truss spoke again.</p>")

    assert [appearance.role for appearance in second.appearances.all()] == ["UK Foreign Secretary"]


@pytest.mark.parametrize("at", [WEDNESDAY, WEDNESDAY - HOUR])
def test_nothing_is_slipped_in_at_or_before_what_readers_have(at, pia):
    article = reread(make_live_story(pia))
    before = state_of(article)

    with pytest.raises(Refused, match="newer edition"):
        publishing.publish(article, by=pia, at=at, kind=EditionKind.FIX)

    assert state_of(article) == before


def test_an_edition_that_readers_have_had_is_not_taken_from_history_by_a_backdated_one(pia):
    first = make_live_story(pia)
    change_story(first, pia, NEXT)
    article = reread(first)
    before = state_of(article)

    with pytest.raises(Refused, match="newer edition"):
        publishing.publish(article, by=pia, at=LATER, kind=EditionKind.FIX)

    assert state_of(article) == before


def test_an_edition_is_chained_to_the_one_before_it_and_can_be_checked_later(pia):
    in_paris = WEDNESDAY.astimezone(ZoneInfo("Europe/Paris"))
    first = make_live_story(pia, in_paris)
    change_story(first, pia, LATER, kind=EditionKind.CORRECTION, note="It was four.")
    publishing.withdraw(reread(first), by=pia, at=NEXT, note="Wrong.")

    chain = list(Edition.objects.order_by("number"))

    assert [edition.digest for edition in chain] == [
        digest("", chain[0].content()),
        digest(chain[0].digest, chain[1].content()),
        digest(chain[1].digest, chain[2].content()),
    ]
    assert len({edition.digest for edition in chain}) == 3


def test_a_word_changed_in_an_edition_breaks_its_digest(pia):
    edition = make_live_story(pia)

    edition.headline += "!"

    assert digest("", edition.content()) != edition.digest


def test_an_editor_changes_an_approved_story_and_readers_get_it_only_when_published(pia, ed):
    first = make_live_story(pia)
    editing.save(reread(first), by=ed, changes={"headline": "Changed"}, at=LATER)
    assert [edition.headline for edition in Edition.objects.live(NEXT)] == [first.headline]

    publishing.publish(reread(first), by=pia, at=NEXT, kind=EditionKind.FIX)

    assert [edition.headline for edition in Edition.objects.live(NEXT)] == ["Changed"]


def test_publishing_is_on_record(pia):
    first = make_live_story(pia)
    change_story(first, pia, LATER, kind=EditionKind.CORRECTION, note="It was four.")

    entry = reread(first).history.order_by("-version").first()

    assert (entry.move, entry.by, entry.at, entry.why) == ("publish", pia, LATER, "It was four.")
    assert (entry.from_state, entry.to_state) == ("ready", "ready")


def test_a_story_handed_back_must_be_approved_again(pia):
    article = reread(make_live_story(pia))
    moving.ask_changes(article, by=pia, why="Who says so?")
    before = state_of(article)

    with pytest.raises(Refused, match="Changes asked"):
        publishing.publish(article, by=pia, at=LATER, kind=EditionKind.FIX)

    assert state_of(article) == before
