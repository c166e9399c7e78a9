"""Preview links at the desk, and the page behind them for somebody without an account."""

import datetime as dt
import logging
import re

import pytest
from django.test import Client
from django.utils import timezone

from articles.actions import editing, moving, publishing
from articles.actions.previews import hash_of, mint
from articles.models import Article, PreviewLink
from newsroom.logs import WithoutTokens
from tests.making import everything, make_image, make_live_story, make_ready_story, make_story, signed_in
from tests.reading import main, read, text, texts

FETCH = {"X-Requested-With": "fetch"}
HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}


@pytest.fixture
def story(rita, world):
    return make_story(rita, headline="Not for readers yet", body="<p>Quokka.</p>")


@pytest.fixture
def photographed(pia, world):
    image = make_image()
    return make_ready_story(pia, picture={"image": str(image.uuid), "alt": "A table", "caption": "A table"})


def desk(story):
    return f"/admin/desk/story/{story.uuid}/preview-links/"


def told(response):
    """Return all that an answer says but the moment it was given."""
    return response.status_code, dict(response.headers), response.content


def test_somebody_without_an_account_reads_the_working_copy(noor, rita, story):
    response = noor.get(f"/preview/{mint(story, by=rita)}/")

    page = read(response)
    assert texts(main(page), "h1") == ["Not for readers yet"]
    assert text(main(page).xpath(".//p[@role='note']")[0]).startswith("Draft, not for publication.")
    assert {name: response[name] for name in HEADERS} == HEADERS
    assert ("Link" in response, "ETag" in response, response.cookies) == (False, False, {})
    assert page.xpath("//link[@rel='canonical'] | //meta[starts-with(@property, 'og:')] | //script") == []


def test_the_page_is_of_the_working_copy_as_it_is_now(noor, rita, story):
    address = f"/preview/{mint(story, by=rita)}/"

    editing.save(Article.objects.get(pk=story.pk), by=rita, changes={"headline": "Better"})

    assert texts(main(read(noor.get(address))), "h1") == ["Better"]


def test_reading_writes_nothing(noor, rita, story):
    address = f"/preview/{mint(story, by=rita)}/"
    before = everything()

    assert noor.get(address).status_code == 200

    assert everything() == before


def test_the_pictures_of_a_draft_are_behind_its_link_only(noor, pia, photographed):
    token, other = mint(photographed, by=pia), mint(make_story(pia), by=pia)
    [image] = main(read(noor.get(f"/preview/{token}/"))).iter("img")

    response = noor.get(image.get("src"))

    assert (response.status_code, response["Content-Type"], response.getvalue()[:4]) == (200, "image/webp", b"RIFF")
    assert {name: response[name] for name in HEADERS} == HEADERS
    assert image.get("src").startswith(f"/preview/{token}/")
    name = image.get("src").rpartition("/")[2]
    assert [noor.get(f"{start}/{name}").status_code for start in ("/media/renditions", f"/preview/{other}")] == [
        404,
        404,
    ]
    strange = make_image()
    assert noor.get(f"/preview/{token}/{strange.uuid}-960.webp").status_code == 404


def test_everything_that_is_no_link_is_one_and_the_same_404(noor, pia, photographed):
    tokens = {}
    for name in ("expired", "revoked", "embargoed", "held", "spiked", "published"):
        story = make_ready_story(pia, headline=f"Story {name}")
        tokens[name] = story, mint(story, by=pia)
    links = PreviewLink.objects.all()
    past = timezone.now() - dt.timedelta(days=1)
    links.filter(article=tokens["expired"][0]).update(created_at=past, expires_at=timezone.now())
    links.filter(article=tokens["revoked"][0]).update(revoked_at=past, revoked_by=pia)
    until = (timezone.now() + dt.timedelta(days=1)).isoformat()
    assert [noor.get(f"/preview/{token}/").status_code for _, token in tokens.values()] == [
        404,
        404,
        200,
        200,
        200,
        200,
    ]
    editing.save(tokens["embargoed"][0], by=pia, changes={"embargo_until": until})
    editing.save(tokens["held"][0], by=pia, changes={"legal_hold": True})
    moving.spike(tokens["spiked"][0], by=pia)
    publishing.publish(tokens["published"][0], by=pia, at=timezone.now())

    unknown = told(noor.get("/no/such/page/at/all/"))

    answers = {name: told(noor.get(f"/preview/{token}/")) for name, (_, token) in tokens.items()}
    answers |= {guess: told(noor.get(f"/preview/{guess}/")) for guess in ("x", "A" * 43, "..", "%00", "é")}
    assert answers == dict.fromkeys(answers, unknown)
    assert unknown[0] == 404


