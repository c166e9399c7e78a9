"""Addresses: which there are, which cannot be, and how every public page is answered."""

import datetime as dt

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import get_resolver, reverse

from articles.models import Section
from articles.models.sections import RESERVED_SLUGS
from tests.making import HOUR, WEDNESDAY, change_story, make_live_story, make_liz_truss, make_organisation, make_topic

STORY = "/2022/02/09/envoy-flies-home/"
PAGES = [
    "/",
    "/world/",
    "/topics/",
    "/topics/diplomacy/",
    "/archive/",
    "/2022/",
    "/2022/02/",
    "/2022/02/09/",
    "/corrections/",
    STORY,
    f"{STORY}history/",
    f"{STORY}history/2/",
    "/people/",
    "/people/liz-truss/",
    "/organisations/",
    "/organisations/nato/",
]


@pytest.fixture
def paper(pia, world):
    make_liz_truss()
    make_organisation("NATO")
    make_topic("Diplomacy")
    story = make_live_story(pia, headline="Envoy flies home", body="<p>Liz Truss met NATO.</p>", topics=["diplomacy"])
    change_story(story, pia, WEDNESDAY + HOUR, body="<p>Liz Truss met NATO again.</p>")


def first_segments(patterns):
    """Return the fixed first parts of all addresses."""
    for pattern in patterns:
        route = str(pattern.pattern)
        if route:
            yield route.split("/")[0]
        else:
            yield from first_segments(pattern.url_patterns if hasattr(pattern, "url_patterns") else [])


def test_no_section_can_take_the_first_part_of_another_address():
    fixed = {segment for segment in first_segments(get_resolver().url_patterns) if not segment.startswith("<")}
    fixed |= {settings.STATIC_URL.strip("/"), settings.MEDIA_URL.strip("/")}

    assert {"admin", "archive", "corrections", "media", "organisations", "people", "static", "topics"} <= fixed
    assert fixed - RESERVED_SLUGS == set()


@pytest.mark.parametrize("slug", ["people", "admin", "static", "2022", "0000", "12345"])
def test_a_section_with_a_taken_slug_is_refused(db, slug):
    with pytest.raises(ValidationError, match="is used by another part of the site"):
        Section(name="Taken", slug=slug).full_clean()

    assert Section.objects.count() == 0


def test_the_database_refuses_a_taken_slug_too(db):
    with pytest.raises(IntegrityError, match="section_slug_is_not_another_address"), transaction.atomic():
        Section.objects.create(name="People", slug="people")

    assert Section.objects.count() == 0


def test_addresses_are_made_of_day_and_slug():
    day = dt.date(2022, 2, 9)

    assert reverse("articles:article", args=[day, "a"]) == "/2022/02/09/a/"
    assert reverse("articles:change", args=[day, "a", 3]) == "/2022/02/09/a/history/3/"
    assert reverse("articles:day", args=[day]) == "/2022/02/09/"
    assert reverse("articles:month", args=[2022, 2]) == "/2022/02/"
    assert reverse("articles:year", args=[800]) == "/0800/"
    assert reverse("articles:day", args=[dt.date(800, 12, 25)]) == "/0800/12/25/"


