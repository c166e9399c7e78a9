"""Stories from outside: the same story twice is one story, and the desk's work is never overwritten."""

import datetime as dt

import pytest
from django.contrib.auth import authenticate
from django.utils import timezone

from articles.actions import editing, moving, publishing
from articles.actions.checklist import NotReady
from articles.actions.importing import (
    FileOptions,
    FileReport,
    Outcome,
    fields_of,
    import_file,
    import_story,
    importer,
    publish_imported,
)
from articles.actions.moving import Denied
from articles.formats.text import parse
from articles.models import Article, Edition, EditionKind
from articles.workflow import Refused, State
from tests.making import DAY, HOUR, WEDNESDAY, fields, make_user, state_of

TEXT = """France debriefs US
The White House hears of the talks.
The talks went on into the night, and nobody said how they would end.
READ MORE: Envoy flies
"""


def take(by, at=WEDNESDAY, source_id="france", **changes):
    return import_story(fields(**changes), source="wire", source_id=source_id, by=by, at=at)


def test_a_parsed_text_gives_the_fields_it_tells_of_and_no_others():
    assert fields_of(parse(TEXT.encode())) == {
        "headline": "France debriefs US",
        "standfirst": "The White House hears of the talks.",
        "body": (
            "<p>The talks went on into the night, and nobody said how they would end.</p>\n"
            '<aside data-related="read-more-1"></aside>'
        ),
        "links": [{"key": "read-more-1", "hint": "Envoy flies"}],
    }


def test_what_the_importer_says_beside_the_text_is_added():
    bylines = [{"name": "Agencies"}]

    found = fields_of(parse(TEXT.encode()), bylines=bylines, section="world", language="fr")

    assert {name: found[name] for name in ("bylines", "section", "language")} == {
        "bylines": bylines,
        "section": "world",
        "language": "fr",
    }


def test_a_new_story_comes_in_as_a_draft_of_its_time(pia):
    imported = take(pia)

    article = Article.objects.get()
    assert (imported.article, imported.outcome) == (article, Outcome.CREATED)
    assert (article.state, article.created_by, article.created_at) == ("draft", pia, WEDNESDAY)
    assert (article.source, article.source_id) == ("wire", "france")
    assert list(article.revisions.values_list("version", "label")) == [(1, "Imported")]


def test_a_story_may_come_in_as_planned_but_not_past_the_desk(pia):
    planned = import_story(fields(), source="wire", source_id="1", by=pia, state=State.PLANNED)
    with pytest.raises(Refused):
        import_story(fields(), source="wire", source_id="2", by=pia, state=State.READY)

    assert list(Article.objects.values_list("pk", "state")) == [(planned.article.pk, "planned")]


def test_the_same_story_twice_is_one_story_and_nothing_changes(pia):
    first = take(pia)
    before = state_of(first.article)

    second = take(pia, at=WEDNESDAY + DAY)

    assert (second.article, second.outcome) == (first.article, Outcome.UNCHANGED)
    assert state_of(first.article) == before
    assert Article.objects.count() == 1


def test_a_story_that_changed_there_is_brought_up_to_date_as_a_new_version(pia):
    first = take(pia)

    second = take(pia, headline="Newer")

    article = Article.objects.get()
    assert (second.article, second.outcome, article.headline) == (first.article, Outcome.CHANGED, "Newer")
    assert list(article.revisions.order_by("version").values_list("version", "label")) == [
        (1, "Imported"),
        (2, "Imported"),
    ]
    assert take(pia, headline="Newer").outcome is Outcome.UNCHANGED


def test_what_the_desk_edited_is_never_overwritten(pia):
    first = take(pia)
    editing.save(first.article, by=pia, changes={"standfirst": "Ours."})
    before = state_of(first.article)

    with pytest.raises(Refused, match="edited at the desk"):
        take(pia, headline="Newer")
    assert take(pia).outcome is Outcome.UNCHANGED

    assert state_of(first.article) == before


def test_stories_are_told_apart_by_source_and_id(pia):
    stories = [
        take(pia),
        take(pia, source_id="other"),
        import_story(fields(), source="file", source_id="france", by=pia),
    ]

    assert len({imported.article for imported in stories}) == len({imported.article.uuid for imported in stories}) == 3


def test_a_bad_story_leaves_nothing_behind(pia):
    for bad in ({"topics": ["nothing"]}, {"bylines": [{"person": "nobody"}]}, {"body": "<b>" * 60 + "deep"}):
        with pytest.raises(Refused):
            take(pia, **bad)

    assert list(Article.objects.all()) == []


def test_importing_takes_the_right_to_write(pia):
    mine = take(pia)
    before = state_of(mine.article)

    for nobody in (make_user("nobody"), make_user("sam", "reporter")):
        with pytest.raises(Denied):
            take(nobody, headline="Newer")

    assert state_of(mine.article) == before


