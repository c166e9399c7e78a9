"""The admin’s own pages: stories for those who may read them, and the lists beside them."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, Topic
from people.models import Person
from tests.making import make_person, make_section, make_story, make_user


@pytest.fixture
def three_drafts(rita, ed, pia, world) -> dict[str, Article]:
    """Rita's in World, Pia's in World, Pia's in Sport."""
    make_section("Sport")
    return {
        "rita": make_story(rita, headline="Rita's talks"),
        "world": make_story(pia, headline="Pia's talks"),
        "sport": make_story(pia, headline="Pia's match", section="sport"),
    }


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("who", "readable"), [("rita", {"rita"}), ("ed", {"rita", "world"}), ("pia", {"rita", "world", "sport"})]
)
def test_everybody_reads_the_drafts_that_are_theirs_to_read(three_drafts, who, readable, request):
    client = signed_in(request.getfixturevalue(who))

    answers = {
        name: client.get(reverse("admin:articles_article_change", args=[article.pk])).status_code
        for name, article in three_drafts.items()
    }

    assert answers == {name: 200 if name in readable else 404 for name in three_drafts}


def test_somebody_without_a_role_reads_no_draft(three_drafts):
    stranger = signed_in(make_user("sam", is_staff=True))

    assert stranger.get(reverse("admin:articles_article_changelist")).status_code == 403


@pytest.mark.parametrize("who", ["rita", "ed", "pia"])
def test_a_forged_post_changes_no_story(three_drafts, who, request):
    client = signed_in(request.getfixturevalue(who))
    article = three_drafts["rita"]

    answer = client.post(
        reverse("admin:articles_article_change", args=[article.pk]), {"headline": "Forged", "state": "ready"}
    )

    article.refresh_from_db()
    assert (answer.status_code, article.headline, article.state) == (400, "Rita's talks", "draft")


def test_nobody_deletes_a_story(three_drafts):
    ada = signed_in(make_user("ada", "admin", is_superuser=True))
    article = three_drafts["rita"]

    answer = ada.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})

    assert (answer.status_code, Article.objects.filter(pk=article.pk).exists()) == (403, True)


def test_an_editor_adds_a_person(ed):
    client = signed_in(ed)
    empty = {
        f"{prefix}-{name}": "0" for prefix in ("positions", "aliases") for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }

    answer = client.post(
        reverse("admin:people_person_add"),
        {
            **empty,
            "name": "Liz Truss",
            "sort_name": "Truss, Liz",
            "slug": "liz-truss",
            "same_as": "[]",
            "is_public": "on",
            "protection": "none",
            "born_precision": "day",
            "died_precision": "day",
        },
    )

    assert answer.status_code == 302
    assert list(Person.objects.values_list("kind", "slug")) == [("person", "liz-truss")]


def test_a_reporter_adds_nobody(rita):
    answer = signed_in(rita).post(reverse("admin:people_person_add"), {"name": "Liz Truss"})

    assert (answer.status_code, Person.objects.count()) == (403, 0)


def test_a_slug_is_chosen_once(ed):
    liz = make_person("Liz Truss")
    page = signed_in(ed).get(reverse("admin:people_person_change", args=[liz.pk]))

    assert page.status_code == 200
    assert 'name="slug"' not in page.content.decode()
    assert 'name="slug"' in signed_in(ed).get(reverse("admin:people_person_add")).content.decode()


def test_what_cannot_be_seen_is_left_out_of_a_name(ed):
    signed_in(ed).post(reverse("admin:articles_topic_add"), {"name": "Ga\x07s\u202e", "slug": "gas"})

    assert list(Topic.objects.values_list("name", flat=True)) == ["Gas"]
