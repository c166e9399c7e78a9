"""The publishing panel in a real browser: its button does what it says and nothing else, and is undone in time."""

import re
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from playwright.sync_api import Page, expect

from tests.site.desk import sign_in
from tests.site.scenes import play
from tests.site.test_accessibility import barriers, overflow

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.any_database]

GO = ".pub-go"


@pytest.fixture(scope="module")
def played(paper, site) -> Callable:
    return partial(play, paper)


@pytest.fixture(scope="module")
def cookie(played, site) -> dict[str, str]:
    return played("signed_in", who="pia") | {"url": site}


def desk_page(browser, site, cookie, **more: object) -> Page:
    context = browser.new_context(base_url=site, reduced_motion="reduce", **more)
    context.add_cookies([cookie])
    return context.new_page()


@pytest.fixture
def page(browser, site, cookie) -> Iterator[Page]:
    """Pia's, who sits in Istanbul."""
    page = desk_page(browser, site, cookie, timezone_id="Europe/Istanbul", permissions=["clipboard-write"])
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    page.context.close()
    # What a refusal answers is no breach of the content policy and no failure of a script.
    assert [text for text in said if "status of 4" not in text] == []


@pytest.fixture
def scriptless_page(browser, site, cookie) -> Iterator[Page]:
    page = desk_page(browser, site, cookie, java_script_enabled=False)
    yield page
    page.context.close()


def panel(page: Page, story: dict, kind: str = "publish") -> None:
    """Open the panel over a page of the desk, by a link as every page of the desk has it."""
    page.goto("/admin/password_change/done/")
    page.evaluate(
        """(address) => document.querySelector("#content").append(
            Object.assign(document.createElement("a"), {href: address, id: "opens", textContent: "Publish"}))""",
        f"/admin/desk/story/{story['uuid']}/{kind}/",
    )
    page.evaluate("document.querySelector('#opens').dataset.panel = ''")
    page.click("#opens")
    expect(page.locator("dialog .pub")).to_be_visible()


def test_publish_confirm_and_it_is_live_once(page, played):
    story = played("story")
    panel(page, story)
    expect(page.locator(GO)).to_have_text("Publish now")

    page.dblclick(GO)

    expect(page.locator(".messagelist")).to_contain_text(re.compile(r"Live at \d\d:\d\d:\d\d\."))
    assert [edition["kind"] for edition in played("editions", uuid=story["uuid"])] == ["publication"]


def test_the_same_press_sent_many_times_at_once_makes_one_edition(page, played):
    story = played("story")
    panel(page, story)

    answers = page.evaluate(
        """() => {
            const form = document.querySelector("dialog .pub");
            const data = new FormData(form, form.querySelector(".pub-go"));
            const press = () => fetch(form.getAttribute("action"), {
                method: "POST", body: data, headers: {"X-Requested-With": "fetch"},
            }).then(async (answer) => [answer.status, (await answer.json()).message.split(":")[0]]);
            return Promise.all(Array.from({length: 8}, press));
        }"""
    )

    said = sorted(re.sub(r"\d", "0", text) for _, text in answers)
    assert {status for status, _ in answers} == {200}
    assert said == ["It is already published"] * 7 + ["Live at 00"]
    assert len(played("editions", uuid=story["uuid"])) == 1


def test_from_the_board_it_takes_two_presses(page, played):
    story = played("story")
    page.goto("/admin/desk/board/")

    page.locator(f"#card-{story['uuid']} .card-publish").click()
    page.click(GO)

    expect(page.locator(".messagelist")).to_contain_text("Live at")
    assert page.url.endswith("/admin/desk/board/")
    assert len(played("editions", uuid=story["uuid"])) == 1


def test_undo_in_time_and_nobody_has_seen_it(page, played):
    story = played("story")
    panel(page, story)
    page.click(GO)
    undo = page.get_by_role("button", name=re.compile(r"Undo \(\d s\)"))
    expect(undo).to_be_visible()
    expect(page.get_by_role("link", name="View")).to_be_hidden()

    undo.click()

    expect(page.locator(".messagelist")).to_contain_text("is taken back: readers see nothing of it")
    assert [edition["was_seen"] for edition in played("editions", uuid=story["uuid"])] == [False]


