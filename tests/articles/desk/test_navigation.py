"""The header of the desk: everybody sees the way to what they may open, and where they are."""

import pytest
from lxml.html import document_fromstring

from tests.articles.desk.test_lookups import client_of
from tests.making import make_user


def entries(user, address="/admin/password_change/"):
    page = document_fromstring(client_of(user).get(address).content)
    return [link.text for link in page.xpath("//nav[@id='desk-nav']//a")]


def current(user, address):
    page = document_fromstring(client_of(user).get(address).content)
    return [link.text for link in page.xpath("//nav[@id='desk-nav']//a[@aria-current='page']")]


def test_everybody_sees_what_they_may_open(rita):
    ada, stranger = make_user("ada", "admin", is_superuser=True), make_user("sam", is_staff=True)
    stories = ["My desk", "Stories", "Board", "Calendar"]

    assert entries(rita) == [*stories, "People", "Organisations", "Pictures", "Topics", "Sections"]
    assert entries(ada)[-1] == "Users"
    assert entries(stranger) == ["My desk"]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/admin/", ["My desk"]),
        ("/admin/articles/topic/", ["Topics"]),
        ("/admin/people/person/add/", ["People"]),
        ("/admin/password_change/", []),
    ],
)
def test_the_entry_of_the_page_one_is_on_is_marked(pia, address, name):
    assert current(pia, address) == name


def test_only_who_may_start_a_story_is_offered_one(rita):
    stranger = make_user("sam", is_staff=True)

    assert b'id="new-story"' in client_of(rita).get("/admin/password_change/").content
    assert b'id="new-story"' not in client_of(stranger).get("/admin/password_change/").content


def test_at_the_door_there_is_only_the_door(noor):
    page = noor.get("/admin/login/").content.decode()

    assert ("desk-nav" in page, "desk-search" in page, 'name="password"' in page) == (False, False, True)
