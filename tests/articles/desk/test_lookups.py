"""What is found while somebody types: by the start of any word, by other names, only what one may see."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.actions import editing
from articles.models import Topic
from people.models import Person
from tests.making import (
    WEDNESDAY,
    everything,
    make_image,
    make_live_story,
    make_liz_truss,
    make_organisation,
    make_person,
    make_section,
    make_story,
    make_topic,
    make_user,
)

FETCH = {"X-Requested-With": "fetch"}


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def ask(user, kind, q="", **more):
    return client_of(user).get(f"/admin/desk/lookup/{kind}/", {"q": q, **more}, headers=FETCH)


def labels(user, kind, q=""):
    answer = ask(user, kind, q)
    assert answer.status_code == 200
    return [found["label"] for found in answer.json()["results"]]


@pytest.fixture
def cast(db):
    make_liz_truss().aliases.create(name="Mary Elizabeth Truss")
    make_person("Ann Lizard")
    make_person("Volodymyr Zelenskyy")
    make_person("Tom Smith-Lindt")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("liz", ["Liz Truss", "Ann Lizard"]),
        ("TRUSS", ["Liz Truss"]),
        ("mary", ["Liz Truss"]),
        ("elizab", ["Liz Truss"]),
        ("ruß", []),
        ("Żeleńskyy", ["Volodymyr Zelenskyy"]),
        ("lindt", ["Tom Smith-Lindt"]),
        ("izar", []),
        ("100%", []),
        ("", ["Ann Lizard", "Tom Smith-Lindt", "Liz Truss", "Volodymyr Zelenskyy"]),
    ],
)
def test_people_are_found_by_the_start_of_any_of_their_names(cast, rita, typed, found):
    assert labels(rita, "people", typed) == found


def test_a_result_says_who_it_is(cast, rita):
    liz = ask(rita, "people", "truss").json()

    assert [sorted(result) for result in liz["results"]] == [["detail", "id", "label", "pk"]]
    assert (liz["results"][0]["id"], liz["results"][0]["detail"], liz["more"]) == ("liz-truss", "", False)


def test_people_and_organisations_are_found_together_under_their_kind(cast, rita):
    make_organisation("Lizard Council", description="Looks after lizards.")

    found = ask(rita, "entities", "lizard").json()["results"]

    assert [(one["id"], one["detail"]) for one in found] == [
        ("organisation:lizard-council", "Looks after lizards."),
        ("person:ann-lizard", ""),
    ]
    assert labels(rita, "organisations", "liz") == ["Lizard Council"]


def test_somebody_protected_is_found_with_a_warning(rita):
    Person.objects.filter(pk=make_person("Kim Doe").pk).update(protection="minor")

    assert ask(rita, "people", "kim").json()["results"][0]["detail"] == "Protected (minor): must stay out of print"


def test_who_was_merged_into_another_is_not_offered(cast, rita):
    liz = make_person("Elizabeth Truss")
    liz.merged_into = make_person("Liz Truss").entity_ptr
    liz.save()

    assert labels(rita, "people", "truss") == ["Liz Truss"]


def test_at_most_twenty_are_shown_and_it_is_said_that_there_are_more(rita):
    for number in range(21):
        make_topic(f"Topic {number:02}")

    answer = ask(rita, "topics", "topic").json()

    assert ([result["label"] for result in answer["results"]], answer["more"]) == (
        [f"Topic {number:02}" for number in range(20)],
        True,
    )


@pytest.fixture
def stories(rita, ed, pia, world):
    make_section("Sport")
    make_story(rita, headline="Talks of Rita in Kiev")
    make_story(pia, headline="Talks of Pia in Kiev")
    make_story(pia, headline="Sport talks", section="sport")


@pytest.mark.parametrize(
    ("who", "found"),
    [
        ("rita", ["Talks of Rita in Kiev"]),
        ("ed", ["Talks of Pia in Kiev", "Talks of Rita in Kiev"]),
        ("pia", ["Sport talks", "Talks of Pia in Kiev", "Talks of Rita in Kiev"]),
    ],
)
def test_only_stories_that_somebody_may_read_are_found(stories, who, found, request):
    assert labels(request.getfixturevalue(who), "stories", "talks") == found


def test_a_story_is_found_by_words_of_its_headline_in_any_order(stories, pia):
    assert labels(pia, "stories", "kiev pia") == ["Talks of Pia in Kiev"]
    assert ask(pia, "stories", "sport").json()["results"][0]["detail"] == "Sport · Draft"


def test_a_story_is_found_by_its_address(stories, pia):
    live = make_live_story(pia, at=WEDNESDAY, headline="The one at this address")

    assert labels(pia, "stories", f"https://www.example.org{live.get_absolute_url()}?from=mail") == [
        "The one at this address"
    ]


def test_what_readers_have_is_found_by_everybody_at_the_desk_as_readers_have_it(rita, pia):
    edition = make_live_story(pia, headline="Truss flies to Moscow")
    make_story(pia, headline="Truss is not there yet")
    editing.save(edition.article, by=pia, changes={"headline": "Truss flies home, we hear"})

    found = ask(rita, "published", "moscow truss").json()["results"]

    assert found == [
        {
            "id": str(edition.article.uuid),
            "pk": edition.article_id,
            "label": "Truss flies to Moscow",
            "detail": "Live, 9 Feb 2022",
            "url": "/2022/02/09/truss-flies-to-moscow/",
        }
    ]
    assert labels(rita, "published", "truss") == ["Truss flies to Moscow"]


def test_pictures_sections_and_colleagues_are_found(rita, world):
    picture = make_image()
    make_user("sam", "editor", last_name="Bell")
    make_user("gone", "reporter", is_active=False)
    make_user("reader")

    assert ask(rita, "images", "meridian tab").json()["results"] == [
        {"id": str(picture.uuid), "pk": picture.pk, "label": "Table", "detail": "Illustration: Meridian"}
    ]
    assert ask(rita, "sections", "wor").json()["results"] == [
        {"id": "world", "pk": world.pk, "label": "World", "detail": ""}
    ]
    assert labels(rita, "users") == ["Rita", "Sam Bell"]
    assert labels(rita, "users", "bell s") == ["Sam Bell"]


@pytest.mark.parametrize(
    "kind", ["people", "organisations", "entities", "topics", "sections", "stories", "images", "users"]
)
def test_who_may_see_nothing_finds_nothing(kind, cast, world):
    stranger = make_user("sam", is_staff=True)
    assert labels(make_user("rita", "reporter"), "people", "truss") == ["Liz Truss"]

    answer = ask(stranger, kind, "t")

    assert (answer.status_code, list(answer.json())) == (403, ["error"])


def test_there_is_nothing_else_to_find_and_only_by_asking(rita):
    assert ask(rita, "passwords").status_code == 404
    assert client_of(rita).post("/admin/desk/lookup/people/", headers=FETCH).status_code == 405
    assert ask(rita, "people", "a\x00b").json() == {"results": [], "more": False}
    assert ask(rita, "people", "x" * 9000).json() == {"results": [], "more": False}


def test_without_a_session_a_script_is_told_where_to_sign_in(db, noor):
    answer = noor.get("/admin/desk/lookup/people/", headers=FETCH)

    assert (answer.status_code, answer.json()) == (401, {"login": "/admin/login/?next=/admin/"})


# Session, user and what the user may do cost three; a story's reader is asked for once more.
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("kind", "queries"), [("entities", 5), ("stories", 5), ("topics", 4), ("users", 4)])
def test_a_lookup_costs_two_queries_of_its_own_at_most(kind, queries, count, ed):
    for number in range(count):
        make_person(f"Tom{number} Talk")
        make_topic(f"Talk {number}")
        make_user(f"talk{number}", "reporter")
        make_story(ed, headline=f"Talk {number}")
    client = client_of(ed)

    with CaptureQueriesContext(connection) as made:
        answer = client.get(f"/admin/desk/lookup/{kind}/", {"q": "talk"}, headers=FETCH)

    assert (len(answer.json()["results"]), len(made)) == (count, queries)


def make(user, **form):
    return client_of(user).post("/admin/desk/topics/", form, headers=FETCH)


def test_an_editor_makes_a_topic_in_place(ed):
    answer = make(ed, name="  Grain   prices ", introduction="What grain costs, and why.")

    topic = Topic.objects.get()
    assert (answer.status_code, answer.json()) == (
        201,
        {"id": "grain-prices", "pk": topic.pk, "label": "Grain prices", "detail": "What grain costs, and why."},
    )
    assert (topic.name, topic.introduction) == ("Grain prices", "What grain costs, and why.")


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"name": "Gas"}, "Say in a line what belongs to this topic, so that others use it for the same."),
        (
            {"name": "diplomacy", "introduction": "Talks."},
            "The topic “Diplomacy” exists already. Choose it from the list.",
        ),
        ({"name": " ", "introduction": "Talks."}, "This field cannot be blank."),
        ({"name": "x" * 101, "introduction": "Talks."}, "Ensure this value has at most 100 characters (it has 101)."),
    ],
)
def test_a_topic_that_would_not_help_is_refused(ed, form, said):
    make_topic("Diplomacy")

    answer = make(ed, **form)

    assert (answer.status_code, answer.json()) == (400, {"error": said})
    assert list(Topic.objects.values_list("name", flat=True)) == ["Diplomacy"]


def test_a_reporter_makes_no_topic(rita):
    before = everything()

    answer = make(rita, name="Gas", introduction="Gas.")

    before["auth.User"] = everything()["auth.User"]
    assert (answer.status_code, everything()) == (403, before)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("https://youtu.be/dQw4w9WgXcQ", 200),
        ("https://www.youtube.com/@meridian", 400),
        ("javascript:x()", 400),
        ("", 400),
    ],
)
def test_what_can_be_embedded_is_said_before_it_stands_in_a_story(rita, address, status):
    answer = client_of(rita).get("/admin/desk/embed/", {"q": address}, headers=FETCH)

    assert answer.status_code == status
    assert ("title" in answer.json(), "error" in answer.json()) == (status == 200, status == 400)


def test_only_who_may_make_a_topic_is_offered_to(rita, ed):
    make_topic("Gas")

    assert [ask(user, "topics", "gas").json()["may_add"] for user in (rita, ed)] == [False, True]
