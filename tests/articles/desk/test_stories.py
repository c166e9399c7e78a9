"""The story list: what it shows, to whom, in which order, page by page, and what it costs."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles.actions import moving
from articles.desk.listing import paging
from articles.models import Article, Note, Presence, SavedView, Section
from tests.making import (
    DAY,
    HOUR,
    WEDNESDAY,
    everything,
    make_image,
    make_live_story,
    make_ready_story,
    make_story,
    make_user,
    signed_in,
)

LIST = "/admin/articles/article/"


def page(client, query=""):
    answer = client.get(f"{LIST}{query}")
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def select(tree, path: str) -> list:
    """Return what a path such as "td.state .chip" or "ul > a[rel=next]" leads to."""
    way = ""
    for step in path.replace("> ", ">").split():
        tag, classes, names = re.fullmatch(r">?(\w*)((?:\.[\w-]+)*)((?:\[[-\w=]+\])*)", step).groups()
        way += "/" if step.startswith(">") else "//" if way else ".//"
        way += tag or "*"
        way += "".join(f'[contains(concat(" ", @class, " "), " {name} ")]' for name in classes.split(".")[1:])
        for name in re.findall(r"\[([-\w=]+)\]", names):
            attribute, _, value = name.partition("=")
            way += f'[@{attribute}="{value}"]' if value else f"[@{attribute}]"
    return tree.xpath(way)


def headlines(tree) -> list[str]:
    return [link.text_content().strip() for link in select(tree, "[data-open]")]


def text(tree, selector) -> list[str]:
    return [" ".join(found.text_content().split()) for found in select(tree, selector)]


@pytest.fixture
def desk(pia, world):
    """Pia's browser."""
    return signed_in(pia)


def test_the_list_stands_where_django_has_its_own():
    assert reverse("admin:articles_article_changelist") == LIST


def test_a_row_says_what_an_editor_must_know(pia, rita, desk):
    image = str(make_image().uuid)
    story = make_story(rita, headline="Talks & <more>", picture={"image": image}, standfirst="S")
    moving.submit(story, by=rita)
    Article.objects.filter(pk=story.pk).update(commissioned_words=400, due_at=WEDNESDAY, embargo_until=None)
    Note.objects.create(article=story, text="Who?", by=pia, at=WEDNESDAY)
    Presence.objects.create(article=story, user=rita, seen_at=story.created_at)

    tree = page(desk)

    assert headlines(tree) == ["Talks & <more>"]
    [row] = select(tree, "tr[data-row]")
    assert select(row, "img")[0].get("src").startswith("/admin/desk/pictures/")
    assert text(row, "td.desk") == ["World"]
    assert text(row, "td.byline") == ["Staff and agencies"]
    assert text(row, "td.state .chip") == ["With desk"]
    assert text(row, "td.words") == ["7 of 400 words"]
    assert text(row, "td.notes") == ["1 open note"]
    assert text(row, "td.due") == ["Wed 9 Feb, 20:14 late"]
    assert text(row, ".here") == []
    assert [link.get("href") for link in select(row, "a[data-open]")] == [f"{LIST}{story.pk}/change/"]


def test_who_has_a_story_open_just_now_is_said(pia, rita, desk):
    story = make_story(rita)
    Presence.objects.create(article=story, user=rita, seen_at=timezone.now())

    assert text(page(desk), ".here") == ["Rita has it open"]


def test_publish_is_offered_for_what_waits_for_a_publisher_and_to_nobody_else(pia, ed, desk):
    ready = make_ready_story(pia, headline="ready")
    make_live_story(pia, headline="live")
    make_story(pia, headline="draft")

    offered = select(page(desk), "[data-panel]")

    assert [link.get("href") for link in offered] == [f"/admin/desk/story/{ready.uuid}/publish/"]
    assert headlines(page(signed_in(ed))) == headlines(page(desk))
    assert select(page(signed_in(ed)), "[data-panel]") == []


