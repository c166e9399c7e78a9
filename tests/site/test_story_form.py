"""Nothing typed into the form of a story is lost: tabs die, sessions end, servers fall silent, colleagues save."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.site.desk import complaints, passwords, watched
from tests.site.scenes import play
from tests.site.test_accessibility import barriers

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.any_database]

SAVED = re.compile(r"^Saved \d\d:\d\d:\d\d")
KEPT = re.compile(r"^Kept \d\d:\d\d:\d\d")


@pytest.fixture
def desk(pia) -> Iterator[Page]:
    """Pia has the form of a new story open; nothing on it breaks."""
    page, said = watched(pia)
    page.goto("/admin/articles/article/add/")
    page.wait_for_selector(".body-text")
    yield page
    # What a test takes off the wire, or asks for signed out, is said on the console and is no fault of the page.
    heard = said if page.is_closed() else complaints(page, said)
    assert [text for text in heard if not text.startswith("Failed to load resource")] == []


@pytest.fixture
def colleague(ada) -> Iterator[Page]:
    page = ada.new_page()
    yield page
    page.close()


def status(page: Page):
    return page.locator("#status-saved")


def type_body(page: Page, text: str) -> None:
    page.locator(".body-text").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def save(page: Page) -> None:
    page.keyboard.press("Control+s")
    expect(status(page)).to_have_text(SAVED, timeout=10_000)


def saved_story(page: Page, headline: str = "Talks in Kiev") -> str:
    """Save a story and return its address."""
    page.locator("#id_headline").fill(headline)
    type_body(page, "They talked.")
    save(page)
    return page.url


def revisions(context: BrowserContext, address: str) -> int:
    page = context.request.get(address.replace("/change/", "/history/")).text()
    return page.count('name="from"')


def edit(page: Page, address: str) -> None:
    """Open a story to change it, also when somebody is typing in it."""
    with page.expect_response("**/presence/"):
        page.goto(address)
    anyway = page.get_by_role("button", name="Edit anyway")
    page.wait_for_timeout(200)
    if anyway.count():
        anyway.click()


def test_a_version_is_saved_without_leaving_the_page(desk):
    address = saved_story(desk)

    assert re.fullmatch(r".*/admin/articles/article/\d+/change/", address)
    desk.reload()
    expect(desk.locator("#id_headline")).to_have_value("Talks in Kiev")
    expect(desk.locator(".body-text")).to_contain_text("They talked.")
    expect(desk.locator("#recovery")).to_have_count(0)


def test_what_was_typed_is_found_again_when_the_tab_was_killed(desk, pia):
    address = saved_story(desk)
    type_body(desk, " Nobody saved this sentence.")
    expect(status(desk)).to_have_text(KEPT, timeout=15_000)
    desk.close(run_before_unload=False)

    page = pia.new_page()
    page.goto(address)
    expect(page.locator(".body-text")).not_to_contain_text("Nobody saved")
    expect(page.locator("#recovery")).to_contain_text("4 words more")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("#recovery-difference ins")).to_contain_text("Nobody saved this sentence.")
    page.get_by_role("button", name="Restore").click()

    expect(page.locator(".body-text")).to_contain_text("They talked. Nobody saved this sentence.")
    save(page)
    page.reload()
    expect(page.locator(".body-text")).to_contain_text("Nobody saved this sentence.")
    page.close()


def test_what_never_reached_the_server_is_found_on_this_computer(desk, pia):
    address = saved_story(desk)
    desk.route("**/buffer/", lambda route: route.abort())
    desk.locator("#id_standfirst").fill("Typed in a tunnel.")
    expect(status(desk)).to_contain_text("kept on this computer", timeout=15_000)
    desk.close(run_before_unload=False)

    page = pia.new_page()
    page.goto(address)
    page.locator("#recovery").get_by_role("button", name="Restore").click()

    expect(page.locator("#id_standfirst")).to_have_value("Typed in a tunnel.")
    page.close()


def test_unsaved_work_that_nobody_answered_for_outlives_typing_and_saving(desk, pia):
    address = saved_story(desk)
    desk.locator("#id_standfirst").fill("Typed before the tab died.")
    expect(status(desk)).to_have_text(KEPT, timeout=15_000)
    desk.close(run_before_unload=False)

    page = pia.new_page()
    page.goto(address)
    expect(page.locator("#recovery")).to_contain_text("You have unsaved work")
    page.locator("#id_kicker").fill("Ukraine crisis")
    save(page)
    page.locator("#id_kicker").fill("Ukraine")
    expect(status(page)).to_have_text(KEPT, timeout=15_000)
    page.close(run_before_unload=False)
    page = pia.new_page()
    page.goto(address)
    # The newest first: the label, then the standfirst.
    page.locator("#recovery").get_by_role("button", name="Discard").click()
    page.locator("#recovery").get_by_role("button", name="Restore").click()
    save(page)

    page.reload()
    expect(page.locator("#id_standfirst")).to_have_value("Typed before the tab died.")
    expect(page.locator("#id_kicker")).to_have_value("Ukraine crisis")
    expect(page.locator("#recovery")).to_have_count(0)
    page.close()


def test_restoring_offers_in_turn_what_was_typed_since(desk):
    saved_story(desk)
    desk.locator("#id_standfirst").fill("Typed first.")
    expect(status(desk)).to_have_text(KEPT, timeout=15_000)
    desk.reload()
    desk.locator("#id_standfirst").fill("Typed second.")

    desk.locator("#recovery").get_by_role("button", name="Restore").click()
    expect(desk.locator("#id_standfirst")).to_have_value("Typed first.")
    desk.locator("#recovery").get_by_role("button", name="Restore").click()

    expect(desk.locator("#id_standfirst")).to_have_value("Typed second.")


def test_what_is_kept_later_than_it_was_saved_is_not_offered(desk):
    saved_story(desk)
    held = []
    desk.route("**/buffer/", lambda route: route.continue_() if held else held.append(route))
    with desk.expect_request("**/buffer/"):
        desk.locator("#id_standfirst").fill("They go")
    desk.locator("#id_standfirst").fill("They go on.")
    save(desk)

    with desk.expect_response(lambda answer: answer.request.method == "DELETE"):
        held[0].continue_()

    desk.reload()
    expect(desk.locator("#id_standfirst")).to_have_value("They go on.")
    expect(desk.locator("#recovery")).to_have_count(0)


def test_an_answer_from_before_a_save_takes_the_next_step_from_nobody(desk, paper):
    story = play(paper, "story", headline="Ships leave Odesa", live_hours_ago=1)
    late = []
    desk.route("**/presence/", lambda route: late.append((route, route.fetch())))
    desk.goto(f"/admin/articles/article/{story['pk']}/change/")
    expect(desk.locator("#story-next button")).to_have_count(0)
    desk.locator("#id_headline").fill("Ships leave Odesa again")
    save(desk)
    expect(desk.locator("#story-next button")).to_have_text("Publish update…")

    with desk.expect_response("**/presence/"):
        route, answer = late[0]
        route.fulfill(response=answer)

    desk.wait_for_timeout(200)
    expect(desk.locator("#story-next button")).to_have_text("Publish update…")


def test_unsaved_work_can_be_discarded(desk):
    saved_story(desk)
    desk.locator("#id_standfirst").fill("Not wanted.")
    expect(status(desk)).to_have_text(KEPT, timeout=15_000)
    desk.reload()

    with desk.expect_response("**/buffer/"):
        desk.locator("#recovery").get_by_role("button", name="Discard").click()

    expect(desk.locator("#recovery")).to_have_count(0)
    desk.reload()
    expect(desk.locator("#id_standfirst")).to_have_value("")
    expect(desk.locator("#recovery")).to_have_count(0)


def test_who_is_signed_out_signs_in_beside_the_form_and_loses_nothing(desk, pia, paper):
    address = saved_story(desk)
    cookies = [cookie for cookie in pia.cookies() if cookie["name"] != "sessionid"]
    pia.clear_cookies()
    pia.add_cookies(cookies)
    desk.locator("#id_standfirst").fill("Typed after the session ended.")
    desk.keyboard.press("Control+s")
    bar = desk.locator("#bar-signed-out")
    expect(bar).to_contain_text("You are signed out")

    with desk.expect_popup() as opened:
        bar.get_by_role("link", name="Sign in").click()
    window = opened.value
    window.get_by_label("Username").fill("pia")
    window.get_by_label("Password").fill(passwords(paper.said)["pia"])
    window.get_by_role("button", name="Log in").click()

    expect(status(desk)).to_have_text(SAVED, timeout=10_000)
    expect(bar).to_have_count(0)
    desk.goto(address)
    expect(desk.locator("#id_standfirst")).to_have_value("Typed after the session ended.")


def test_an_answer_that_is_lost_makes_one_version_when_it_is_saved_again(desk, pia):
    address = saved_story(desk)
    before = revisions(pia, address)
    desk.locator("#id_standfirst").fill("Saved, but nobody heard of it.")
    lost = []

    def lose(route):
        # The server gets it and answers; the answer never arrives.
        lost.append(route.fetch().status)
        route.abort()

    desk.route("**/save/", lose)
    desk.keyboard.press("Control+s")
    expect(desk.locator("#bar-errors")).to_contain_text("What you typed is still here.")
    expect(desk.locator("#id_standfirst")).to_have_value("Saved, but nobody heard of it.")
    desk.unroute("**/save/")
    desk.locator("#bar-errors").get_by_role("button", name="Save again").click()
    expect(status(desk)).to_have_text(SAVED)

    assert (lost, revisions(pia, address)) == ([200], before + 1)


def lose_answers(page: Page) -> None:
    """Let saves reach the server, and no answer come back."""

    def lose(route):
        route.fetch()
        route.abort()

    page.route("**/save/", lose)


def test_a_save_whose_answer_is_lost_is_no_colleagues_when_one_types_on(desk, pia):
    address = saved_story(desk)
    before = revisions(pia, address)
    lose_answers(desk)
    type_body(desk, " They agreed.")
    desk.keyboard.press("Control+s")
    expect(desk.locator("#bar-errors")).to_contain_text("The server does not answer.")
    desk.unroute("**/save/")

    type_body(desk, " Nobody signed.")
    save(desk)

    expect(desk.locator("dialog.conflicts")).to_have_count(0)
    expect(desk.locator("#bar-errors")).to_have_count(0)
    assert revisions(pia, address) == before + 2
    desk.reload()
    expect(desk.locator(".body-text p")).to_have_text(["They talked. They agreed. Nobody signed."])


def test_a_tab_that_dies_before_the_answer_comes_makes_nobody_choose_against_themselves(desk, pia):
    address = saved_story(desk)
    lose_answers(desk)
    desk.route("**/buffer/", lambda route: route.abort())
    desk.locator("#id_standfirst").fill("They agreed.")
    desk.keyboard.press("Control+s")
    expect(desk.locator("#bar-errors")).to_contain_text("The server does not answer.")
    desk.locator("#id_standfirst").fill("They agreed on nothing.")
    desk.wait_for_timeout(600)
    desk.close(run_before_unload=False)

    page = pia.new_page()
    page.goto(address)
    expect(page.locator("#id_standfirst")).to_have_value("They agreed.")
    page.locator("#recovery").get_by_role("button", name="Restore").click()
    save(page)

    expect(page.locator("dialog.conflicts")).to_have_count(0)
    page.reload()
    expect(page.locator("#id_standfirst")).to_have_value("They agreed on nothing.")
    page.close()


def test_a_server_that_falls_silent_is_given_up_and_the_text_stays(desk):
    saved_story(desk)
    desk.clock.install()
    desk.route("**/save/", lambda route: None)
    desk.locator("#id_standfirst").fill("Said to nobody.")
    desk.keyboard.press("Control+s")
    expect(status(desk)).to_have_text("Saving …")
    desk.clock.run_for(40_000)

    expect(desk.locator("#bar-errors")).to_contain_text("The server does not answer. What you typed is still here.")
    expect(desk.locator("#id_standfirst")).to_have_value("Said to nobody.")


def test_what_is_typed_while_a_save_runs_is_saved_by_the_next_press_of_the_keys(desk, pia):
    address = saved_story(desk)
    before = revisions(pia, address)
    desk.evaluate(HOLD_ANSWERS)
    held = desk.locator("html[data-held]")
    asked = []
    desk.on("request", lambda request: asked.append(request.url) if request.url.endswith("/save/") else None)
    desk.locator("#id_standfirst").fill("First.")
    desk.keyboard.press("Control+s")
    expect(held).to_have_count(1, timeout=10_000)

    desk.locator("#id_standfirst").fill("First. Second.")
    desk.keyboard.press("Control+s")
    desk.keyboard.press("Control+s")
    assert len(asked) == 1
    desk.evaluate("window.letGo()")
    desk.wait_for_timeout(300)
    expect(held).to_have_count(1, timeout=10_000)
    desk.evaluate("window.letGo()")

    expect(status(desk)).to_have_text(SAVED)
    assert (len(asked), revisions(pia, address)) == (2, before + 2)
    desk.reload()
    expect(desk.locator("#id_standfirst")).to_have_value("First. Second.")


def test_what_a_colleague_saved_elsewhere_is_merged_and_said(desk, colleague):
    address = saved_story(desk)
    edit(colleague, address)
    colleague.locator("#id_kicker").fill("Ukraine crisis")
    save(colleague)

    desk.locator("#id_standfirst").fill("Mine.")
    save(desk)

    expect(desk.locator("#bar-merged")).to_have_text(re.compile("Merged: label above the headline by Ada"))
    expect(desk.locator("#id_kicker")).to_have_value("Ukraine crisis")


HOLD_ANSWERS = """() => {
  const real = window.fetch;
  window.fetch = async (url, init) => {
    const answer = await real(url, init);
    if (String(url).endsWith("/save/")) {
      await new Promise((go) => { window.letGo = go; document.documentElement.dataset.held = ""; });
      delete document.documentElement.dataset.held;
    }
    return answer;
  };
}"""


def test_what_is_typed_while_a_save_is_on_its_way_takes_nothing_from_a_colleague(desk, colleague):
    desk.locator("#id_headline").fill("Talks in Kiev")
    type_body(desk, "One.\nTwo.\nThree.")
    save(desk)
    edit(colleague, desk.url)
    colleague.locator(".body-text p").first.click()
    colleague.keyboard.press("End")
    colleague.keyboard.type(" By Ada.")
    save(colleague)
    desk.evaluate(HOLD_ANSWERS)

    type_body(desk, " By Pia.")
    desk.keyboard.press("Control+s")
    held = desk.locator("html[data-held]")
    expect(held).to_have_count(1, timeout=10_000)
    type_body(desk, " And more.")
    desk.evaluate("window.letGo()")
    expect(status(desk)).to_have_text(SAVED)
    desk.keyboard.press("Control+s")
    expect(held).to_have_count(1, timeout=10_000)
    desk.evaluate("window.letGo()")

    paragraphs = desk.locator(".body-text p")
    expect(paragraphs).to_have_text(["One. By Ada.", "Two.", "Three. By Pia. And more."])
    edit(colleague, desk.url)
    expect(colleague.locator(".body-text p")).to_have_text(["One. By Ada.", "Two.", "Three. By Pia. And more."])


def test_two_who_changed_the_same_see_both_and_choose(desk, colleague):
    address = saved_story(desk)
    edit(colleague, address)
    colleague.locator("#id_standfirst").fill("The talks went well.")
    save(colleague)
    desk.locator("#id_standfirst").fill("The talks went badly.")

    desk.keyboard.press("Control+s")
    dialog = desk.locator("dialog.conflicts")
    expect(dialog.locator("del")).to_have_text("well.")
    expect(dialog.locator("ins")).to_have_text("badly.")
    expect(dialog.locator("blockquote")).to_have_text(["The talks went badly.", "The talks went well."])
    dialog.get_by_role("button", name="Back to the text").click()
    expect(desk.locator("#id_standfirst")).to_have_value("The talks went badly.")
    expect(status(desk)).to_contain_text("Not saved")

    desk.locator("#bar-errors").get_by_role("button", name="Save again").click()
    dialog.get_by_label("Both, theirs first").check()
    dialog.get_by_role("button", name="Save with what is chosen").click()

    expect(status(desk)).to_have_text(SAVED)
    expect(desk.locator("#id_standfirst")).to_have_value("The talks went well. The talks went badly.")
    desk.reload()
    expect(desk.locator("#id_standfirst")).to_have_value("The talks went well. The talks went badly.")


def test_the_second_one_reads_first_and_both_see_each_other(desk, colleague):
    address = saved_story(desk)
    desk.locator("#id_standfirst").fill("Being typed.")
    expect(status(desk)).to_have_text(KEPT, timeout=15_000)
    desk.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    desk.wait_for_timeout(300)

    colleague.goto(address)

    expect(colleague.locator("#bar-reading")).to_contain_text(re.compile(r"Pia Korhonen is editing, typed"))
    expect(colleague.locator("#id_headline")).not_to_be_editable()
    colleague.get_by_role("button", name="Edit anyway").click()
    expect(colleague.locator("#id_headline")).to_be_editable()
    desk.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(desk.locator("#story-presence")).to_contain_text("Ada Finch has it open, idle")


def test_who_is_typing_is_asked_for_the_story_on_their_screen(desk, colleague):
    address = saved_story(desk)
    desk.locator("#id_standfirst").fill("Being typed.")
    expect(status(desk)).to_have_text(KEPT, timeout=15_000)
    desk.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    desk.wait_for_timeout(300)
    colleague.goto(address)

    colleague.get_by_role("button", name="Ask Pia Korhonen").click()
    expect(colleague.get_by_role("dialog", name="Ask Pia Korhonen")).to_be_visible()
    colleague.keyboard.type("May I have it?")
    colleague.keyboard.press("Enter")

    expect(colleague.locator("#bar-reading [role=status]")).to_have_text("Pia Korhonen is asked.")
    desk.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    asked = desk.locator("[id^=bar-asked-]")
    expect(asked).to_contain_text("Ada Finch asks: “May I have it?”")
    unread = desk.locator("#user-tools .inbox-new")
    expect(unread).to_be_visible()
    before = int(unread.inner_text().split()[0])
    asked.get_by_role("button", name="Seen").press("Enter")
    expect(asked).to_have_count(0)
    left = f" {before - 1} new" if before > 1 else ""
    expect(desk.locator("#user-tools > summary")).to_have_text(f"Pia Korhonen{left}")


def test_bylines_are_chosen_ordered_and_given_roles_by_keyboard_alone(desk):
    desk.get_by_role("combobox", name="Add to bylines").focus()
    desk.keyboard.type("hanna")
    expect(desk.locator("[data-many=bylines] [role=option]").first).to_contain_text("Hanna Lind")
    desk.keyboard.press("Enter")
    desk.keyboard.type("Staff of Reuters")
    expect(desk.locator("[data-many=bylines] [role=option]").last).to_contain_text("Credit “Staff of Reuters”")
    desk.keyboard.press("End")
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="Up: Staff of Reuters").press("Enter")
    desk.get_by_role("combobox", name="Role of Hanna Lind").select_option("editing")

    lines = json.loads(desk.locator("[name=bylines]").input_value())
    assert [line.get("name") or line["person"] for line in lines[1:]] == ["Staff of Reuters", "hanna-lind"]
    assert lines[2]["role"] == "editing"


def test_a_line_moves_down_keeps_the_focus_and_says_where_it_is(desk):
    box = desk.locator("[data-many=bylines]")
    for name in ("hanna", "liz"):
        desk.get_by_role("combobox", name="Add to bylines").fill(name)
        expect(box.locator("[role=option]").first).to_contain_text(re.compile(name, re.I))
        desk.keyboard.press("Enter")
    expect(box.locator("li .name")).to_have_text(["Pia Korhonen", "Hanna Lind", "Liz Truss"])
    expect(desk.get_by_role("button", name="Down: Liz Truss")).to_have_count(0)

    desk.get_by_role("button", name="Down: Pia Korhonen").press("Enter")
    expect(desk.get_by_role("button", name="Down: Pia Korhonen")).to_be_focused()
    expect(box.get_by_role("status")).to_have_text("Pia Korhonen: 2 of 3")
    desk.keyboard.press("Enter")
    expect(box.locator("li .name")).to_have_text(["Hanna Lind", "Liz Truss", "Pia Korhonen"])
    expect(desk.get_by_role("button", name="Up: Pia Korhonen")).to_be_focused()
    desk.get_by_role("button", name="Remove Hanna Lind").press("Enter")
    expect(desk.get_by_role("button", name="Remove Liz Truss")).to_be_focused()

    lines = json.loads(desk.locator("[name=bylines]").input_value())
    assert [line.get("name") or line["person"] for line in lines] == ["liz-truss", "Pia Korhonen"]


def test_the_length_that_was_asked_for_stands_beside_the_words(desk):
    address = saved_story(desk)
    desk.reload()
    desk.locator("#panel-assign summary").click()
    desk.get_by_label("Length in words").fill("400")
    desk.get_by_role("button", name="Assign").click()
    expect(desk.locator("#panel-assign summary")).to_contain_text("400 words")
    assert desk.url == address

    type_body(desk, " And they ate.")

    expect(desk.locator("#status-words")).to_have_text("5 of 400 words, 1 min")


def test_an_hour_that_comes_twice_is_asked_about_at_its_field_and_saved_as_chosen(desk):
    saved_story(desk)
    # The last Sunday of October 2027, when London's clocks go back.
    desk.get_by_label("Embargo until").fill("2027-10-31T01:30")
    desk.keyboard.press("Control+s")
    choices = desk.get_by_role("group", name="Which one?")
    expect(choices.get_by_role("radio")).to_have_count(2)
    expect(status(desk)).to_contain_text("Not saved")

    choices.get_by_label("01:30 GMT").check()
    save(desk)

    expect(choices).to_have_count(0)
    desk.reload()
    expect(desk.get_by_label("Embargo until")).to_have_value("2027-10-31T01:30")


def test_what_is_still_to_come_in_the_headline_is_counted(desk):
    desk.locator("#id_headline").fill("TKTK in Kiev, says TK, not ATK")
    expect(desk.locator("#status-words")).to_have_text("0 words, 1 min, 2 TK")


def test_who_gives_a_story_away_is_told_whose_it_is_now(desk, ed):
    desk.locator("#id_section").select_option("world")
    address = saved_story(desk)
    page = ed.new_page()
    edit(page, address)
    page.locator("#id_section").select_option("")
    save(page)

    expect(page.locator("#bar-reading")).to_have_text(
        "Saved. The story is in no section now, which is not yours to read."
    )
    page.close()


def test_a_button_that_is_hidden_is_not_seen(desk):
    expect(desk.locator("#save")).to_be_visible()
    desk.locator("#save").evaluate("button => { button.hidden = true; }")
    expect(desk.locator("#save")).to_be_hidden()


def test_the_box_opens_moves_closes_and_says_how_many_there_are(desk):
    box = desk.get_by_role("combobox", name="Add to topics")
    box.focus()
    desk.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(desk.locator("[data-many=topics] [role=status]")).to_contain_text("choices")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("End")
    last = desk.locator("[data-many=topics] [role=option]").last
    expect(last).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", last.get_attribute("id"))
    desk.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")


def test_the_preview_is_the_page_of_what_is_typed_and_keeps_nothing(desk):
    desk.locator("#id_headline").fill("A headline nobody saved")
    type_body(desk, "A text nobody saved.")
    desk.keyboard.press("Alt+Shift+P")

    frame = desk.frame_locator("#preview iframe")
    expect(frame.locator("h1")).to_have_text("A headline nobody saved")
    desk.locator("#id_headline").fill("Changed while it is shown")
    expect(frame.locator("h1")).to_have_text("Changed while it is shown")
    for way, text in (("Search result", "Changed while it is shown"), ("Social card", "Changed while it is shown")):
        desk.get_by_role("button", name=way).click()
        expect(desk.locator("#preview article")).to_contain_text(text)
    desk.keyboard.press("Alt+Shift+P")
    expect(desk.locator("#preview")).to_be_hidden()


def test_the_map_of_keys_is_shown_and_single_letters_can_be_switched_off(desk):
    desk.locator("#id_headline").fill("What?")
    desk.locator(".desk-name h1").click()
    desk.keyboard.press("?")
    keys = desk.get_by_role("dialog", name="Keyboard map")
    expect(keys).to_contain_text("Save a version")
    keys.get_by_label("Single letters are shortcuts").uncheck()
    keys.get_by_role("button", name="Close").click()
    desk.keyboard.press("/")
    expect(desk.locator("#desk-q")).not_to_be_focused()
    desk.locator("#user-tools summary").click()
    desk.get_by_role("button", name="Keyboard map").click()
    keys.get_by_label("Single letters are shortcuts").check()
    keys.get_by_role("button", name="Close").click()
    desk.locator(".desk-name h1").click()
    desk.keyboard.press("/")
    expect(desk.locator("#desk-q")).to_be_focused()


def test_a_typo_is_mended_on_a_phone(desk):
    address = saved_story(desk, "Tlaks in Kiev")
    desk.set_viewport_size({"width": 390, "height": 844})
    desk.goto(address)
    standfirst = desk.locator("#id_standfirst")
    standfirst.fill("Seen to its end. " * 14)
    assert standfirst.evaluate("box => box.scrollHeight - box.clientHeight") == 0
    expect(desk.locator("#id_section")).not_to_be_in_viewport()
    desk.get_by_role("button", name="Details").click()
    expect(desk.locator("#id_section")).to_be_in_viewport()
    desk.keyboard.press("Escape")
    desk.locator("#id_headline").fill("Talks in Kiev")
    desk.get_by_role("button", name="Save", exact=True).click()

    expect(status(desk)).to_have_text(SAVED)


def test_nothing_that_opens_over_the_form_is_a_barrier(desk, colleague):
    address = saved_story(desk)
    desk.keyboard.press("Alt+Shift+P")
    expect(desk.frame_locator("#preview iframe").locator("h1")).to_have_text("Talks in Kiev")
    desk.get_by_role("button", name="Card", exact=True).click()
    found = barriers(desk)
    desk.keyboard.press("Alt+Shift+P")
    desk.get_by_role("combobox", name="Add to topics").press("ArrowDown")
    expect(desk.locator("[data-many=topics] [role=option]").first).to_be_visible()
    found += barriers(desk)
    edit(colleague, address)
    colleague.locator("#id_standfirst").fill("The talks went well.")
    save(colleague)
    desk.set_viewport_size({"width": 1280, "height": 844})
    desk.locator("#id_standfirst").fill("The talks went badly.")
    desk.keyboard.press("Control+s")
    expect(desk.locator("dialog.conflicts")).to_be_visible()
    found += barriers(desk)
    desk.get_by_role("button", name="Back to the text").click()
    desk.locator(".desk-name h1").click()
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog", name="Keyboard map")).to_be_visible()
    found += barriers(desk)

    assert not found, "\n".join(found)