def test_when_readers_have_it_undo_is_gone_and_view_leads_to_it(page, played):
    story = played("story", headline="A story that is seen by those who wait for it")
    panel(page, story)
    page.click(GO)
    expect(page.get_by_role("button", name=re.compile("Undo"))).to_be_visible()

    view = page.get_by_role("link", name="View", exact=True)
    expect(view).to_be_visible(timeout=15_000)
    expect(page.get_by_role("button", name=re.compile("Undo"))).to_have_count(0)
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    view.click()
    expect(page.locator("h1")).to_have_text("A story that is seen by those who wait for it")


def test_a_preset_names_the_moment_and_what_ones_own_clock_shows_then(page, played):
    story = played("story")
    panel(page, story)

    page.get_by_role("button", name="Tomorrow 06:00").click()

    expect(page.locator(GO)).to_have_text(re.compile(r"Schedule for \w{3} \d+ \w{3}.*, 06:00 London \(in .*\)"))
    expect(page.locator(".pub-yours")).to_have_text(re.compile("0[89]:00 for you in Istanbul"))
    page.click(GO)
    expect(page.locator(".messagelist")).to_contain_text("06:00 London")
    [edition] = played("editions", uuid=story["uuid"])
    assert re.search("T0[56]:00:00", edition["live_from"])


def test_an_hour_that_comes_twice_is_asked_about_and_the_answer_is_what_is_done(page, played):
    story = played("story")
    panel(page, story)

    page.fill("#publish-day", "2027-10-31")
    page.fill("#publish-clock", "01:30")

    expect(page.locator(".pub-twice")).to_contain_text("comes twice. Say which one you mean.")
    expect(page.locator(GO)).to_have_text("Schedule for …")
    page.get_by_label("Sun 31 Oct, 01:30 BST").check()
    expect(page.locator(GO)).to_contain_text("Schedule for Sun 31 Oct 2027, 01:30 BST London")
    expect(page.get_by_label("Sun 31 Oct, 01:30 BST")).to_be_checked()
    page.get_by_label("Sun 31 Oct, 01:30 GMT").check()
    expect(page.locator(GO)).to_contain_text("01:30 GMT London")
    page.get_by_label("Sun 31 Oct, 01:30 BST").check()
    page.click(GO)
    expect(page.locator(".messagelist")).to_contain_text("Scheduled for Sun 31 Oct 2027, 01:30 BST London")
    assert played("editions", uuid=story["uuid"])[0]["live_from"] == "2027-10-31T00:30:00+00:00"


def test_a_correction_takes_its_note_and_says_so_on_the_button(page, played):
    story = played("story", live_hours_ago=2, changes={"kicker": "Talks"})
    panel(page, story)
    expect(page.locator(".pub")).to_contain_text("Working copy, 1 change. Readers still see the version of")

    page.get_by_role("radio", name="Correction", exact=True).check()
    expect(page.get_by_label("Note for readers")).to_be_focused()
    expect(page.locator(GO)).to_have_text("Publish update with correction")
    page.keyboard.type("It was Tuesday, not Monday.")
    expect(page.locator(".pub-gaps-must")).to_have_count(0)
    page.click(GO)

    expect(page.locator(".messagelist")).to_contain_text("Live at")
    made = played("editions", uuid=story["uuid"])[1]
    assert (made["kind"], made["note"]) == ("correction", "It was Tuesday, not Monday.")


def test_a_press_with_something_to_fix_shows_it_and_leads_there(page, played):
    story = played("story", standfirst="")
    panel(page, story)

    page.click(GO)

    expect(page.locator(".pub-error")).to_have_text("Not yet: something must be mended first.")
    fix = page.locator(".pub-gaps-must a").first
    expect(fix).to_be_focused()
    assert fix.get_attribute("href") == f"/admin/articles/article/{story['pk']}/change/#id_standfirst"
    assert played("editions", uuid=story["uuid"]) == []


def test_a_story_that_a_colleague_changes_meanwhile_is_shown_anew_before_anything_is_done(page, played):
    story = played("story")
    panel(page, story)
    played("save", uuid=story["uuid"], who="ed", headline="Ed has a better headline for this story")

    page.click(GO)

    expect(page.locator(".pub-error")).to_contain_text("changed")
    expect(page.locator(".pub-story")).to_have_text("Ed has a better headline for this story")
    expect(page.locator(".pub-gaps")).to_contain_text("has changed it since it was approved")
    assert played("editions", uuid=story["uuid"]) == []
    page.click(GO)
    expect(page.locator(".messagelist")).to_contain_text("Live at")


