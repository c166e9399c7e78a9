"""Planning a story: it is there at once, with all that is asked of it, or nothing of it is."""

import pytest
from django.http import QueryDict

from articles.actions.moving import Denied
from articles.actions.planning import Planned, plan
from articles.forms.planning import read_planned
from articles.models import Article
from articles.timing import UnclearTime
from articles.workflow import Refused
from tests.making import WEDNESDAY, everything, make_person, make_section, make_user


def posted(line, day="2022-02-10", section="world", **more) -> QueryDict:
    query = QueryDict(mutable=True)
    query.update({"line": line, "day": day, "section": section, **more})
    return query


def test_a_planned_story_has_all_that_was_asked_of_it(ed, rita, world):
    story = plan(read_planned(posted("Truss in Moscow @rita 400w photo 15:00")), by=ed, at=WEDNESDAY)

    found = Article.objects.get(pk=story.pk)
    assert (found.headline, found.state, found.section, found.desk, found.assignee, found.created_by) == (
        *("Truss in Moscow", "planned"),
        *(world, world, rita, ed),
    )
    assert (f"{found.due_at:%Y-%m-%d %H:%M}", found.commissioned_words, found.needs_picture) == (
        *("2022-02-10 15:00", 400),
        True,
    )
    assert [str(line) for line in found.bylines.all()] == ["Rita"]
    assert [entry.why for entry in found.history.order_by("version")] == [
        "Planned in the calendar",
        "for World desk; due Thu 10 Feb 2022, 15:00; assigned to Rita; 400 words; with a picture",
    ]


def test_without_a_time_it_is_due_in_the_evening(ed, world, settings):
    settings.TIME_ZONE = "Europe/Helsinki"

    story = plan(read_planned(posted("Truss in Moscow")), by=ed)

    assert f"{story.due_at:%H:%M %Z}" == "18:00 EET"
    assert (story.assignee, story.commissioned_words, story.needs_picture) == (None, None, False)


def test_a_writer_with_a_page_is_named_by_it(ed, world, rita):
    person = make_person("Rita Salo")
    person.user = rita
    person.save(update_fields=["user"])

    assert plan(read_planned(posted("Truss @rita")), by=ed).bylines.get().person == person


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"line": "Truss @rhita"}, "Nobody is called “@rhita”. Did you mean @rita (Rita)?"),
        ({"line": "Truss @noor"}, "Nobody is called “@noor”."),
        ({"day": "2022-02-30"}, "There is no such day."),
        ({"day": "0001-01-01"}, "There is no such day."),
        ({"day": ""}, "There is no such day."),
        ({"section": "nowhere"}, "There is no such desk."),
        ({"section": "\0"}, "There is no such desk."),
        ({"section": ""}, "There is no such desk."),
    ],
)
def test_what_is_none_is_refused(changes, says, rita, world):
    make_user("noor")

    with pytest.raises(Refused) as refusal:
        read_planned(posted(**{"line": "Truss"} | changes))

    assert str(refusal.value).startswith(says)


def test_a_time_that_comes_twice_is_asked_about_and_answered(world, settings):
    settings.TIME_ZONE = "Europe/London"
    with pytest.raises(UnclearTime) as unclear:
        read_planned(posted("Clocks 01:30", day="2022-10-30"))

    second = unclear.value.choices[1].isoformat()
    assert read_planned(posted("Clocks 01:30", day="2022-10-30", meant=second)).due_at.isoformat() == second


def test_a_reporter_and_an_editor_of_another_desk_plan_nothing(rita, ed, pia, world):
    sport = make_section("Sport")
    before = everything()

    for user, section in ((rita, world), (ed, sport)):
        with pytest.raises(Denied):
            plan(Planned("Truss", section, WEDNESDAY), by=user)

    assert everything() == before
    plan(Planned("Truss", sport, WEDNESDAY), by=pia)
    assert Article.objects.count() == 1


def test_a_plan_for_somebody_who_cannot_write_it_leaves_nothing(pia, world):
    before = everything()

    with pytest.raises(Refused, match="cannot write this story"):
        plan(Planned("Truss", world, WEDNESDAY, writer=make_user("cleo", is_staff=True)), by=pia)

    assert {name: rows for name, rows in everything().items() if name != "auth.User"} == {
        name: rows for name, rows in before.items() if name != "auth.User"
    }
