"""What the filters of the story list find, how they are said, and what makes no sense in an address."""

import datetime as dt

import pytest
from django.http import QueryDict

from articles.actions.crediting import decide
from articles.filters import Said, StoryFilter
from articles.models import (
    Article,
    MentionState,
    Note,
    Section,
    is_pending,
    is_to_publish,
    is_waiting,
    place,
    standing_is,
    with_standing,
)
from articles.workflow import Standing, State
from people.models import Entity
from tests.making import DAY, HOUR, WEDNESDAY, make_story, make_user


@pytest.fixture
def by(pia):
    """Ask with the filters of an address, as Pia unless somebody else is named."""

    def asked(query: str, user=pia) -> StoryFilter:
        return StoryFilter(QueryDict(query), Article.objects.all(), user=user, at=LATER)

    return asked


def headlines(stories) -> set[str]:
    return set(stories.qs.values_list("headline", flat=True))


LATER = WEDNESDAY + 2 * HOUR
BEFORE = {"planned", "draft", "submitted", "changes", "spiked", "ready", "taken back"}
ALL = BEFORE | {
    *("scheduled", "live", "expired", "withdrawn", "pending", "corrected", "withheld", "live and scheduled"),
}


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("planned", {"planned"}),
        ("draft", {"draft"}),
        ("submitted", {"submitted"}),
        ("changes", {"changes"}),
        ("spiked", {"spiked"}),
        ("ready", {"ready", "taken back", "pending", "withheld"}),
        ("scheduled", {"scheduled"}),
        ("live", {"live", "pending", "live and scheduled", "corrected"}),
        ("expired", {"expired"}),
        ("withdrawn", {"withdrawn"}),
        ("pending", {"pending"}),
    ],
)
def test_a_state_is_found_on_either_axis(paper, by, state, found):
    stories = by(f"state={state}")

    assert headlines(by("")) == ALL
    assert headlines(stories) == found
    assert [active.query for active in stories.active()] == [""]


@pytest.mark.parametrize("after", [-1, 0, 1, 2])
def test_conditions_agree_with_what_each_story_says_of_itself(paper, after):
    at = LATER + after * DAY
    stories = list(with_standing(Article.objects.all(), at))

    for standing in Standing:
        found = Article.objects.filter(standing_is(standing, at))
        assert set(found) == {story for story in stories if place(story).standing is standing}
    assert set(Article.objects.filter(is_pending())) == {story for story in stories if story.is_pending}
    waits = {"a publisher", "the desk", "the reporter"}
    assert set(Article.objects.filter(is_waiting(at))) == {s for s in stories if place(s).waiting_for in waits}
    assert set(Article.objects.filter(is_to_publish(at))) == {
        story for story in stories if place(story).waiting_for == "a publisher"
    }


@pytest.mark.parametrize(
    ("query", "found", "words"),
    [
        ("author=ian-bond", {"bond"}, "By Ian Bond"),
        ("author=rita", {"ritas"}, "By Rita"),
        ("author=nobody-here", set(), "By nobody-here"),
        ("topic=diplomacy", {"ritas"}, "Topic: Diplomacy"),
        ("person=liz-truss", {"people"}, "Naming Liz Truss"),
        ("organisation=nato", {"people"}, "Naming NATO"),
        ("picture=with", {"pictured", "no alt", "decorative"}, "With picture"),
        ("picture=no-alt", {"no alt"}, "No alt text"),
        ("embargoed=1", {"embargoed"}, "Under embargo"),
        ("hold=1", {"held"}, "On legal hold"),
        ("min_words=9", {"people"}, "9 words or more"),
        ("max_words=0", {"plain"}, "0 words or fewer"),
        ("min_words=7&max_words=7&q=ritas", {"ritas"}, "“ritas”"),
        ("q=nato+truss", {"people"}, "“nato truss”"),
    ],
)
def test_each_filter_finds_its_stories_and_says_so(pieces, by, query, found, words):
    stories = by(query)

    assert headlines(stories) == found
    assert words in [active.words for active in stories.active()]
    assert stories.ignored() == []


def test_an_author_in_a_byline_without_a_page_is_found_by_the_name(pieces, by):
    assert headlines(by("author=STAFF+and+agencies")) == headlines(by("")) - {"bond"}


def test_without_picture_is_the_rest(pieces, by):
    assert headlines(by("picture=without")) == headlines(by("")) - headlines(by("picture=with"))


def test_a_rejected_or_only_suggested_name_does_not_count(pieces, by, pia):
    truss = Entity.objects.filter(slug="liz-truss")
    story = Article.objects.get(headline="people")

    for state, found in [("suggested", set()), ("rejected", set()), ("confirmed", {"people"})]:
        decide(story, truss, MentionState(state), by=pia)
        assert headlines(by("person=liz-truss")) == found


def test_a_section_has_the_stories_of_those_below_it(paper, by):
    assert headlines(by("section=europe")) == {"draft"}
    assert headlines(by("section=sport")) == {"planned"}
    assert headlines(by("section=world")) == ALL - {"planned"}


