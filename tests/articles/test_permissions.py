"""The policy table: which role may make which move with whose story in which state."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group, User

from articles.models import Article
from articles.permissions import ROLES, is_own
from articles.workflow import Move, State
from people.models import Person
from tests.making import DAY, WEDNESDAY, make_person, make_section, make_story, make_user

WRITING = {State.PLANNED, State.DRAFT, State.CHANGES}
WRITES = {Move.SAVE, Move.START, Move.SUBMIT, Move.RESTORE}
DESK = {Move.ASSIGN, Move.RECALL, Move.TAKE, Move.ASK_CHANGES, Move.SPIKE, Move.REVIVE}
RELEASES = {Move.PUBLISH, Move.SCHEDULE, Move.UNSCHEDULE, Move.WITHDRAW}
NONE, ALL = set(), set(Move)

# Who stands to the story how -> what they may do while it is written, and once the desk has it.
POLICY = {
    "anonymous": (NONE, NONE),
    "account without a role": (NONE, NONE),
    "staff without a role": (NONE, NONE),
    "reporter, another's story": (NONE, NONE),
    "reporter, own story": (WRITES, NONE),
    "reporter, assigned story": (WRITES, NONE),
    "editor of another section": (NONE, NONE),
    "editor of another section, own story": (WRITES, NONE),
    "editor of the section": (WRITES | DESK | {Move.APPROVE}, WRITES | DESK | {Move.APPROVE}),
    "editor of the section, own story": (WRITES | DESK, WRITES | DESK),
    "editor of the section, assigned story": (WRITES | DESK, WRITES | DESK),
    "publisher": (ALL, ALL),
    "publisher, own story": (ALL, ALL),
    "admin": (ALL, ALL),
    "superuser": (ALL, ALL),
    "former reporter, own story": (NONE, NONE),
    "former editor of the section": (NONE, NONE),
    "former publisher": (NONE, NONE),
    "former superuser": (NONE, NONE),
    "group named like a role": (NONE, NONE),
}


def cast(who, world):
    """Return the person and what ties the story to them."""
    if who == "anonymous":
        return AnonymousUser(), {}
    role = who.removeprefix("former ").split(",")[0].split(" ")[0]
    user = make_user(
        "somebody",
        role if role in ROLES else None,
        is_superuser=role == "superuser",
        is_active=not who.startswith("former"),
    )
    User.objects.filter(pk=user.pk).update(is_staff=role in {*ROLES, "staff", "superuser"})
    if role == "group":
        user.groups.add(Group.objects.create(name="Publisher"), Group.objects.create(name="publishers"))
    if "of the section" in who:
        world.editors.add(user)
    if "of another section" in who:
        make_section("Culture").editors.add(user)
    ties = {"created_by": user} if "own story" in who else {"assignee": user} if "assigned" in who else {}
    return User.objects.get(pk=user.pk), ties


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("who", POLICY)
def test_the_policy_holds_for_every_role_move_and_state(who, state, world, rita):
    user, ties = cast(who, world)
    while_writing, afterwards = POLICY[who]

    story = Article(**({"section": world, "state": state, "created_by": rita} | ties))

    allowed = {move for move in Move if user.has_perm(move.permission, story)}
    # What somebody started is theirs to drop, and to take up again, until it is approved.
    drops = {Move.SPIKE} if while_writing == WRITES and state in WRITING else NONE
    takes_up = {Move.REVIVE} if while_writing == WRITES and state == State.SPIKED else NONE
    takes_back = {Move.RECALL} if while_writing == WRITES and state == State.SUBMITTED else NONE
    assert allowed == (while_writing if state in WRITING else afterwards) | drops | takes_up | takes_back


def test_what_somebody_at_the_desk_has_taken_its_reporter_does_not_take_back(world, rita, ed):
    story = Article(section=world, state=State.SUBMITTED, created_by=rita, handled_by=ed)

    assert not rita.has_perm(Move.RECALL.permission, story)
    assert ed.has_perm(Move.RECALL.permission, story)


@pytest.mark.parametrize("state", State)
def test_once_published_a_story_is_its_reporters_only_when_the_desk_hands_it_back(state, world, rita):
    story = Article(section=world, state=state, created_by=rita, published_on=WEDNESDAY.date())

    allowed = {move for move in Move if rita.has_perm(move.permission, story)}

    assert allowed == (WRITES if state == State.CHANGES else NONE)


def test_a_story_without_a_section_is_its_writers_and_the_publishers(rita, ed, pia):
    story = Article(section=None, state=State.DRAFT, created_by=rita)

    assert rita.has_perm(Move.SAVE.permission, story)
    assert not ed.has_perm(Move.SAVE.permission, story)
    assert pia.has_perm(Move.SAVE.permission, story)


@pytest.mark.parametrize("move", Move)
def test_without_a_story_nobody_but_those_who_answer_for_all_of_them_may_move(move, rita, ed, pia):
    assert not rita.has_perm(move.permission)
    assert not ed.has_perm(move.permission)
    assert pia.has_perm(move.permission)


def test_an_editor_cannot_approve_what_stands_under_her_own_name(rita, ed):
    person = make_person("Ed Marsh", slug="ed-marsh")
    Person.objects.filter(pk=person.pk).update(user=ed)
    ed = User.objects.get(pk=ed.pk)
    signed = make_story(rita, bylines=[{"person": "ed-marsh"}])
    by_name = make_story(rita, headline="By name", bylines=[{"name": "Staff"}, {"name": "Ed"}])
    unsigned = make_story(rita, headline="Another", bylines=[{"name": "Ed Marsh"}])

    stories = (signed, by_name, unsigned)
    assert [ed.has_perm(Move.APPROVE.permission, story) for story in stories] == [False, False, True]


def test_a_byline_of_somebody_else_is_nobodys_without_a_name(rita, world):
    olga = make_user("olga", "editor", first_name="")
    world.editors.add(olga)
    make_person("Ann Other", slug="ann-other")

    assert olga.has_perm(Move.APPROVE.permission, make_story(rita, bylines=[{"person": "ann-other"}]))


def test_permissions_for_many_stories_ask_the_database_no_more_than_for_one(rita, ed, django_assert_num_queries):
    stories = [make_story(rita, headline=f"Story {number}") for number in range(3)]
    found = list(Article.objects.filter(pk__in=[story.pk for story in stories]).prefetch_related("bylines"))

    ed = User.objects.get(pk=ed.pk)
    # His groups, his sections, his page.
    with django_assert_num_queries(3):
        assert all(ed.has_perm(Move.APPROVE.permission, story) for story in found)


def test_a_story_that_nobody_started_is_not_the_own_story_of_somebody_without_an_account():
    story = Article(state=State.DRAFT, created_by=None, assignee=None)

    assert is_own(AnonymousUser(), story) is False


def test_an_editor_loses_the_section_with_the_next_request(ed, world, rita):
    story = make_story(rita, at=WEDNESDAY - DAY)
    assert ed.has_perm(Move.APPROVE.permission, story)

    world.editors.remove(ed)

    assert not User.objects.get(pk=ed.pk).has_perm(Move.APPROVE.permission, story)


SEES = {
    *("articles.view_article", "articles.view_section", "articles.view_topic", "articles.view_image"),
    *("people.view_entity", "people.view_person", "people.view_organisation"),
}
WRITER = SEES | {"articles.add_article", "articles.change_article"}
EDITOR = WRITER | {
    *("people.add_person", "people.change_person", "people.add_organisation", "people.change_organisation"),
    *("people.add_alias", "people.change_alias", "people.view_alias"),
    *("people.add_position", "people.change_position", "people.view_position"),
    *("articles.add_topic", "articles.change_topic", "articles.add_image", "articles.change_image"),
}
RUNNER = EDITOR | {
    *("articles.add_section", "articles.change_section", "articles.view_historyentry"),
    *("people.delete_alias", "people.delete_position"),
}


def test_the_migration_gives_each_role_exactly_its_plain_permissions(db):
    groups = Group.objects.prefetch_related("permissions__content_type")

    found = {
        group.name: {f"{p.content_type.app_label}.{p.codename}" for p in group.permissions.all()} for group in groups
    }

    assert found == {"reporter": WRITER, "editor": EDITOR, "publisher": RUNNER, "admin": RUNNER}


@pytest.mark.parametrize("role", ["reporter", "editor", "publisher", "admin"])
def test_no_role_deletes_stories_or_manages_accounts(role, db):
    permissions = make_user("somebody", role).get_all_permissions()

    assert {p for p in permissions if p.startswith("auth.") or p.endswith("_article")} == {
        "articles.view_article",
        "articles.add_article",
        "articles.change_article",
    }
