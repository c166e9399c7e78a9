"""The calendar under the hands of editors: a line typed into a day, refused, mended, moved, and all without script."""

import pytest
from playwright.sync_api import Page, expect

from tests.site.desk import complaints, sign_in, watched

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.any_database]

# Far from everything that other tests look at.
WEEK = "/admin/desk/calendar/?week=2031-W{:02}"


@pytest.fixture
def page(ed):
    """A page of Ed's that complains of nothing but refusals."""
    page, said = watched(ed)
    yield page
    assert [complaint for complaint in complaints(page, said) if "status of 4" not in complaint] == []


def line_of(page: Page, day: str, desk: str = "World"):
    return page.get_by_label(f"Plan for {desk} on {day}")


def cell_of(page: Page, text: str) -> str:
    return page.locator(".entry", has_text=text).evaluate(
        "entry => `${entry.closest('.cell').dataset.desk} ${entry.closest('.cell').dataset.day}`"
    )


def test_a_line_and_enter_plan_a_story_and_the_cursor_stays_for_the_next(page):
    page.goto(WEEK.format(10))

    line_of(page, "Tuesday 4 March").click()
    page.keyboard.type("Truss in Moscow @rita 400w photo 15:00")
    page.keyboard.press("Enter")

    expect(page.locator("#cal-said")).to_contain_text("Planned: “Truss in Moscow”, due Tue 4 Mar 2031, 15:00.")
    assert cell_of(page, "Truss in Moscow") == "world 2031-03-04"
    expect(page.locator(".entry", has_text="Truss in Moscow")).to_contain_text(
        "Planned · Rita Salo · 400 words · picture wanted"
    )
    expect(line_of(page, "Tuesday 4 March")).to_be_focused()
    expect(line_of(page, "Tuesday 4 March")).to_have_value("")


def test_a_refused_line_stays_and_is_mended_in_place(page):
    page.goto(WEEK.format(11))
    line = line_of(page, "Monday 10 March")

    line.fill("Budget day @rhita 9:00")
    line.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Nobody is called “@rhita”. Did you mean @rita (Rita Salo)")
    expect(line).to_have_value("Budget day @rhita 9:00")
    expect(line).to_be_focused()
    line.fill("Budget day @rita 9:00")
    expect(page.get_by_role("alert")).to_have_count(0)
    line.press("Enter")

    expect(page.locator("#cal-said")).to_contain_text("Planned: “Budget day”")


def test_an_hour_that_comes_twice_is_asked_about(page):
    page.goto(WEEK.format(43))

    line_of(page, "Sunday 26 October").fill("The clocks 01:30")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="01:30 GMT").click()

    expect(page.locator("#cal-said")).to_contain_text("due Sun 26 Oct 2031, 01:30 GMT.")


def test_a_plan_is_dragged_to_another_day_and_desk_at_its_hour(page):
    page.goto(WEEK.format(12))
    line_of(page, "Tuesday 18 March").fill("Summit opens 10:15")
    page.keyboard.press("Enter")
    expect(page.locator("#cal-said")).to_contain_text("Planned")
    entry = page.locator(".entry", has_text="Summit opens")

    start = entry.locator(".entry-headline").bounding_box()
    end = page.locator(".cell[data-desk=business][data-day='2031-03-20']").bounding_box()
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(end["x"] + 20, end["y"] + 10, steps=8)
    page.mouse.up()

    expect(page.locator("#cal-said")).to_contain_text("Now due Thu 20 Mar, 10:15.")
    assert cell_of(page, "Summit opens") == "business 2031-03-20"


def test_a_plan_is_moved_by_its_menu_and_keyboard(page):
    page.goto(WEEK.format(13))
    line_of(page, "Tuesday 25 March").fill("Verdict expected 10:15")
    page.keyboard.press("Enter")
    expect(page.locator("#cal-said")).to_contain_text("Planned")

    page.locator(".entry", has_text="Verdict expected").locator("summary").press("Enter")
    page.get_by_label("Due", exact=True).fill("2031-03-27T08:00")
    page.get_by_role("button", name="Move", exact=True).press("Enter")

    expect(page.locator("#cal-said")).to_contain_text("Now due Thu 27 Mar, 08:00.")
    assert cell_of(page, "Verdict expected") == "world 2031-03-27"


def test_a_line_is_planned_or_refused_without_script(scriptless, paper):
    sign_in(scriptless, paper, "ed")
    scriptless.goto(WEEK.format(14))

    line_of(scriptless, "Tuesday 1 April").fill("Fools @nobody-here")
    line_of(scriptless, "Tuesday 1 April").press("Enter")
    expect(scriptless.get_by_role("alert")).to_contain_text("Nobody is called “@nobody-here”.")
    expect(line_of(scriptless, "Tuesday 1 April")).to_have_value("Fools @nobody-here")
    line_of(scriptless, "Tuesday 1 April").fill("Fools @rita")
    line_of(scriptless, "Tuesday 1 April").press("Enter")

    expect(scriptless.locator(".messagelist")).to_contain_text("Planned: “Fools”, due Tue 1 Apr 2031, 18:00.")
    assert scriptless.locator(".entry", has_text="Fools").count() == 1


def test_after_an_at_sign_colleagues_are_offered_and_enter_alone_is_the_lines_own(page):
    page.goto(WEEK.format(20))
    line = line_of(page, "Monday 12 May")

    line.click()
    page.keyboard.type("Budget for mia at four @ri")
    expect(page.get_by_role("option")).to_have_text(["Rita Salo rita"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(line).to_have_value("Budget for mia at four @rita ")
    page.keyboard.type("@")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("option").first).to_be_hidden()
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")

    expect(page.locator("#cal-said")).to_contain_text("Planned: “Budget for mia at four”, due Mon 12 May 2031, 18:00.")
    expect(page.locator(".entry", has_text="Budget for mia")).to_contain_text("Planned · Rita Salo")


def test_a_month_of_all_desks_takes_a_plan_for_the_desk_that_its_line_names(page):
    page.goto("/admin/desk/calendar/?month=2031-06")
    line = line_of(page, "Tuesday 10 June")
    assert line.get_attribute("placeholder") == "+ Plan for World"

    line.fill("Truss in Ankara")
    line.press("Enter")

    expect(page.locator("#cal-said")).to_contain_text("Planned: “Truss in Ankara”, due Tue 10 Jun 2031, 18:00.")
    page.goto("/admin/desk/calendar/?week=2031-W24")
    assert cell_of(page, "Truss in Ankara") == "world 2031-06-10"


@pytest.mark.parametrize("address", ["/admin/", "/admin/desk/board/", "/admin/articles/article/", WEEK.format(23)])
def test_a_page_says_what_has_changed_since_and_its_own_moves_are_none(page, pia, address):
    with page.expect_response("**/desk/changes/?after="):
        page.goto(address)
    old = page.locator("#desk-changes")
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(old).to_be_hidden()
    colleague = pia.new_page()
    colleague.goto(WEEK.format(24))
    line_of(colleague, "Monday 9 June").fill(f"What is new on {address}")
    colleague.keyboard.press("Enter")
    expect(colleague.locator("#cal-said")).to_contain_text("Planned")
    colleague.evaluate("dispatchEvent(new Event('focus'))")
    expect(colleague.locator("#desk-changes")).to_be_hidden()

    page.evaluate("dispatchEvent(new Event('focus'))")

    expect(old).to_have_text("1 story has changed since this page was shown. Refresh")
    with page.expect_response("**/desk/changes/?after="):
        old.get_by_role("link", name="Refresh").click()
    expect(old).to_be_hidden()
