"""What changed in a story: the list of its versions, and two of them word by word."""

import pytest
from django.utils import timezone

from articles.actions import publishing
from articles.models import Article, EditionKind
from tests.making import HOUR, WEDNESDAY, change_story, make_image, make_live_story, withhold
from tests.reading import headings, links, main, meta, part, read, text, texts

STORY = "/2022/02/09/envoy-flies-home/"
HISTORY = f"{STORY}history/"


@pytest.fixture
def story(pia, world):
    """Published at 20:14, fixed at 21:14, corrected at 22:14."""
    first = make_live_story(
        pia, headline="Envoy flies home", body="<p>He left at noon.</p><p>It rained.</p>", bylines=[{"name": "Jo Ng"}]
    )
    change_story(first, pia, WEDNESDAY + HOUR, EditionKind.FIX, body="<p>He left at noon.</p><p>It poured.</p>")
    return change_story(
        first,
        pia,
        WEDNESDAY + 2 * HOUR,
        EditionKind.CORRECTION,
        "He left at two.",
        body="<p>He left at two.</p><p>It poured.</p>",
    )


def versions(page):
    return [text(item) for item in main(page).find(".//ol")]


def changed(page, heading):
    """Return the paragraphs of a changed part: what stayed, [what was removed] and {what was added}."""
    found = part(page, heading)
    for mark in list(found.iter("del", "ins")):
        mark.find("span").drop_tree()
        mark.text = f"[{mark.text.strip()}]" if mark.tag == "del" else f"{{{mark.text.strip()}}}"
    return texts(found, "p")


def test_the_history_lists_every_version_newest_first_with_its_reason(noor, story):
    page = read(noor.get(HISTORY))

    said = versions(page)
    assert [words.split(" ")[0] for words in said] == ["Correction", "Small", "Published"]
    assert "He left at two." in said[0]
    assert [time.get("datetime") for time in main(page).find(".//ol").iter("time")] == [
        "2022-02-09T22:14+00:00",
        "2022-02-09T21:14+00:00",
        "2022-02-09T20:14+00:00",
    ]
    assert links(main(page)) == [
        ("Back to the story", STORY),
        ("What changed in version 3", f"{HISTORY}3/"),
        ("What changed in version 2", f"{HISTORY}2/"),
    ]
    assert meta(page, "robots") == "noindex"


def test_a_change_is_shown_word_by_word(noor, story):
    page = read(noor.get(f"{HISTORY}3/"))

    assert texts(page, "title", "h1") == ["Correction: Envoy flies home | Meridian", "Correction, 9 February 2022"]
    assert headings(page) == ["Text"]
    assert changed(page, "Text") == ["He left at [noon.] {two.}", "It poured."]
    assert "He left at two." in texts(main(page), "p")
    assert meta(page, "robots") == "noindex"
    assert links(main(page)) == [("Every version of this story", HISTORY), ("Envoy flies home", STORY)]


def test_a_version_is_compared_with_the_one_before_it(noor, story):
    page = read(noor.get(f"{HISTORY}2/"))

    assert changed(page, "Text") == ["He left at noon.", "It [rained.] {poured.}"]
    assert "Version 2, 9 Feb 2022, 21:14 GMT compared with version 1, 9 Feb 2022, 20:14 GMT" in text(main(page))


def test_the_lines_around_the_text_are_compared_too(noor, pia, world):
    image = make_image()
    picture = {"image": str(image.uuid), "alt": "A table", "caption": "A long table."}
    first = make_live_story(pia, headline="Envoy flies home", bylines=[{"name": "Jo Ng"}], picture=picture)
    change_story(
        first,
        pia,
        WEDNESDAY + HOUR,
        headline="Envoy flies on",
        standfirst="He had no choice.",
        bylines=[{"name": "Jo Ng"}, {"name": "Al Day"}],
        picture=picture | {"caption": "A round table."},
    )

    page = read(noor.get(f"{HISTORY}2/"))

    assert headings(page) == ["Headline", "Standfirst", "Caption", "Byline"]
    assert changed(page, "Headline") == ["Envoy flies [home] {on}"]
    assert changed(page, "Caption") == ["A [long] {round} table."]
    assert changed(page, "Byline") == ["Jo [Ng] {Ng, Al Day}"]


def test_long_stretches_that_stayed_are_counted_and_left_out(noor, pia, world):
    old = [f"<p>Paragraph {number} stays.</p>" for number in range(12)]
    first = make_live_story(pia, headline="Envoy flies home", body="".join(old))
    old[6] = "<p>Paragraph 6 goes.</p>"
    change_story(first, pia, WEDNESDAY + HOUR, body="".join(old))

    assert changed(read(noor.get(f"{HISTORY}2/")), "Text") == [
        "5 unchanged paragraphs",
        "Paragraph 5 stays.",
        "Paragraph 6 [stays.] {goes.}",
        "Paragraph 7 stays.",
        "4 unchanged paragraphs",
    ]


