"""The server as `make run` starts it: what it answers over the wire, and that opening the paper again is harmless."""

import re
import socket

import pytest
from lxml.html import document_fromstring

from tests.both import free_port
from tests.running import ROOT, manage
from tests.site.desk import passwords
from tests.site.pages import CORRECTED, EVERY, PUBLIC, SEED, status
from tests.site.serving import GRANIAN, ask, worked

pytestmark = pytest.mark.xdist_group("pages")

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src https://www.youtube-nocookie.com https://player.vimeo.com https://w.soundcloud.com"
    " https://open.spotify.com https://datawrapper.dwcdn.net",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
}


def sign_in(page, username: str, password: str) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()


def test_the_server_here_is_started_as_the_makefile_starts_it():
    makefile = " ".join((ROOT / "Makefile").read_text().replace("\\\n", " ").split())

    assert f"$(BIN)/granian {GRANIAN.format(port='$(PORT)')} newsroom.wsgi:application" in makefile
    assert "SITE_URL=$${SITE_URL:-http://127.0.0.1:$(PORT)} exec $(BIN)/granian" in makefile


@pytest.mark.parametrize("name", EVERY)
def test_each_type_of_page_is_answered_with_its_status_and_policy(site, name):
    answer = ask(site, EVERY[name])

    said = (answer.status, answer.headers["X-Content-Type-Options"], answer.headers["Content-Type"])
    assert said == (status(name), "nosniff", "text/html; charset=utf-8")
    assert set(answer.headers["Content-Security-Policy"].split("; ")) == POLICY


@pytest.mark.parametrize("name", PUBLIC)
def test_no_page_for_readers_sets_a_cookie(site, name):
    assert ask(site, "/admin/login/").headers["Set-Cookie"]

    assert ask(site, PUBLIC[name]).headers["Set-Cookie"] is None


def test_a_page_comes_packed_to_whom_understands_it(site):
    plain = ask(site, SEED)

    packed = ask(site, SEED, Accept_Encoding="gzip")

    assert (plain.headers["Content-Encoding"], packed.headers["Content-Encoding"]) == (None, "gzip")
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert packed.text == plain.text
    assert len(packed.body) * 2 < len(plain.body)


def test_a_page_that_has_not_changed_is_not_sent_again(site):
    first = ask(site, SEED, Accept_Encoding="gzip")

    second = ask(site, SEED, Accept_Encoding="gzip", If_None_Match=first.headers["ETag"])
    other = ask(site, CORRECTED, Accept_Encoding="gzip", If_None_Match=first.headers["ETag"])

    assert (first.status, first.headers["Cache-Control"]) == (200, "public, no-cache")
    assert (second.status, second.body, second.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert other.status == 200


@pytest.mark.parametrize("rel", ["stylesheet", "preload"])
def test_a_static_file_is_kept_for_ever_under_a_name_of_its_content(site, rel):
    href = document_fromstring(ask(site, SEED).text).xpath(f"//link[@rel='{rel}']/@href")[0]
    assert re.fullmatch(r"/static/newsroom/(css|fonts)/[-\w]+\.[0-9a-f]{12}\.(css|woff2)", href)

    answer = ask(site, href)

    assert (answer.status, answer.headers["Cache-Control"]) == (200, "max-age=315360000, public, immutable")


def test_a_style_sheet_comes_packed(site):
    href = document_fromstring(ask(site, SEED).text).xpath("//link[@rel='stylesheet']/@href")[0]

    plain, packed = ask(site, href), ask(site, href, Accept_Encoding="gzip")

    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.text == plain.text


def test_readers_get_a_picture_in_their_size(site):
    source = document_fromstring(ask(site, SEED).text).find(".//figure//img").get("src")

    answer = ask(site, source)

    said = (answer.status, answer.headers["Content-Type"], answer.headers["Cache-Control"])
    assert said == (200, "image/webp", "public, max-age=3600")
    assert (answer.body[:4], answer.body[8:12]) == (b"RIFF", b"WEBP")


def test_nobody_gets_a_picture_as_it_was_filed(site, paper):
    originals = sorted((ROOT / "fixtures" / "media" / "pictures").glob("*.webp"))
    assert originals

    answers = {path.name: ask(site, f"/media/pictures/{path.name}").status for path in originals}

    assert answers == dict.fromkeys(answers, 404)


@pytest.mark.parametrize("path", ["/media/newsroom.sqlite3", "/static/../secret_key", "/static/%2e%2e/secret_key"])
def test_nobody_gets_what_else_is_in_the_data_folder(site, path):
    assert ask(site, path).status == 404


def test_opening_the_paper_again_changes_nothing_and_shows_no_password(paper, site, tmp_path):
    before, after = tmp_path / "before.json", tmp_path / "after.json"
    manage(paper.folder, "dump_paper", before, **paper.more)
    port = free_port()

    began = worked()
    said = manage(paper.folder, "open_demo", "--port", port, **paper.more)
    seconds = worked() - began

    manage(paper.folder, "dump_paper", after, **paper.more)
    assert said == (
        f"\n  Meridian is at    http://127.0.0.1:{port}/\n"
        f"  Its newsroom is at  http://127.0.0.1:{port}/admin/\n\n"
        "  Sign in as rita, ed, pia, ada. Lost the passwords? “make passwords” sets new ones.\n\n"
        "  Ctrl+C stops the server.\n"
    )
    assert after.read_bytes() == before.read_bytes()
    assert seconds * 3 < paper.seconds


def test_the_password_shown_at_the_first_opening_signs_rita_in(paper, scriptless, site):
    shown = passwords(paper.said)
    assert list(shown) == ["rita", "ed", "pia", "ada"]

    sign_in(scriptless, "rita", shown["rita"])

    assert scriptless.url == f"{site}/admin/"
    assert "Rita" in scriptless.locator("#user-tools").text_content()


@pytest.mark.parametrize("wrong", ["rita", "!demo", "ed’s"])
def test_another_password_does_not_sign_rita_in(paper, scriptless, site, wrong):
    password = passwords(paper.said)["ed"] if wrong == "ed’s" else wrong

    sign_in(scriptless, "rita", password)

    assert scriptless.url == f"{site}/admin/login/?next=/admin/"
    assert scriptless.locator(".errornote").inner_text().startswith("Please enter the correct username and password")
    assert [cookie["name"] for cookie in scriptless.context.cookies()] == ["csrftoken"]


def test_a_port_that_is_taken_is_said_before_anything_is_made(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        complaints = manage(tmp_path, "open_demo", "--port", port, code=1)

    assert complaints == f"CommandError: Port {port} is taken (Address already in use). Try: make run PORT=8001\n"
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