def test_a_dead_link_costs_what_an_unknown_one_costs(noor, pia, story, django_assert_num_queries):
    token = mint(story, by=pia)
    PreviewLink.objects.update(revoked_at=timezone.now(), revoked_by=pia)
    noor.get("/no/such/page/at/all/")

    for address in (f"/preview/{token}/", f"/preview/{'A' * 43}/"):
        with django_assert_num_queries(3):
            noor.get(address)


def test_a_preview_is_only_read(noor, rita, story):
    address = f"/preview/{mint(story, by=rita)}/"

    assert [getattr(noor, method)(address).status_code for method in ("head", "post", "put", "delete")] == [
        200,
        405,
        405,
        405,
    ]


def test_who_is_signed_in_gets_the_same_page(noor, rita, story):
    address = f"/preview/{mint(story, by=rita)}/"

    assert signed_in(rita).get(address).content == noor.get(address).content


def test_no_log_holds_a_token(rita, story, noor, capsys, caplog):
    token = mint(story, by=rita)
    PreviewLink.objects.update(revoked_at=timezone.now(), revoked_by=rita)

    with caplog.at_level(logging.WARNING, "django.request"):
        noor.get(f"/preview/{token}/")

    written = capsys.readouterr()
    assert token not in written.err + written.out
    assert [record.getMessage() for record in caplog.records] == ["Not Found: /preview/…/"]


@pytest.mark.parametrize(
    ("said", "args", "written"),
    [
        ('"%s" %s', ("GET /preview/to-ken_1/ HTTP/1.1", 200), '"GET /preview/…/ HTTP/1.1" 200'),
        ("Refused /preview/to-ken_1/x.webp", (), "Refused /preview/…/x.webp"),
        ("%(path)s", ({"path": "/world/"},), "/world/"),
        ("Not Found: %s", ("/world/",), "Not Found: /world/"),
    ],
)
def test_a_line_of_a_log_keeps_everything_but_tokens(said, args, written):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, said, args, None)

    assert (WithoutTokens().filter(record), record.getMessage()) == (True, written)


def test_a_link_is_made_and_its_address_told_once(noor, rita, story):
    client = signed_in(rita)

    answer = client.post(desk(story), {"action": "mint", "hours": "24"}, headers=FETCH)

    data = answer.json()
    token = re.fullmatch(r"http://127\.0\.0\.1:8000/preview/([-\w]{43})/", data["url"])[1]
    link = PreviewLink.objects.get()
    assert (answer.status_code, link.token_hash, data["id"]) == (201, hash_of(token), link.pk)
    assert link.expires_at - link.created_at == dt.timedelta(days=1)
    assert noor.get(f"/preview/{token}/").status_code == 200
    assert token not in client.get(desk(story), headers=FETCH).content.decode()


def test_the_open_links_are_listed_with_who_made_them(rita, pia, story):
    mint(story, by=rita)
    mint(story, by=pia, hours=24)
    PreviewLink.objects.filter(by=rita).update(revoked_at=timezone.now(), revoked_by=rita)

    data = signed_in(rita).get(desk(story), headers=FETCH).json()

    link = PreviewLink.objects.get(by=pia)
    assert data == {
        "links": [
            {
                "id": link.pk,
                "by": "Pia",
                "created_at": link.created_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
                "expires_at": link.expires_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
                "may_revoke": True,
            }
        ],
        "may_make": True,
    }