def test_the_link_of_a_live_story_is_the_one_readers_have(pia, desk):
    live = make_live_story(pia, headline="live")
    make_story(pia, headline="draft")

    copied = [button.get("data-copy") for button in select(page(desk), "[data-copy]")]

    draft = Article.objects.get(headline="draft")
    assert copied == [f"{LIST}{draft.pk}/change/", live.get_absolute_url()] or copied == [
        live.get_absolute_url(),
        f"{LIST}{draft.pk}/change/",
    ]


def test_reporters_see_theirs_editors_their_sections_and_nobody_else_anything(pia, rita, ed, world):
    Section.objects.create(name="Sport", slug="sport")
    make_story(rita, headline="ritas", section="sport")
    make_story(pia, headline="pias in world")
    make_story(pia, headline="pias in sport", section="sport")

    assert set(headlines(page(signed_in(pia)))) == {"ritas", "pias in world", "pias in sport"}
    assert headlines(page(signed_in(ed))) == ["pias in world"]
    assert headlines(page(signed_in(rita))) == ["ritas"]
    assert headlines(page(signed_in(rita), "?q=pias")) == []
    assert headlines(page(signed_in(rita), "?section=world")) == []


@pytest.mark.parametrize("query", ["", "?q=talks", "?sort=due"])
def test_the_list_is_for_those_who_read_stories(noor, db, query):
    stranger = signed_in(make_user("sam", is_staff=True))

    assert stranger.get(LIST + query).status_code == 403
    assert noor.get(LIST + query).status_code == 302
    assert noor.get(LIST + query).headers["Location"].startswith("/admin/login/")


def test_the_list_is_only_read(desk, pia):
    make_story(pia)
    before = everything()

    assert desk.post(LIST, {"action": "delete_selected", "_selected_action": "1"}).status_code == 405
    assert desk.head(LIST).status_code == 200
    assert everything() == before


def test_filters_that_are_on_are_written_out_and_can_be_taken_off(pia, desk):
    make_live_story(pia, headline="live")

    tree = page(desk, "?state=live&section=world&min_words=5&sort=published")

    assert headlines(tree) == ["live"]
    assert text(tree, ".stories-on") == ["Live ×", "Section: World ×", "5 words or more ×"]
    off = [link.get("href") for link in select(tree, ".stories-on a")]
    assert off[0] == "?section=world&min_words=5&sort=published"
    assert select(tree, ".stories-clear")[0].get("href") == "?"


def test_what_makes_no_sense_in_the_address_is_said_and_left_out(pia, desk):
    make_live_story(pia, headline="live")

    tree = page(desk, "?state=asleep&person=nobody&min_words=x&after=1&before=9-x&page=0&sort=colour&%00=%00")

    assert headlines(tree) == ["live"]
    assert text(tree, ".messagelist .warning") == [
        "The filter “State” was left out. There is nothing called “asleep” to choose here.",
        "The filter “Person” was left out. There is no person “nobody”.",
        "The filter “Words, from” was left out. Enter a whole number.",
    ]


@pytest.mark.parametrize(
    "typed", ["'", "((((", '"', "*", "%00", "%25", "x" * 3000, "%F0%9F%99%82", "a%00b", "%ED%B2%80"]
)
@pytest.mark.parametrize("sort", ["", "best", "saved", "published", "due", "waiting"])
def test_anything_typed_gets_a_page(pia, desk, typed, sort):
    make_live_story(pia, headline="x")

    page(desk, f"?q={typed}&sort={sort}")


def test_what_was_looked_for_is_marked_and_nothing_else_becomes_markup(pia, desk):
    make_story(
        pia, headline="<b>Talks</b> go on", standfirst="", body="<p>Of talks &lt;script&gt; there were many.</p>"
    )

    answer = desk.get(f"{LIST}?q=talk").content.decode()
    tree = html.fromstring(answer)

    assert headlines(tree) == ["<b>Talks</b> go on"]
    assert text(tree, "mark") == ["Talks", "talks"]
    assert "&lt;script&gt; there" in answer


def test_the_best_match_comes_first_unless_another_order_is_asked_for(pia, desk):
    make_story(pia, WEDNESDAY, headline="Grain", standfirst="And wheat.")
    make_story(pia, WEDNESDAY - DAY, headline="Wheat")

    assert headlines(page(desk, "?q=wheat")) == ["Wheat", "Grain"]
    assert headlines(page(desk, "?q=wheat&sort=saved")) == ["Grain", "Wheat"]
    assert text(page(desk, "?q=wheat"), ".stories-order [aria-current]") == ["Best match"]
    assert text(page(desk), ".stories-order [aria-current]") == ["Last saved"]