def test_a_desk_is_the_storys_own_or_that_of_its_section(paper, by):
    Article.objects.filter(headline="draft").update(desk=Section.objects.get(slug="sport"))

    assert headlines(by("desk=sport")) == {"planned", "draft"}
    assert headlines(by("desk=world")) == ALL - {"planned", "draft"}


def test_mine_are_those_i_write_or_edit(paper, by, rita, ed):
    Article.objects.filter(headline="submitted").update(handled_by=ed)

    assert headlines(by("mine=assigned", rita)) == {"planned"}
    assert headlines(by("mine=mine", rita)) == {"planned", "draft", "submitted", "changes", "spiked"}
    assert headlines(by("mine=mine", ed)) == {"submitted"}
    assert headlines(by("assignee=rita")) == {"planned"}


def test_corrected_stories_are_found(paper, by):
    assert headlines(by("corrected=1")) == {"corrected"}


def test_days_are_those_of_the_newsrooms_calendar(rita, world, by, settings):
    settings.TIME_ZONE = "Europe/Helsinki"
    for name, at in [("before", "2022-02-08T21:59+00:00"), ("in", "2022-02-08T22:00+00:00")]:
        make_story(rita, dt.datetime.fromisoformat(at), headline=name)
    make_story(rita, dt.datetime.fromisoformat("2022-02-09T22:00+00:00"), headline="after")

    stories = by("since=2022-02-09&until=2022-02-09")

    assert headlines(stories) == {"in"}
    assert stories.active() == [
        Said("Saved since 9 Feb 2022", "until=2022-02-09"),
        Said("Saved until 9 Feb 2022", "since=2022-02-09"),
    ]


def test_days_may_be_those_of_publishing_or_those_a_story_is_due(paper, by):
    Article.objects.filter(headline="draft").update(due_at=WEDNESDAY)

    assert headlines(by("day=due&since=2022-02-09&until=2022-02-09")) == {"draft"}
    assert headlines(by("day=published&since=2022-02-10")) == {"scheduled"}
    assert by("day=due&since=2022-02-09").active() == [Said("Due since 9 Feb 2022", "")]
    assert by("day=due").active() == []


def test_late_unresolved_and_discussed_stories_are_found(pieces, by, pia):
    Article.objects.filter(headline__in=["plain", "held"]).update(due_at=LATER - HOUR)
    Article.objects.filter(headline="held").update(state=State.READY)
    make_story(pia, headline="linked", links=[{"key": "a", "hint": "No such story"}])
    note = Note.objects.create(article=Article.objects.get(headline="bond"), text="Who says so?", by=pia, at=WEDNESDAY)

    assert (headlines(by("late=1")), by("late=1").active()) == ({"plain"}, [Said("Late", "")])
    assert headlines(by("unresolved=1")) == {"linked"}
    assert headlines(by("notes=1")) == {"bond"}
    Note.objects.filter(pk=note.pk).update(resolved_at=LATER, resolved_by=pia)
    assert headlines(by("notes=1")) == set()


def test_filters_narrow_each_other_and_each_can_be_taken_off(paper, by):
    stories = by("q=live&state=live&section=world&sort=published&after=1-2&nonsense=1")

    assert headlines(stories) == {"live", "live and scheduled"}
    assert stories.active() == [
        Said("“live”", "state=live&section=world&sort=published"),
        Said("Live", "q=live&section=world&sort=published"),
        Said("Section: World", "q=live&state=live&sort=published"),
    ]
    assert stories.query() == "q=live&state=live&section=world"
    assert stories.query(sort="due", after="") == "q=live&state=live&section=world&sort=due"


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("state=asleep", "State"),
        ("mine=yours", "Mine"),
        ("section=nowhere", "Section"),
        ("desk=%00", "Desk"),
        ("topic=no-such", "Topic"),
        ("person=no-such", "Person"),
        ("person=nato", "Person"),
        ("organisation=%00", "Organisation"),
        ("assignee=no-such", "Assigned to"),
        ("author=%00", "Author"),
        (f"author={'x' * 500}", "Author"),
        ("since=yesterday", "From"),
        ("since=0001-01-01", "From"),
        ("until=9999-12-31", "Until"),
        ("until=2022-02-30", "Until"),
        ("min_words=-1", "Words, from"),
        ("min_words=99999999999999999999", "Words, from"),
        ("max_words=many", "Words, to"),
        ("picture=blurred", "Picture"),
        ("day=never", "Day"),
        ("q=((((", "Words"),
        ("q=%F0%9F%99%82", "Words"),
    ],
)
def test_what_makes_no_sense_is_left_out_and_said(pieces, by, query, label):
    stories = by(f"{query}&mine=mine" if "mine" not in query else query)

    assert [problem.partition("”")[0] for problem in stories.ignored()] == [f"The filter “{label}"]
    assert headlines(stories) == headlines(by("mine=mine" if "mine" not in query else ""))


def test_nobody_is_shown_more_than_was_given(paper, rita):
    given = Article.objects.readable_by(make_user("sam", "reporter"))

    assert not StoryFilter(QueryDict("state=live"), given, user=rita, at=LATER).qs.exists()
    assert Article.objects.filter(state=State.READY).exists()
