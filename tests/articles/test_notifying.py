"""Who is told what happened to a story: those whom it concerns, who may read it, and never oneself."""

import logging

import pytest
from django.core import mail
from django.db import transaction

from articles.actions import moving, notifying, publishing
from articles.actions.assigning import assign
from articles.actions.checklist import NotReady
from articles.actions.importing import import_story, publish_imported
from articles.actions.moving import Denied, Stale
from articles.models import Article, EditionKind, Note, Notification, who_reads
from tests.both import free_port
from tests.making import (
    DAY,
    HOUR,
    WEDNESDAY,
    fields,
    make_live_story,
    make_ready_story,
    make_section,
    make_story,
    make_user,
)

LATER = WEDNESDAY + HOUR


def told():
    """Return who was told what, by whom, in which words."""
    rows = Notification.objects.select_related("user", "by").order_by("pk")
    return {(row.user.username, row.kind, row.by.username, row.text) for row in rows}


def unread():
    return {(row.user.username, row.kind) for row in Notification.objects.filter(read_at=None).select_related("user")}


def reread(article):
    return Article.objects.get(pk=article.pk)


@pytest.fixture
def olga(world):
    """Edits World as well."""
    user = make_user("olga", "editor", email="olga@example.org")
    world.editors.add(user)
    return user


@pytest.fixture
def sent(rita, ed, olga, pia):
    """Rita's story, with the desk."""
    make_section("Sport").editors.add(make_user("sven", "editor"))
    article = make_story(rita)
    moving.submit(article, by=rita, at=LATER, why="Before six, please")
    return article


def test_what_is_sent_to_the_desk_is_told_to_the_editors_of_its_section(sent):
    said = "Before six, please"

    assert told() == {("ed", "submitted", "rita", said), ("olga", "submitted", "rita", said)}
    assert {row.at for row in Notification.objects.all()} == {LATER}


def test_a_story_without_a_section_is_told_to_those_who_could_give_it_one(rita, ed, pia):
    moving.submit(make_story(rita, section=None), by=rita)

    assert told() == {("pia", "submitted", "rita", "")}


def test_nobody_is_told_of_what_they_did_themselves(ed, olga):
    moving.submit(make_story(ed), by=ed)

    assert told() == {("olga", "submitted", "ed", "")}


def test_a_closed_account_is_told_nothing(rita, ed, olga, world):
    olga.is_active = False
    olga.save()

    moving.submit(make_story(rita), by=rita)

    assert told() == {("ed", "submitted", "rita", "")}


def test_who_takes_a_story_is_told_to_its_reporter_and_to_the_colleague_who_had_it(sent, ed, olga):
    moving.take(sent, by=ed)
    Notification.objects.all().delete()

    moving.take(sent, by=olga)

    assert told() == {("rita", "taken", "olga", ""), ("ed", "taken", "olga", "")}


def test_changes_that_are_asked_are_told_to_whoever_writes_the_story(sent, ed):
    moving.ask_changes(sent, by=ed, why="Who says so?")

    assert ("rita", "changes", "ed", "Who says so?") in told()


def test_changes_are_asked_of_whom_the_story_is_assigned_to_rather_than_of_whom_began_it(ed, pia, rita):
    article = make_story(pia)
    assign(article, by=ed, assignee=rita, commissioned_words=400)
    moving.submit(article, by=rita)
    moving.ask_changes(article, by=ed, why="Who says so?")

    assert ("rita", "assigned", "ed", "assigned to Rita; 400 words") in told()
    assert {row for row in told() if row[1] == "changes"} == {("rita", "changes", "ed", "Who says so?")}


def test_a_ready_story_is_told_to_publishers(sent, ed):
    moving.approve(sent, by=ed)

    assert {row for row in told() if row[1] == "ready"} == {("pia", "ready", "ed", "")}


def test_what_becomes_of_a_story_before_readers_is_told_to_its_reporter(rita, ed, pia):
    article = make_story(rita)
    moving.approve(article, by=ed)
    publishing.publish(article, by=pia, at=WEDNESDAY)
    publishing.publish(
        reread(article), by=pia, at=LATER, kind=EditionKind.CORRECTION, note="It was Tuesday, not Monday."
    )
    publishing.schedule(reread(article), by=pia, at=LATER + DAY, now=LATER, kind=EditionKind.UPDATE)
    publishing.unschedule(reread(article), by=pia, at=LATER)
    publishing.withdraw(reread(article), by=pia, note="It was wrong.", at=LATER + HOUR)

    assert {row for row in told() if row[0] == "rita"} == {
        ("rita", "published", "pia", ""),
        ("rita", "published", "pia", "Correction: It was Tuesday, not Monday."),
        ("rita", "scheduled", "pia", "Update – Thu 10 Feb, 21:14 London"),
        ("rita", "cancelled", "pia", ""),
        ("rita", "withdrawn", "pia", "It was wrong."),
    }


