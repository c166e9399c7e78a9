"""The page that says why something is not allowed: in the desk's own look, with the way back."""

from django.test import Client
from django.urls import reverse
from lxml.html import document_fromstring

from tests.making import make_story, make_user, signed_in
from tests.reading import main, texts

OLD = "Somebody signed in or out in this browser since the page was opened. Load it again, and send it once more."
NOTHING = "Nothing was changed. My desk"


def said(response):
    """Return the headings and the sentences of a page that refuses."""
    assert response.status_code == 403
    page = document_fromstring(response.content.decode())
    return texts(page, "h1"), texts(main(page), "p")


def test_a_refused_button_says_why(ed, world):
    story = make_story(ed)

    response = signed_in(ed).post(
        reverse("admin:desk_move", args=[story.uuid]), {"move": "approve", "version": story.version}
    )

    assert said(response) == (["Not allowed"], ["You may not do “Ready” with this story.", NOTHING])


def test_a_page_that_needs_another_role_says_so(rita, db):
    ada = make_user("ada", "admin", is_superuser=True)

    found = said(signed_in(rita).get(reverse("admin:auth_user_changelist")))

    assert found[1][0] == "Your account does not allow this. Whoever runs the newsroom can give you the role for it."
    assert said(signed_in(ada).post(reverse("admin:auth_user_delete", args=[rita.pk]), {"post": "yes"})) == (
        ["Not allowed"],
        ["An account is closed or anonymised, never deleted: what somebody did stays theirs.", NOTHING],
    )


def test_a_form_that_was_open_for_long_is_to_be_loaded_again(rita, world):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(rita)

    response = strict.post(reverse("admin:desk_save", args=[make_story(rita).uuid]), {"version": 1})

    assert said(response) == (["This page was open for long"], [OLD, NOTHING])
