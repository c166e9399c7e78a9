"""Notes on a story: written, answered, resolved by those who may; told to its people; never to readers."""

import pytest

from articles.actions import editing, moving, notes
from articles.actions.moving import Denied
from articles.models import Note, Notification
from articles.workflow import Refused
from tests.making import HOUR, WEDNESDAY, everything, make_live_story, make_section, make_story, make_user, state_of

LATER = WEDNESDAY + HOUR


def told():
    rows = Notification.objects.select_related("user", "by").order_by("pk")
    return {(row.user.username, row.kind, row.by.username, row.text) for row in rows}


@pytest.fixture
def story(rita, world):
    return make_story(rita)


@pytest.fixture
def note(story, ed):
    return notes.add(story, by=ed, text="Who says so?", passage="went on", paragraph=0, at=LATER)


def test_a_note_keeps_its_words_its_passage_and_who_wrote_it_when(story, ed):
    notes.add(
        story, by=ed, text="  Who\u202e says so?\n\n\n\nAnd when? ", passage=" went  on\x07", paragraph=0, at=LATER
    )

    kept = Note.objects.get()
    assert (kept.article, kept.by, kept.at) == (story, ed, LATER)
    assert (kept.text, kept.passage, kept.paragraph) == ("Who says so?\n\nAnd when?", "went on", 0)
    assert (kept.resolved_at, kept.reply_to) == (None, None)


def test_a_note_changes_nothing_of_the_story(story, ed):
    before = state_of(story)

    notes.answer(notes.add(story, by=ed, text="Who says so?"), by=ed, text="Never mind.")

    assert state_of(story) == before


def test_of_a_paragraph_alone_the_first_words_are_quoted(rita, world):
    story = make_story(
        rita, body="<p>One.</p><p>The talks went on into the night, and nobody knew when they would end.</p>"
    )

    assert notes.add(story, by=rita, text="Cut.", paragraph=1).passage == (
        "The talks went on into the night, and nobody knew when they"
    )
    assert notes.add(story, by=rita, text="Cut.", paragraph=7).passage == ""


def test_a_long_passage_is_quoted_in_part(story, ed):
    assert len(notes.add(story, by=ed, text="Long.", passage="x" * 900).passage) == 500


@pytest.mark.parametrize("text", ["", " \n\t", "\u202e", "x" * 2001])
def test_a_note_that_says_nothing_or_too_much_is_refused(text, story, ed, note):
    before = everything()

    with pytest.raises(Refused):
        notes.add(story, by=ed, text=text)
    with pytest.raises(Refused):
        notes.answer(note, by=ed, text=text)

    assert everything() == before


def test_who_may_not_read_the_story_writes_nothing_on_it(story, note):
    otto, olga = make_user("otto", "reporter"), make_user("olga", "editor")
    make_section("Sport").editors.add(olga)
    gone = make_user("gone", "publisher", is_active=False)
    before = everything()

    for somebody in (otto, olga, gone, make_user("noor")):
        before |= {"auth.User": everything()["auth.User"]}
        for verb in (
            lambda by: notes.add(story, by=by, text="Mine."),
            lambda by: notes.answer(note, by=by, text="Mine."),
            lambda by: notes.resolve(note, by=by),
            lambda by: notes.reopen(note, by=by),
        ):
            with pytest.raises(Denied):
                verb(somebody)

    assert everything() == before


def test_an_answer_to_an_answer_stands_below_the_same_note(note, rita, ed):
    first = notes.answer(note, by=rita, text="The ministry.", at=LATER)
    second = notes.answer(first, by=ed, text="Say so.", at=LATER)

    assert (first.reply_to, second.reply_to) == (note, note)


def test_a_note_is_resolved_by_its_author_the_desk_and_publishers_and_by_nobody_else(story, rita, ed, pia, world):
    otto = make_user("otto", "reporter")
    type(story).objects.filter(pk=story.pk).update(assignee=otto)
    story.refresh_from_db()

    for author, settles in ((ed, {"ed", "pia"}), (rita, {"rita", "ed", "pia"}), (pia, {"ed", "pia"})):
        for somebody in (rita, ed, pia, otto):
            note = notes.add(story, by=author, text="Who says so?")
            if somebody.username in settles:
                notes.resolve(note, by=somebody, at=LATER)
                kept = Note.objects.get(pk=note.pk)
                assert (kept.resolved_by, kept.resolved_at) == (somebody, LATER)
            else:
                with pytest.raises(Denied, match="to resolve"):
                    notes.resolve(note, by=somebody)
                assert Note.objects.get(pk=note.pk).resolved_at is None


def test_of_two_who_resolve_a_note_the_first_stands(note, ed, pia):
    twin = Note.objects.get(pk=note.pk)
    notes.resolve(note, by=ed, at=LATER)

    with pytest.raises(Refused, match="already"):
        notes.resolve(twin, by=pia)

    assert Note.objects.get().resolved_by == ed


def test_a_note_is_reopened_and_answered_again(note, ed, rita):
    notes.resolve(note, by=ed)
    with pytest.raises(Refused, match="Reopen it first"):
        notes.answer(note, by=rita, text="Still.")

    notes.reopen(note, by=ed)

    notes.answer(note, by=rita, text="Still.")
    with pytest.raises(Refused, match="is open"):
        notes.reopen(note, by=ed)


def test_an_answer_is_resolved_with_its_note(note, rita):
    answer = notes.answer(note, by=rita, text="The ministry.")

    with pytest.raises(Refused, match="with its note"):
        notes.resolve(answer, by=rita)


def test_a_note_is_told_to_those_whose_story_it_is_and_who_takes_part(story, rita, ed, pia, world):
    olga = make_user("olga", "editor")
    world.editors.add(olga)
    moving.submit(story, by=rita)
    moving.take(story, by=ed)
    Notification.objects.all().delete()

    note = notes.add(story, by=pia, text="Who says so?")
    assert told() == {("rita", "note", "pia", "Who says so?"), ("ed", "note", "pia", "Who says so?")}
    Notification.objects.all().delete()

    notes.answer(note, by=rita, text="The ministry.")
    assert told() == {("ed", "note", "rita", "The ministry."), ("pia", "note", "rita", "The ministry.")}


def test_a_colleague_who_is_named_is_told_and_a_stranger_is_not(story, rita, ed, pia):
    make_user("otto", "reporter")

    notes.add(story, by=ed, text="@Pia and @otto: see @nobody, mail@rita, @rita.")

    said = "@Pia and @otto: see @nobody, mail@rita, @rita."
    assert told() == {("pia", "mention", "ed", said), ("rita", "mention", "ed", said)}


def test_a_long_note_is_told_by_its_beginning(story, ed):
    notes.add(story, by=ed, text="x" * 2000)

    assert [len(text) for _, _, _, text in told()] == [600]


def test_a_note_reaches_no_reader(noor, pia):
    edition = make_live_story(pia)
    notes.add(edition.article, by=pia, text="Libellous?", passage="went on")
    editing.save(type(edition.article).objects.get(), by=pia, changes={"standfirst": "Longer."})

    page = noor.get(edition.get_absolute_url())

    assert Note.objects.count() == 1
    assert (page.status_code, "Libellous" in page.content.decode()) == (200, False)
    assert "Libellous" not in str(edition.snapshot) + str(edition.article.revisions.first().snapshot)