def test_a_story_that_the_desk_drops_is_told_to_its_reporter(sent, ed):
    moving.spike(sent, by=ed, why="Overtaken")

    assert ("rita", "spiked", "ed", "Overtaken") in told()


def test_what_a_story_asked_of_somebody_is_done_when_it_moves_on(sent, rita, ed):
    assert unread() == {("ed", "submitted"), ("olga", "submitted")}

    moving.ask_changes(sent, by=ed, why="Who says so?")
    assert unread() == {("rita", "changes")}
    moving.submit(sent, by=rita)
    moving.approve(sent, by=ed)
    assert unread() == {("pia", "ready")}


def test_a_refused_move_tells_nobody(sent, rita, ed, pia, django_capture_on_commit_callbacks):
    twin = reread(sent)
    moving.approve(sent, by=ed)
    article = make_story(rita, standfirst="")
    moving.approve(article, by=ed)
    before = list(Notification.objects.order_by("pk").values())

    with django_capture_on_commit_callbacks(execute=True):
        with pytest.raises(Stale):
            moving.ask_changes(twin, by=ed, why="Too late")
        with pytest.raises(Denied):
            moving.ask_changes(sent, by=rita, why="Mine")
        with pytest.raises(NotReady):
            publishing.publish(article, by=pia, at=WEDNESDAY)

    assert list(Notification.objects.order_by("pk").values()) == before
    assert mail.outbox == []


def test_an_import_tells_nobody_to_publish_what_it_publishes(pia, world):
    make_user("paul", "publisher")
    imported = import_story(source="wire", source_id="7", fields=fields(), by=pia)

    publish_imported(imported, by=pia)

    assert Notification.objects.count() == 0


def test_who_reads_a_story_is_asked_the_same_from_both_sides(rita, ed, pia, world):
    make_section("Sport").editors.add(make_user("sven", "editor"))
    make_user("otto", "reporter")
    make_user("ada", "admin")
    make_user("root", is_superuser=True)
    make_user("noor")
    dora = make_user("dora", "reporter")
    world.editors.add(dora)
    stories = [
        make_story(rita),
        make_story(pia, section="sport"),
        make_story(dora, section=None),
        make_live_story(pia).article,
    ]
    assign(stories[1], by=pia, assignee=rita)
    people = list(type(rita).objects.all())

    for story in stories:
        reading = {user for user in people if Article.objects.readable_by(user).filter(pk=story.pk).exists()}
        assert set(who_reads(story)) == reading
    assert rita in who_reads(stories[1]) and dora not in who_reads(stories[0])


def mails(callbacks, verb, *args, **named):
    with callbacks(execute=True):
        verb(*args, **named)
    return [(sent.to, sent.subject) for sent in mail.outbox]


def test_mail_goes_out_when_all_is_kept(rita, ed, olga, settings, django_capture_on_commit_callbacks):
    settings.SITE_URL = "https://meridian.example"
    settings.PAPER_NAME = "Meridian"
    ed.email = "ed@example.org"
    ed.save()
    article = make_story(rita, headline="Talks at a long table")

    sent = mails(django_capture_on_commit_callbacks, moving.submit, article, by=rita, why="Before six, please")

    subject = "[Meridian] Sent to your desk: Talks at a long table"
    assert sorted(sent) == [(["ed@example.org"], subject), (["olga@example.org"], subject)]
    assert mail.outbox[0].body == (
        "Sent to your desk: Talks at a long table\n\n"
        "Rita: “Before six, please”\n\n"
        f"https://meridian.example/admin/articles/article/{article.pk}/change/\n\n"
        "Less mail: https://meridian.example/admin/desk/inbox/"
    )


def test_mail_about_what_goes_out_says_when_and_puts_words_into_nobodys_mouth(
    rita, ed, pia, settings, django_capture_on_commit_callbacks
):
    settings.SITE_URL = "https://meridian.example"
    rita.email = "rita@example.org"
    rita.save()
    article = make_story(rita, headline="Talks at a long table")
    moving.approve(article, by=ed)

    mails(django_capture_on_commit_callbacks, publishing.schedule, article, by=pia, at=LATER + DAY, now=LATER)

    assert mail.outbox[0].body == (
        "Scheduled: Talks at a long table\n\n"
        "Thu 10 Feb, 21:14 London\n\n"
        "By Pia.\n\n"
        f"https://meridian.example/admin/articles/article/{article.pk}/change/\n\n"
        "Less mail: https://meridian.example/admin/desk/inbox/"
    )