def test_orders_say_what_they_leave_out(pia, rita, desk):
    make_live_story(pia, headline="live")
    late = make_story(rita, WEDNESDAY - DAY, headline="late")
    Article.objects.filter(pk=late.pk).update(due_at=WEDNESDAY)
    sooner = make_story(rita, WEDNESDAY, headline="sooner")
    Article.objects.filter(pk=sooner.pk).update(due_at=WEDNESDAY - HOUR)

    assert headlines(page(desk, "?sort=published")) == ["live"]
    assert headlines(page(desk, "?sort=due")) == ["sooner", "late"]
    assert headlines(page(desk, "?sort=waiting")) == ["late", "sooner"]
    assert "Stories without a due time are left out." in page(desk, "?sort=due").text_content()


@pytest.mark.parametrize("order", ["saved", "published", "due", "waiting", "best"])
def test_leafing_forwards_and_back_shows_every_story_once(pia, world, desk, order, monkeypatch):
    monkeypatch.setattr(paging, "COUNT", 3)
    names = [f"wheat {number}" for number in range(8)]
    for number, name in enumerate(names):
        # Some at the same moment: then the key decides.
        story = make_ready_story(pia, WEDNESDAY - (number // 3) * HOUR, headline=name)
        Article.objects.filter(pk=story.pk).update(due_at=story.saved_at, first_published_at=story.saved_at)
    query = "?q=wheat&sort=" + order
    there, pages = [], [query]
    while pages[-1]:
        tree = page(desk, pages[-1])
        there.append(headlines(tree))
        pages.append(next((link.get("href") for link in select(tree, "a[rel=next]")), None))
    back = []
    link = next(link.get("href") for link in select(tree, "a[rel=prev]"))
    while link:
        tree = page(desk, link)
        back.insert(0, headlines(tree))
        link = next((link.get("href") for link in select(tree, "a[rel=prev]")), None)

    assert [len(found) for found in there] == [3, 3, 2]
    assert sorted(sum(there, [])) == names
    assert back == there[:2]


def test_a_page_that_is_gone_leads_back(pia, desk):
    make_story(pia)

    tree = page(desk, "?after=1-1")

    assert headlines(tree) == []
    assert "There are no more stories." in tree.text_content()
    assert headlines(page(desk, "?before=99999999999999999-1")) == ["France debriefs US as envoy flies to Moscow"]


def test_an_empty_list_says_what_to_do(rita, desk):
    assert "There are no stories yet." in page(signed_in(rita)).text_content()
    tree = page(desk, "?state=live&q=wheat")
    assert "You are shown the stories you may read, narrowed by: “wheat”; Live." in " ".join(
        tree.text_content().split()
    )


def test_fifty_stories_cost_as_many_queries_as_one(pia, rita, desk):
    image = str(make_image().uuid)
    costs = {}
    for number in (1, 3, 50):
        while Article.objects.count() < number:
            at = WEDNESDAY - Article.objects.count() * HOUR
            name = f"wheat {Article.objects.count()}"
            if Article.objects.count() % 2 == 0:
                story = make_live_story(pia, at, headline=name, picture={"image": image, "alt": "A"}).article
            else:
                story = make_ready_story(pia, at, headline=name, picture={"image": image, "alt": "A"})
            Note.objects.create(article=story, text="Who?", by=pia, at=WEDNESDAY)
            Presence.objects.create(article=story, user=rita, seen_at=at + 40000 * DAY)
        for query in ("", "?q=wheat", "?state=live&section=world&picture=with&sort=published"):
            desk.get(LIST + query)
            with CaptureQueriesContext(connection) as queries:
                assert len(headlines(page(desk, query))) in {number, (number + 1) // 2, number // 2}
            costs.setdefault(query, []).append(len(queries))

    assert {query: len(set(found)) for query, found in costs.items()} == dict.fromkeys(costs, 1), costs
    assert max(max(found) for found in costs.values()) <= 18, costs


# Saved views


def test_a_view_is_kept_under_its_name_opened_shared_and_removed(pia, ed, desk):
    query = "state=ready&picture=without"
    kept = desk.post("/admin/desk/views/", {"name": " Ready,  no picture ", "query": query + "&after=1-1&x=y"})
    assert kept.headers["Location"] == f"{LIST}?{query}"
    view = SavedView.objects.get()
    assert (view.user, view.name, view.query, view.is_shared) == (pia, "Ready, no picture", query, False)

    tree = page(desk, f"?{query}")
    assert text(tree, ".stories-views [aria-current]") == ["Ready, no picture"]
    assert text(page(signed_in(ed)), ".stories-views li > a") == ["All stories"]

    desk.post(f"/admin/desk/views/{view.pk}/", {"do": "share"})
    assert text(page(signed_in(ed)), ".stories-views li > a") == ["All stories", "Ready, no picture by Pia"]
    desk.post(f"/admin/desk/views/{view.pk}/", {"do": "unshare"})
    assert text(page(signed_in(ed)), ".stories-views li > a") == ["All stories"]
    desk.post(f"/admin/desk/views/{view.pk}/", {"do": "remove"})
    assert not SavedView.objects.exists()


def test_a_view_of_the_same_name_is_replaced(pia, desk):
    for query in ("state=live", "state=ready"):
        desk.post("/admin/desk/views/", {"name": "Mine", "query": query, "is_shared": "1"})

    assert [(view.query, view.is_shared) for view in SavedView.objects.all()] == [("state=ready", True)]


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"name": "", "query": "state=live"}, "Give the view a name."),
        ({"name": "x" * 61, "query": ""}, "The name is longer than 60 characters. Shorten it."),
        ({"name": "x", "query": "author=" + "é" * 199}, "These filters are too long to be kept. Take some off."),
    ],
)
def test_a_view_that_cannot_be_kept_is_refused(desk, posted, said):
    answer = desk.post("/admin/desk/views/", posted, headers={"X-Requested-With": "fetch"})

    assert (answer.status_code, answer.json()) == (400, {"error": said})
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("do", ["share", "unshare", "remove"])
@pytest.mark.parametrize("is_shared", [True, False])
def test_a_view_of_somebody_else_is_not_touched(pia, ed, do, is_shared):
    view = SavedView.objects.create(user=pia, name="Pias", query="state=live", is_shared=is_shared)
    before = everything()

    answer = signed_in(ed).post(f"/admin/desk/views/{view.pk}/", {"do": do}, headers={"X-Requested-With": "fetch"})

    assert answer.status_code == (403 if is_shared else 404)
    assert everything() == before