def test_what_is_imported_can_go_live_at_its_own_time(pia):
    imported = take(pia, at=WEDNESDAY - HOUR)

    assert publish_imported(imported, by=pia, at=WEDNESDAY) is True

    edition = Edition.objects.get()
    assert (edition.live_from, edition.kind, edition.first_published_at) == (WEDNESDAY, "publication", WEDNESDAY)
    assert list(Edition.objects.live(WEDNESDAY)) == [edition]
    assert publish_imported(take(pia), by=pia) is False
    assert Edition.objects.count() == 1


def test_published_without_a_time_it_is_live_at_once(pia, settings):
    settings.PUBLISH_DELAY_SECONDS = 60

    publish_imported(take(pia), by=pia)

    assert Edition.objects.live().count() == 1


def test_a_story_readers_know_gets_an_update_when_the_import_changed_it(pia):
    publish_imported(take(pia), by=pia, at=WEDNESDAY)
    before = timezone.now()

    assert publish_imported(take(pia, headline="Newer"), by=pia, at=WEDNESDAY + DAY) is True

    edition = Edition.objects.get(number=2)
    assert (edition.kind, edition.headline, edition.first_published_at) == ("update", "Newer", WEDNESDAY)
    assert before <= edition.live_from <= timezone.now()


def test_only_a_publisher_publishes_what_is_imported(rita, pia, world):
    imported = take(rita)
    before = state_of(imported.article)

    with pytest.raises(Denied):
        publish_imported(imported, by=rita, at=WEDNESDAY)

    assert state_of(imported.article) == before


def test_a_story_that_is_not_ready_is_neither_approved_nor_published(pia):
    imported = take(pia, bylines=[])
    before = state_of(imported.article)

    with pytest.raises(NotReady):
        publish_imported(imported, by=pia, at=WEDNESDAY)

    assert state_of(imported.article) == before


def test_an_import_does_not_bring_back_what_the_desk_withdrew(pia):
    publish_imported(take(pia), by=pia, at=WEDNESDAY)
    publishing.withdraw(Article.objects.get(), by=pia, at=WEDNESDAY + HOUR, note="Wrong.")
    changed = take(pia, headline="Newer")
    before = state_of(changed.article)

    with pytest.raises(Refused, match="Withdrawn"):
        publish_imported(changed, by=pia)

    assert state_of(changed.article) == before
    assert publish_imported(take(pia, headline="Newer"), by=pia) is False
    assert list(Edition.objects.live()) == []


def test_an_import_does_not_publish_early_what_the_desk_scheduled(pia):
    imported = take(pia)
    moving.approve(imported.article, by=pia)
    publishing.schedule(imported.article, by=pia, at=timezone.now() + DAY)

    assert publish_imported(take(pia), by=pia) is False
    with pytest.raises(Refused, match="Scheduled"):
        publish_imported(take(pia, headline="Newer"), by=pia)

    assert list(Edition.objects.live()) == []


def test_a_story_that_was_taken_back_unseen_can_still_be_published_by_an_import(pia):
    imported = take(pia)
    moving.approve(imported.article, by=pia)
    publishing.schedule(imported.article, by=pia, at=timezone.now() + DAY)
    publishing.unschedule(imported.article, by=pia)

    publish_imported(take(pia, headline="Newer"), by=pia)

    assert [(edition.headline, edition.kind) for edition in Edition.objects.live()] == [
        ("Newer", EditionKind.PUBLICATION)
    ]


def test_the_account_of_the_command_line_publishes_and_nobody_signs_in_with_it(db, client):
    account = importer()

    assert importer() == account
    assert account.has_perm("articles.publish_article")
    assert (account.is_staff, account.is_superuser, account.has_usable_password()) == (False, False, False)
    assert [authenticate(username="importer", password=guess) for guess in ("", "!", "importer")] == [None] * 3


@pytest.mark.parametrize(
    ("name", "data", "outcome"),
    [
        ("france.txt", TEXT.encode(), Outcome.CREATED),
        ("empty.txt", b"", FileReport.BROKEN),
        ("binary.txt", b"\x00\x01\x02" * 100, FileReport.BROKEN),
        ("missing.txt", None, FileReport.BROKEN),
    ],
)
def test_a_file_goes_in_whole_or_is_said_to_be_broken(name, data, outcome, pia, tmp_path):
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)

    report = import_file(path, FileOptions(by=pia, section="world"))

    assert report.outcome == outcome
    assert list(Article.objects.values_list("source_id", flat=True)) == (["france"] if data == TEXT.encode() else [])


def test_a_file_that_may_not_be_published_is_skipped_and_not_kept(pia, tmp_path):
    path = tmp_path / "france.txt"
    path.write_text(TEXT)

    report = import_file(
        path, FileOptions(by=pia, section="world", publish=True, at=dt.datetime(2022, 2, 9, tzinfo=dt.UTC))
    )

    assert (report.outcome, report.details) == (FileReport.SKIPPED, ["Say who wrote it: add a byline."])
    assert list(Article.objects.all()) == []