def test_mail_about_changes_brings_the_open_notes(rita, ed, pia, django_capture_on_commit_callbacks):
    rita.email = "rita@example.org"
    rita.save()
    article = make_story(rita)
    moving.submit(article, by=rita)
    note = Note.objects.create(article=article, text="Which statement?", passage="a statement", by=pia, at=WEDNESDAY)
    Note.objects.create(article=article, text="Mine.", reply_to=note, by=rita, at=WEDNESDAY)
    Note.objects.create(article=article, text="Solved.", by=pia, at=WEDNESDAY, resolved_at=WEDNESDAY, resolved_by=pia)

    mails(django_capture_on_commit_callbacks, moving.ask_changes, article, by=ed, why="See the notes")

    [sent] = mail.outbox
    assert "Ed: “See the notes”\n\nOpen notes:\n– Pia: Which statement? (“a statement”)\n\n" in sent.body
    assert "Mine" not in sent.body and "Solved" not in sent.body


def test_what_fails_after_the_move_tells_and_mails_nobody(rita, olga, django_capture_on_commit_callbacks):
    article = make_story(rita)

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError), transaction.atomic():
        moving.submit(article, by=rita)
        assert Notification.objects.exists()
        raise ZeroDivisionError

    assert (Notification.objects.count(), mail.outbox) == (0, [])


def test_a_headline_cannot_add_a_header(rita, olga, django_capture_on_commit_callbacks):
    article = make_story(rita)
    Article.objects.filter(pk=article.pk).update(headline="Talks\nBcc: everybody@example.org\r\n\r\nHello")

    mails(django_capture_on_commit_callbacks, moving.submit, reread(article), by=rita)

    [sent] = mail.outbox
    assert sent.subject.endswith("Sent to your desk: Talks Bcc: everybody@example.org Hello")
    assert sent.recipients() == ["olga@example.org"]
    assert "\nBcc:" not in sent.message().as_string()


@pytest.mark.parametrize("address", ["", "olga", "olga@example.org\nBcc: noor@example.org", "a@b@c"])
def test_an_address_that_is_none_gets_no_mail_and_keeps_nobody_elses(
    address, rita, ed, olga, django_capture_on_commit_callbacks
):
    type(olga).objects.filter(pk=olga.pk).update(email=address)
    type(ed).objects.filter(pk=ed.pk).update(email="ed@example.org")

    mails(django_capture_on_commit_callbacks, moving.submit, make_story(rita), by=rita)

    assert [sent.to for sent in mail.outbox] == [["ed@example.org"]]


def test_who_wants_no_mail_is_told_at_the_desk_only(rita, olga, django_capture_on_commit_callbacks):
    notifying.choose_mail(olga, wants_mail=False)
    assert mails(django_capture_on_commit_callbacks, moving.submit, make_story(rita), by=rita) == []
    assert ("olga", "submitted", "rita", "") in told()

    notifying.choose_mail(olga, wants_mail=True)
    assert len(mails(django_capture_on_commit_callbacks, moving.submit, make_story(rita), by=rita)) == 1


def test_a_mail_server_that_is_down_breaks_no_move(rita, olga, settings, caplog, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", free_port(), 1
    article = make_story(rita)

    with caplog.at_level(logging.WARNING, logger="articles.actions.mailing"):
        mails(django_capture_on_commit_callbacks, moving.submit, article, by=rita)

    assert (reread(article).state, mail.outbox) == ("submitted", [])
    assert "The mail server cannot be reached, 1 mails were not sent" in caplog.text


def test_what_somebody_was_told_is_marked_as_read_by_nobody_else(sent, ed, olga):
    of_olga = Notification.objects.get(user=olga)

    assert notifying.mark_read(ed, only=[of_olga.pk]) == 0
    assert notifying.mark_read(olga, only=[of_olga.pk], at=LATER) == 1
    assert notifying.mark_read(olga) == 0
    assert unread() == {("ed", "submitted")}


def test_a_ready_story_that_is_published_waits_for_no_other_publisher(pia, rita, ed):
    paul = make_user("paul", "publisher")
    article = make_ready_story(pia)
    assert (paul.username, "ready") in unread()

    publishing.publish(article, by=pia, at=WEDNESDAY)

    assert unread() == set()