def test_a_version_in_which_no_word_changed_says_so(noor, pia, world):
    first = make_live_story(pia, headline="Envoy flies home")
    change_story(first, pia, WEDNESDAY + HOUR, EditionKind.FIX, kicker="Ukraine crisis")

    page = read(noor.get(f"{HISTORY}2/"))

    assert headings(page) == []
    assert text(main(page)).endswith("No word of the story changed.")


@pytest.mark.parametrize("number", ["0", "1", "4", "03x", "-1", "99999999999999999999"])
def test_what_has_nothing_to_compare_with_is_not_found(noor, story, number):
    assert noor.get(f"{HISTORY}{number}/").status_code == 404


@pytest.mark.parametrize("address", [HISTORY, f"{HISTORY}2/"])
def test_the_changes_of_no_story_are_not_found(noor, world, address):
    assert noor.get(address).status_code == 404


@pytest.mark.parametrize("rest", ["history/", "history/2/"])
def test_an_old_address_leads_to_the_same_page_of_the_new_one(noor, pia, story, rest):
    change_story(story, pia, WEDNESDAY + 3 * HOUR, slug="envoy-at-home")

    response = noor.get(STORY + rest)

    assert (response.status_code, response["Location"]) == (301, f"/2022/02/09/envoy-at-home/{rest}")


def test_a_scheduled_version_is_not_in_the_history(noor, pia, story):
    article = story.article
    coming = timezone.now() + HOUR
    publishing.schedule(article, by=pia, at=coming, kind=EditionKind.UPDATE)

    assert len(versions(read(noor.get(HISTORY)))) == 3
    assert noor.get(f"{HISTORY}4/").status_code == 404


def test_a_version_that_was_taken_back_unseen_never_was(noor, pia, story):
    article = story.article
    publishing.schedule(article, by=pia, at=timezone.now() + HOUR, kind=EditionKind.UPDATE)
    publishing.unschedule(article, by=pia)
    change_story(story, pia, timezone.now(), body="<p>He is at home.</p>")

    page = read(noor.get(HISTORY))

    assert len(versions(page)) == 4
    assert links(main(page))[1] == ("What changed in version 5", f"{HISTORY}5/")
    assert "compared with version 3" in text(main(read(noor.get(f"{HISTORY}5/"))))


def test_a_withheld_version_cannot_be_read_from_the_difference_to_another(noor, pia, story):
    middle = story.article.editions.get(number=2)
    assert "rained." in text(main(read(noor.get(f"{HISTORY}2/"))))

    withhold(middle)

    assert [noor.get(f"{HISTORY}{number}/").status_code for number in (2, 3)] == [404, 404]
    assert links(main(read(noor.get(HISTORY)))) == [("Back to the story", STORY)]


def test_the_note_of_a_withheld_version_is_withheld(noor, pia, story):
    change_story(story, pia, WEDNESDAY + 3 * HOUR, body="<p>He is at home.</p>")
    assert "He left at two." in text(main(read(noor.get(HISTORY))))

    withhold(story)

    assert "He left at two." not in text(main(read(noor.get(HISTORY))))


@pytest.mark.parametrize("address", [HISTORY, f"{HISTORY}2/"])
def test_a_withdrawn_story_has_no_history(noor, pia, story, address):
    assert noor.get(address).status_code == 200

    publishing.withdraw(story.article, by=pia, note="None of it was true.")

    response = noor.get(address)
    assert response.status_code == 410
    assert "He left" not in response.content.decode()


def test_what_was_withdrawn_is_not_read_from_the_change_log_of_what_came_back(noor, pia):
    story = make_live_story(pia, WEDNESDAY, body="<p>He stole it.</p>")
    change_story(story, pia, WEDNESDAY + HOUR, body="<p>He stole all of it.</p>")
    address = f"{story.get_absolute_url()}history/"
    assert "He stole" in noor.get(f"{address}2/").content.decode()

    publishing.withdraw(Article.objects.get(), by=pia, note="It was not true.", at=WEDNESDAY + 2 * HOUR)
    change_story(story, pia, WEDNESDAY + 3 * HOUR, body="<p>It was found.</p>")

    changes = [noor.get(f"{address}{number}/").status_code for number in (1, 2, 3, 4)]
    log = noor.get(address)
    assert (changes, log.status_code) == ([404, 404, 404, 404], 200)
    assert "It was not true." in log.content.decode()
    assert "history/2/" not in log.content.decode()
