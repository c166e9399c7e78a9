"""A pasted story is taken apart for the form, and nothing is written."""

import pytest
from django.urls import reverse

from articles.markup import MAX_BYTES
from tests.conftest import ROOT
from tests.making import everything, make_live_story, make_organisation, make_person, make_ready_story, make_user

SEED = (ROOT / "fixtures" / "stories" / "france-debriefs-us.txt").read_text()
DIPLOMATIC = "Ukraine: European diplomatic push helping avoid war but tensions persist"
FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture
def desk(client, rita):
    """Rita's browser, signed in."""
    client.force_login(rita)
    return client


def split(desk, **post):
    return desk.post(reverse("admin:desk_split"), post, headers=FETCH)


def test_the_seed_is_found_whole_with_who_is_named_in_it(desk):
    biden, truss, nato = make_person("Joe Biden"), make_person("Liz Truss"), make_organisation("NATO")
    before = everything()

    answer = split(desk, text=SEED).json()

    assert answer["headline"] == "France debriefs US as top UK diplomat flies to Russia to ease impasse"
    assert answer["found"] == {"paragraphs": 15, "subheads": 2, "read_more": 2, "people": 2, "organisations": 1}
    assert answer["said"] == (
        "Found: headline, standfirst, 15 paragraphs, 2 subheads, 2 READ MORE, 2 people, 1 organisation."
    )
    assert answer["names"] == [
        {"id": entity.pk, "name": entity.name, "kind": entity.kind, "certain": True} for entity in (biden, nato, truss)
    ]
    assert everything() == before


def test_a_read_more_to_a_story_readers_have_says_so_and_the_other_waits(desk, pia):
    target = make_live_story(pia, headline=DIPLOMATIC).article

    answer = split(desk, text=SEED).json()

    assert answer["links"] == [
        {
            "key": "read-more-1",
            "hint": DIPLOMATIC,
            "url": "",
            "kind": "read_more",
            "note": "",
            "target": str(target.uuid),
        },
        {
            "key": "read-more-2",
            "hint": "US general warns Russia-Ukraine war could spill to Middle East",
            "url": "",
            "kind": "read_more",
            "note": "",
        },
    ]
    assert [shown["detail"] for shown in answer["links_shown"]] == ["Live, 9 Feb 2022", ""]


def test_a_story_readers_do_not_have_is_not_given_away(desk, pia):
    make_ready_story(pia, headline=DIPLOMATIC)

    answer = split(desk, text=SEED).json()

    assert [link.get("target") for link in answer["links"]] == [None, None]


def test_one_paragraph_lands_in_the_text(desk):
    answer = split(desk, text="The talks went on.").json()

    assert (answer["headline"], answer["body"]) == ("", "<p>The talks went on.</p>")
    assert answer["said"] == "Nothing to take apart: all of it is in the text."


def test_html_goes_before_text(desk):
    answer = split(desk, html="<h1>Head</h1><p>One <b>bold</b> thing.</p>", text="Head\nOne bold thing.").json()

    assert (answer["headline"], answer["body"]) == ("Head", "<p>One <strong>bold</strong> thing.</p>")


@pytest.mark.parametrize("kind", ["text", "html"])
def test_what_is_too_large_is_refused_with_the_reason(desk, kind):
    answer = split(desk, **{kind: "x" * (MAX_BYTES + 1)})

    assert answer.status_code == 400
    assert "1,000,000" in answer.json()["error"]


def test_those_who_may_not_start_stories_are_refused(client, db):
    client.force_login(make_user("sam", is_staff=True))

    answer = split(client, text=SEED)

    assert (answer.status_code, answer.json()) == (
        403,
        {"error": "You may not start stories. Ask an administrator for the reporter’s role."},
    )


def test_readers_and_links_get_nothing(client, desk):
    assert desk.get(reverse("admin:desk_split")).status_code == 405
    client.logout()
    assert split(client, text=SEED).status_code == 401


def test_the_number_of_queries_does_not_grow_with_the_story(desk, django_assert_num_queries):
    make_person("Joe Biden")
    text = SEED + "\n".join(f"\nREAD MORE: Story {n}\nSo it went on." for n in range(30))

    split(desk, text=SEED)
    with django_assert_num_queries(7):
        split(desk, text=text)