def test_a_link_is_revoked(noor, rita, story):
    token = mint(story, by=rita)
    assert noor.get(f"/preview/{token}/").status_code == 200

    answer = signed_in(rita).post(
        desk(story), {"action": "revoke", "link": PreviewLink.objects.get().pk}, headers=FETCH
    )

    assert (answer.status_code, answer.json()) == (200, {"links": [], "may_make": True})
    assert noor.get(f"/preview/{token}/").status_code == 404


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 40, "²"])
def test_a_link_that_is_not_there_is_not_revoked(rita, story, number):
    assert signed_in(rita).post(desk(story), {"action": "revoke", "link": number}, headers=FETCH).status_code == 404


def test_a_link_to_another_story_is_not_revoked_from_here(rita, pia, story):
    mint(make_story(pia, headline="Another"), by=pia)
    before = everything()

    answer = signed_in(rita).post(
        desk(story), {"action": "revoke", "link": PreviewLink.objects.get().pk}, headers=FETCH
    )

    assert (answer.status_code, everything()) == (404, before)


@pytest.mark.parametrize("hours", ["x", "", "-8", "169", "0", "1e1", "9" * 30, "²"])
def test_a_time_that_is_none_makes_no_link(rita, story, hours):
    answer = signed_in(rita).post(desk(story), {"action": "mint", "hours": hours}, headers=FETCH)

    assert (answer.status_code, PreviewLink.objects.count()) == (400, 0)
    assert answer.json()["error"]


def test_somebody_elses_story_is_neither_listed_nor_shared(rita, pia):
    story = make_story(pia, section=None)
    client = signed_in(rita)
    before = everything()

    answers = [client.get(desk(story)), client.post(desk(story), {"action": "mint"}, headers=FETCH)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert everything() == before


def test_a_reporter_shares_no_story_that_was_approved(rita, pia, story):
    moving.approve(story, by=pia)
    before = everything()

    answer = signed_in(rita).post(desk(story), {"action": "mint"}, headers=FETCH)

    assert (answer.status_code, answer.json()) == (403, {"error": "You may not share this story."})
    assert everything() == before


def test_nobody_without_an_account_makes_a_link(noor, story):
    assert noor.post(desk(story), {"action": "mint"}).status_code == 302
    assert noor.post(desk(story), {"action": "mint"}, headers=FETCH).status_code == 401
    assert PreviewLink.objects.count() == 0


def test_a_forged_form_makes_no_link(rita, story):
    client = Client(enforce_csrf_checks=True)
    client.force_login(rita)

    assert client.post(desk(story), {"action": "mint"}).status_code == 403
    assert PreviewLink.objects.count() == 0


def test_without_script_the_page_tells_the_address_once(noor, rita, story):
    client = signed_in(rita)

    made = read(client.post(desk(story), {"action": "mint", "hours": "8"}))

    [address] = made.xpath("//input[@id='address']/@value")
    assert noor.get(address).status_code == 200
    again = read(client.get(desk(story)))
    assert again.xpath("//input[@id='address']") == []
    [number] = again.xpath("//input[@name='link']/@value")
    assert client.post(desk(story), {"action": "revoke", "link": number})["Location"] == desk(story)
    assert noor.get(address).status_code == 404


def test_the_page_that_makes_links_is_kept_nowhere_and_its_form_is_accepted(rita, story):
    client = Client(enforce_csrf_checks=True)
    client.force_login(rita)

    page = client.get(desk(story))

    assert page["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "no-store" in page["Cache-Control"]
    [token, *_] = read(page).xpath("//input[@name='csrfmiddlewaretoken']/@value")
    form = {"action": "mint", "csrfmiddlewaretoken": token}
    assert client.post(desk(story), form, headers={"origin": "http://testserver"}).status_code == 200


def test_without_script_a_refusal_stands_on_the_page(pia, world):
    story = make_live_story(pia).article

    response = signed_in(pia).post(desk(story), {"action": "mint"})

    page = response.content.decode()
    assert response.status_code == 400
    assert "Readers have had this story" in page