def test_who_signs_in_again_beside_the_panel_presses_once_more_and_it_is_done(page, paper, played):
    story = played("story", headline="Pressed before and after signing in again")
    panel(page, story)
    page.context.clear_cookies(name="sessionid")
    page.click(GO)
    expect(page.locator(".pub-error")).to_contain_text("You are signed out.")
    another = page.context.new_page()

    sign_in(another, paper, "ada")
    page.click(GO)
    expect(page.locator(".pub-error")).to_contain_text("Somebody signed in or out in this browser")
    assert played("editions", uuid=story["uuid"]) == []
    page.context.clear_cookies(name="sessionid")
    sign_in(another, paper, "pia")
    page.click(GO)

    expect(page.locator("[data-done]")).to_contain_text("Pressed before and after signing in again")
    assert len(played("editions", uuid=story["uuid"])) == 1


def test_enter_in_a_field_looks_and_never_publishes(page, played):
    story = played("story")
    panel(page, story)

    page.focus("#publish-day")
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)

    expect(page.locator("dialog .pub")).to_be_visible()
    assert played("editions", uuid=story["uuid"]) == []


def test_escape_closes_the_panel_and_gives_the_keyboard_back(page, played):
    panel(page, played("story"))
    expect(page.locator("#publish-title")).to_be_focused()

    page.keyboard.press("Escape")

    expect(page.locator("dialog.pub-dialog")).to_have_count(0)
    expect(page.locator("#opens")).to_be_focused()


def test_an_embargo_set_in_the_panel_moves_the_time_to_its_end(page, played):
    story = played("story")
    panel(page, story)

    page.get_by_text("No embargo", exact=True).click()
    page.fill("#embargo-day", "2027-06-10")
    page.fill("#embargo-time", "09:00")
    page.get_by_role("button", name="Set embargo").click()

    expect(page.locator(".pub-embargo")).to_contain_text("Embargo until Thu 10 Jun 2027, 09:00 London")
    expect(page.locator(GO)).to_contain_text("Schedule for Thu 10 Jun 2027, 09:00 London")
    page.get_by_label("Now").check()
    expect(page.locator(".pub-gaps-must")).to_contain_text("under embargo until")
    assert played("editions", uuid=story["uuid"]) == []


def test_withdraw_says_who_links_here_and_leaves_the_notice(page, played):
    target = played("story", live_hours_ago=3, headline="The story that has to go from the paper")
    path = played("editions", uuid=target["uuid"])[0]["path"]
    played("story", live_hours_ago=1, headline="Links to it", body=f'<p>As <a href="{path}">told</a>.</p>')
    panel(page, target, "withdraw")
    expect(page.locator(".pub-here")).to_contain_text("Live stories that link to it (1) Links to it")

    page.get_by_label("Note for readers").fill("We could not confirm it.")
    page.wait_for_timeout(500)
    assert len(played("editions", uuid=target["uuid"])) == 1
    page.get_by_role("button", name="Withdraw and leave this notice").click()

    expect(page.locator(".messagelist")).to_contain_text("is withdrawn")
    assert page.request.get(path).status == 410
    page.get_by_role("link", name="View the notice").click()
    expect(page.get_by_text("We could not confirm it.")).to_be_visible()


def test_without_script_a_button_that_says_something_else_is_refused_and_then_says_it(scriptless_page, played):
    page, story = scriptless_page, played("story")
    page.goto(f"/admin/desk/story/{story['uuid']}/publish/")
    page.get_by_label("At", exact=True).check()
    page.fill("#publish-day", "2027-06-10")
    page.fill("#publish-clock", "09:00")

    page.click(GO)

    expect(page.locator(".pub-error")).to_contain_text("not what the button said")
    expect(page.locator(GO)).to_contain_text("Schedule for Thu 10 Jun 2027, 09:00 London")
    assert played("editions", uuid=story["uuid"]) == []
    page.click(GO)
    expect(page.locator(".messagelist")).to_contain_text("Scheduled for Thu 10 Jun 2027, 09:00 London")
    page.goto(f"/admin/desk/story/{story['uuid']}/publish/")
    page.get_by_role("button", name="Unschedule").click()
    expect(page.locator(".messagelist")).to_contain_text("is taken back")