def test_a_view_is_changed_by_a_word_that_is_known_and_by_post_only(pia, desk):
    view = SavedView.objects.create(user=pia, name="Pias", query="state=live")

    assert (
        desk.post(f"/admin/desk/views/{view.pk}/", {"do": "burn"}, headers={"X-Requested-With": "fetch"}).status_code
        == 400
    )
    assert desk.get(f"/admin/desk/views/{view.pk}/").status_code == 405
    assert desk.get("/admin/desk/views/").status_code == 405
    assert SavedView.objects.filter(pk=view.pk).exists()


def test_quick_edit_is_offered_to_whoever_may_save_and_its_time_to_whoever_may_assign(rita, ed, pia, world):
    make_story(rita, headline="Rita’s draft")
    sent = make_story(rita, headline="Rita’s story that is with the desk")
    moving.submit(sent, by=rita)
    moving.spike(make_story(rita, headline="Spiked"), by=ed, why="Overtaken by events.")
    assert "Spiked" in headlines(page(signed_in(ed)))

    offered = {
        user.username: [
            (button.get("data-headline"), button.get("data-assign") is not None)
            for button in select(page(signed_in(user)), "button[data-quick-edit]")
        ]
        for user in (rita, ed)
    }

    draft, with_desk = "Rita’s draft", "Rita’s story that is with the desk"
    assert {user: sorted(found) for user, found in offered.items()} == {
        "rita": [(draft, False)],
        "ed": [(draft, True), (with_desk, True)],
    }