@pytest.mark.parametrize(
    "path",
    [
        "/2022/02/30/",
        "/2021/02/29/",
        "/2022/13/01/",
        "/2022/00/01/",
        "/2022/01/00/",
        "/2022/02/30/envoy-flies-home/",
        "/2022/13/",
        "/2022/00/",
        "/2022/2/",
        "/2022/2/9/envoy-flies-home/",
        "/0000/",
        "/0000/01/",
        "/0000/01/01/",
        "/0000/01/01/envoy-flies-home/",
        "/02022/",
        "/٢٠٢٢/",
        "/-2022/",
        "/2022/02/09/history/2/",
        "/2022/02/09/envoy-flies-home/history/x/",
    ],
)
def test_what_is_no_day_is_no_address(noor, paper, path):
    assert noor.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/%00/",
        "/wor%00ld/",
        "/2022/02/09/envoy%00flies-home/",
        "/people/%00/",
        "/people/liz-truss%0A/",
        "/people/liz-truss%0D%0ASet-Cookie:%20a=b/",
        "/%1B[31m/",
        "/%7F/",
        "/%E2%80%AE/",
        "/%FF%FE/",
        "/%EF%BF%BF/",
        "/topics/%C3%A9lys%C3%A9e/",
        "/..%2F..%2Fetc%2Fpasswd/",
        "/%2e%2e/%2e%2e/",
        "//world//",
        f"/{'a' * 5000}/",
        f"/people/{'a' * 5000}/",
        f"/2022/02/09/{'a' * 5000}/",
        f"/2022/02/09/envoy-flies-home/history/{'9' * 500}/",
    ],
)
def test_strange_addresses_are_not_found(noor, paper, path):
    assert noor.get(path).status_code == 404


def test_an_address_without_its_slash_leads_to_the_one_with_it(noor, paper):
    response = noor.get("/people/liz-truss")

    assert (response.status_code, response["Location"]) == (301, "/people/liz-truss/")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_may_be_kept_but_is_asked_for_before_each_use(noor, paper, path):
    response = noor.get(path)

    headers = ("Content-Type", "Cache-Control", "Vary", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy")
    assert response.status_code == 200
    assert {name: response[name] for name in headers} == {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "public, no-cache",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "strict-origin-when-cross-origin",
    }


@pytest.mark.parametrize("path", [*PAGES, "/nothing/"])
def test_a_page_allows_no_foreign_and_no_inline_content(noor, paper, path):
    response = noor.get(path)

    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "frame-src": (
            "https://www.youtube-nocookie.com https://player.vimeo.com https://w.soundcloud.com"
            " https://open.spotify.com https://datawrapper.dwcdn.net"
        ),
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "object-src": "'none'",
    }
    # Data of schema.org is no script: no browser runs it.
    content = response.content.decode().replace('<script type="application/ld+json">', "")
    assert [found in content for found in ("<script", "<style", " style=", " onclick=")] == [False] * 4


@pytest.mark.parametrize("path", PAGES)
def test_nobody_is_given_a_cookie_and_everybody_gets_the_same_page(noor, paper, client, rita, path):
    client.force_login(rita)

    anonymous, signed_in = noor.get(path), client.get(path)

    assert (dict(anonymous.cookies), dict(signed_in.cookies)) == ({}, {})
    assert anonymous.content == signed_in.content


@pytest.mark.parametrize("encoding", ["", "gzip"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_has_not_changed_is_not_sent_again(noor, paper, path, encoding):
    headers = {"accept-encoding": encoding}
    first = noor.get(path, headers=headers)

    second = noor.get(path, headers=headers | {"if-none-match": first["ETag"]})

    assert first.get("Content-Encoding", "") == encoding
    assert (second.status_code, second.content, second["ETag"]) == (304, b"", first["ETag"])
    assert (second["Cache-Control"], second["Vary"]) == ("public, no-cache", "Accept-Encoding")


def test_a_page_that_has_changed_is_sent_again(noor, pia, paper):
    first = noor.get("/world/")
    make_live_story(pia, headline="News")

    second = noor.get("/world/", headers={"if-none-match": first["ETag"]})

    assert second.status_code == 200
    assert first["ETag"] != second["ETag"]


@pytest.mark.parametrize("path", PAGES)
def test_the_head_of_a_page_can_be_asked_for_alone(noor, paper, path):
    whole, head = noor.get(path), noor.head(path)

    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == whole["ETag"]
    assert head["Content-Length"] == whole["Content-Length"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_pages_can_only_be_read(noor, paper, method):
    answers = {path: getattr(noor, method)(path) for path in PAGES}

    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(PAGES, 405)
    assert {answer["Allow"] for answer in answers.values()} == {"GET, HEAD"}