def open_everything(page: Page) -> None:
    page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")


@pytest.mark.parametrize("kind", ["publish", "withdraw"])
def test_the_panels_have_no_barrier_and_are_never_scrolled_sideways(page, played, kind):
    story = played(
        "story", live_hours_ago=2, changes={"headline": "TK", "standfirst": "Short.", "body": "<p>“Two ships.</p>"}
    )
    panel(page, story, kind)
    open_everything(page)
    found = barriers(page, ".pub")
    page.goto(f"/admin/desk/story/{story['uuid']}/{kind}/")
    open_everything(page)

    found += barriers(page, ".pub")

    assert not found, "\n".join(found)
    assert {width: overflow(page, width) for width in (320, 390, 1280)} == {320: 0, 390: 0, 1280: 0}


def form(page: Page, story: dict) -> None:
    page.goto(f"/admin/articles/article/{story['pk']}/change/")
    page.wait_for_load_state("networkidle")


def opens(page: Page, name: str) -> None:
    page.locator(".desk-actions").get_by_role("button", name=name).click()


def test_what_is_typed_in_the_form_is_saved_before_it_is_published(page, played):
    story = played("story", live_hours_ago=2)
    form(page, story)
    page.get_by_label("Headline", exact=False).first.fill("Typed and not saved before the button was pressed")

    opens(page, "Publish")
    expect(page.locator("dialog .pub-story")).to_have_text("Typed and not saved before the button was pressed")
    page.get_by_role("radio", name="Correction", exact=True).check()
    page.keyboard.type("The headline was wrong.")
    page.click(GO)

    expect(page.locator(".messagelist")).to_contain_text("Live at")
    expect(page.locator("[data-undo]")).to_be_visible()
    assert page.url.endswith(f"/admin/articles/article/{story['pk']}/change/")
    made = played("editions", uuid=story["uuid"])[1]
    assert (made["kind"], made["headline"]) == ("correction", "Typed and not saved before the button was pressed")


def test_what_cannot_be_saved_opens_no_panel(page, played):
    story = played("story")
    form(page, story)
    played("save", uuid=story["uuid"], who="ed", headline="Ed’s own headline for this very story")
    page.get_by_label("Headline", exact=False).first.fill("Another headline for this very story")

    opens(page, "Publish")

    expect(page.locator("dialog.conflicts")).to_be_visible()
    expect(page.locator("dialog.pub-dialog")).to_have_count(0)
    page.get_by_role("button", name="Back to the text").click()
    page.wait_for_timeout(500)
    expect(page.locator("dialog.pub-dialog")).to_have_count(0)
    assert played("editions", uuid=story["uuid"]) == []


def test_the_checklist_leads_to_the_field_in_the_form(page, played):
    story = played("story", standfirst="", body="<p>Two ships left.</p><p>A third at TK followed them at noon.</p>")
    form(page, story)

    opens(page, "Publish")
    page.get_by_role("link", name=re.compile("Fix.*The standfirst is missing")).click()

    expect(page.locator("dialog.pub-dialog")).to_have_count(0)
    expect(page.locator("#id_standfirst")).to_be_focused()
    opens(page, "Publish")
    page.get_by_role("link", name=re.compile("Fix.*There is still a “TK”")).click()
    expect(page.locator(".ProseMirror")).to_be_focused()
    assert "TK" in page.evaluate("String(getSelection())")


def test_an_embargo_set_over_the_form_is_in_the_form_afterwards(page, played):
    story = played("story")
    form(page, story)
    opens(page, "Publish")
    page.get_by_text("No embargo", exact=True).click()
    page.fill("#embargo-day", "2027-06-10")
    page.fill("#embargo-time", "09:00")
    page.get_by_role("button", name="Set embargo").click()
    expect(page.locator(".pub-embargo")).to_contain_text("Embargo until")

    page.get_by_role("link", name="Back").click()

    expect(page.locator("#id_embargo_until")).to_have_value("2027-06-10T09:00")
