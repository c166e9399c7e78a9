"""The inbox: what waits for somebody, what they were told, and what they choose about it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from articles.actions import moving, notes, notifying
from articles.models import Article, Notification
from tests.making import DAY, HOUR, WEDNESDAY, everything, make_section, make_story, make_user, signed_in

FETCH = {"X-Requested-With": "fetch"}
INBOX = "/admin/desk/inbox/"


def headlines(page, title):
    """Return the headlines under that title, in their order."""
    section = page.split(f'aria-labelledby="{title}"')[1].split("</section>")[0]
    return re.findall(r'class="inbox-headline"[^>]*>([^<]+)<', section)


@pytest.fixture
def sent(rita, ed):
    """Two stories for Ed's desk, the newer one first in the database."""
    new, old = make_story(rita, headline="New"), make_story(rita, headline="Old")
    moving.submit(old, by=rita, at=WEDNESDAY, why="Before six")
    moving.submit(new, by=rita, at=WEDNESDAY + HOUR)
    return old, new


def test_what_waits_stands_oldest_first_with_its_wait_and_what_was_told_newest_first(ed, sent):
    page = signed_in(ed).get(INBOX).content.decode()

    assert headlines(page, "waiting-title") == ["Old", "New"]
    assert headlines(page, "told-title") == ["New", "Old"]
    assert "Before six" in page
    assert re.search(r'<time class="inbox-when"[^>]*>since Wed 9 Feb 2022, 20:14<', page)


def test_everybody_sees_their_own(rita, pia, sent):
    for user in (rita, pia):
        page = signed_in(user).get(INBOX).content.decode()

        assert (headlines(page, "waiting-title"), headlines(page, "told-title")) == ([], [])


def test_what_was_told_of_a_story_that_somebody_may_no_longer_read_is_hidden(ed, world, sent):
    client = signed_in(ed)
    assert "Old" in client.get(INBOX).content.decode()

    world.editors.remove(ed)

    page = client.get(INBOX).content.decode()
    assert Notification.objects.filter(user=ed).count() == 2
    assert "Old" not in page and "Before six" not in page
    assert client.get(reverse("admin:index")).context["inbox_unread"] == 0


def test_what_was_told_is_marked_as_read_one_by_one_and_all_at_once(ed, sent):
    client = signed_in(ed)
    first = Notification.objects.filter(user=ed).first()

    one = client.post(INBOX, {"do": "read", "told": first.pk}, headers=FETCH)
    every = client.post(INBOX, {"do": "read_all"})

    assert (one.json(), every.status_code, every.url) == ({"unread": 1, "said": "Marked as read."}, 302, INBOX)
    assert Notification.objects.filter(read_at=None).count() == 0


def test_the_page_of_a_storys_notes_marks_what_was_told_of_it_as_read(ed, sent):
    old, _ = sent
    client = signed_in(ed)

    client.get(reverse("admin:desk_notes", args=[old.uuid]), headers=FETCH)
    assert Notification.objects.filter(user=ed, read_at=None).count() == 2
    client.get(reverse("admin:desk_notes", args=[old.uuid]))

    assert [str(row.article) for row in Notification.objects.filter(user=ed, read_at=None)] == ["New"]


def test_a_note_is_opened_where_notes_stand(rita, ed, sent):
    old, new = sent
    notes.add(old, by=rita, text="@ed, a word?")

    found = re.findall(r'class="inbox-headline" href="([^"]+)"', signed_in(ed).get(INBOX).content.decode())

    form, other = (reverse("admin:articles_article_change", args=[story.pk]) for story in (old, new))
    assert found == [form, other, f"{form}#panel-notes", other, form]


def test_nobody_marks_what_others_were_told(rita, ed, sent):
    before = everything()
    keys = list(Notification.objects.values_list("pk", flat=True))

    answer = signed_in(rita).post(INBOX, {"do": "read", "told": keys}, headers=FETCH)

    assert (answer.status_code, everything()) == (200, before)


@pytest.mark.parametrize("data", [{}, {"do": "delete"}, {"do": "read", "told": "x"}, {"do": "read", "told": "9" * 20}])
def test_nonsense_changes_nothing(data, ed, sent):
    before = everything()

    assert signed_in(ed).post(INBOX, data, headers=FETCH).status_code == 400
    assert everything() == before


def test_mail_is_chosen_and_the_page_says_when_there_is_none(ed, settings):
    ed.email = "ed@example.org"
    ed.save()
    client = signed_in(ed)
    settings.SENDS_MAIL = False
    assert "has no mail server yet" in client.get(INBOX).content.decode()

    settings.SENDS_MAIL = True
    assert "No mail to me" in client.get(INBOX).content.decode()
    client.post(INBOX, {"do": "no_mail"})
    assert "Tell me by mail too" in client.get(INBOX).content.decode()
    client.post(INBOX, {"do": "mail"})
    assert "No mail to me" in client.get(INBOX).content.decode()


def test_readers_and_strangers_have_no_inbox(db):
    assert Client().get(INBOX).status_code == 302
    assert signed_in(make_user("noor")).get(INBOX).status_code == 302
    assert signed_in(make_user("noor2")).post(INBOX, {"do": "read_all"}, headers=FETCH).status_code == 401


def test_an_inbox_costs_the_same_for_one_story_and_for_many(rita, ed, world, django_assert_num_queries):
    client = signed_in(ed)
    article = make_story(rita)
    moving.submit(article, by=rita)
    # Session, account, groups, permissions (2), what waits, what was told with its stories, unread, mail.
    with django_assert_num_queries(8):
        client.get(INBOX)

    make_section("Sport").editors.add(ed)
    for number in range(3):
        moving.submit(make_story(rita, headline=f"Story {number}", section="sport"), by=rita)

    with django_assert_num_queries(8):
        assert "Story 2" in client.get(INBOX).content.decode()


def test_every_page_knows_how_much_is_new(ed, sent):
    request = signed_in(ed).get(reverse("admin:index"))

    assert request.context["inbox_unread"] == 2
    assert "2 new" in signed_in(ed).get(reverse("admin:articles_section_changelist")).content.decode()
    notifying.mark_read(ed)
    assert signed_in(ed).get(reverse("admin:index")).context["inbox_unread"] == 0


def test_a_story_without_a_headline_is_named_all_the_same(rita, ed):
    moving.submit(make_story(rita, headline="", at=WEDNESDAY - DAY), by=rita, at=WEDNESDAY)

    assert headlines(signed_in(ed).get(INBOX).content.decode(), "told-title") == ["Story without a headline"]


def test_what_was_said_is_text_and_nothing_else(rita, ed):
    article = make_story(rita, headline="<b>Talks</b>")
    moving.submit(article, by=rita, why="<script>alert(1)</script>")

    page = signed_in(ed).get(INBOX).content.decode()

    assert "&lt;script&gt;alert(1)" in page and "&lt;b&gt;Talks" in page
    assert "<script>alert" not in page and "<b>Talks" not in page
    assert Article.objects.get().state == "submitted"
