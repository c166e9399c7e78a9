"""Notes over HTTP: told to the form with their places, written and settled, and a page for whoever has no script."""

import uuid

import pytest

from articles.actions import editing, notes
from articles.models import Article, Note
from tests.making import HOUR, WEDNESDAY, everything, make_section, make_story, make_user, signed_in

FETCH = {"X-Requested-With": "fetch"}
BODY = "<p>The talks went on.</p><p>He left.</p>"


@pytest.fixture
def story(rita, world):
    return make_story(rita, body=BODY)


@pytest.fixture
def note(story, ed):
    return notes.add(story, by=ed, text="Who says so?", passage="He left", paragraph=1, at=WEDNESDAY)


def address(story, note=None):
    return f"/admin/desk/story/{story.uuid}/notes/" + (f"{note.pk}/" if note else "")


def ask(user, story, resolved=""):
    return signed_in(user).get(address(story), {"resolved": resolved}, headers=FETCH)


def post(user, story, note=None, **data):
    return signed_in(user).post(address(story, note), data, headers=FETCH)


def test_the_form_is_told_each_note_with_its_answers_and_its_place(story, note, rita, ed, settings):
    settings.TIME_ZONE = "Europe/London"
    answer = notes.answer(note, by=rita, text="The ministry.", at=WEDNESDAY + HOUR)

    assert ask(rita, story).json() == {
        "notes": [
            {
                "id": note.pk,
                "by": "Ed",
                "at": "Wed 9 Feb 2022, 20:14",
                "text": "Who says so?",
                "passage": "He left",
                "paragraph": 1,
                "is_gone": False,
                "resolved": "",
                "can_settle": False,
                "answers": [{"id": answer.pk, "by": "Rita", "at": "Wed 9 Feb 2022, 21:14", "text": "The ministry."}],
            }
        ],
        "open": 1,
        "resolved": 0,
    }
    assert ask(ed, story).json()["notes"][0]["can_settle"] is True


def test_a_note_moves_with_its_passage_and_says_when_it_is_gone(story, note, ed):
    editing.save(story, by=ed, changes={"body": f"<p>Before it all.</p>{BODY}"})
    assert [(n["paragraph"], n["is_gone"]) for n in ask(ed, story).json()["notes"]] == [(2, False)]

    editing.save(Article.objects.get(), by=ed, changes={"body": "<p>She stayed.</p>"})
    told = ask(ed, story).json()["notes"]
    assert [(n["paragraph"], n["is_gone"], n["passage"]) for n in told] == [(None, True, "He left")]


def test_notes_stand_in_the_order_of_the_text(story, note, ed):
    gone = notes.add(story, by=ed, text="Gone", passage="Nobody says this")
    first = notes.add(story, by=ed, text="First", passage="talks")
    whole = notes.add(story, by=ed, text="Whole")

    assert [n["id"] for n in ask(ed, story).json()["notes"]] == [whole.pk, first.pk, note.pk, gone.pk]


def test_a_note_is_written_answered_resolved_and_reopened(story, rita, ed):
    written = post(ed, story, text="Who says so?", passage="He left", paragraph="1").json()
    note = Note.objects.get()
    assert (written["said"], written["open"], written["notes"][0]["paragraph"]) == ("Noted.", 1, 1)

    answered = post(rita, story, note, do="answer", text="The ministry.").json()
    assert [a["text"] for a in answered["notes"][0]["answers"]] == ["The ministry."]

    resolved = post(ed, story, note, do="resolve").json()
    assert (resolved["notes"], resolved["open"], resolved["resolved"]) == ([], 0, 1)
    shown = ask(ed, story, resolved="1").json()["notes"][0]["resolved"]
    assert shown.startswith("Resolved by Ed, ")

    assert post(ed, story, note, do="reopen").json()["open"] == 1


def test_whoever_names_a_colleague_in_vain_is_told_so(story, note, ed, rita):
    make_user("otto", "reporter")
    assert post(ed, story, text="@rita, look.").json()["said"] == "Noted."

    said = post(ed, story, text="@Otto and @rita: see @nobody.").json()["said"]
    answered = post(rita, story, note, do="answer", text="Ask @otto.").json()["said"]

    assert said == "Noted. Not told, for they may not read this story: @Otto. Nobody here is called @nobody."
    assert answered == "Answered. Not told, for they may not read this story: @otto."


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": "x" * 2001},
        {"text": "A", "paragraph": "-1"},
        {"text": "A", "paragraph": "one"},
        {"text": "A", "paragraph": "9" * 12},
    ],
)
def test_a_note_that_cannot_be_is_refused(wrong, story, ed):
    before = everything()

    assert post(ed, story, **wrong).status_code == 400
    assert everything() == before


@pytest.mark.parametrize("wrong", [{}, {"do": "delete"}, {"do": "answer"}, {"do": "reopen"}])
def test_what_cannot_be_done_with_a_note_is_refused(wrong, story, note, ed):
    before = everything()

    assert post(ed, story, note, **wrong).status_code == 400
    assert everything() == before


def test_a_reporter_settles_no_note_of_the_desk(story, note, rita):
    before = everything()

    assert post(rita, story, note, do="resolve").status_code == 403
    assert everything() == before


def test_a_note_of_another_story_is_not_there(story, note, ed, rita):
    other = make_story(rita, headline="Another")
    before = everything()

    assert post(ed, other, note, do="resolve").status_code == 404
    assert (
        signed_in(ed).post(f"{address(story)}99999999999999999999/", {"do": "resolve"}, headers=FETCH).status_code
        == 404
    )
    assert everything() == before


def test_strangers_neither_read_nor_write_notes(story, note):
    otto, olga = make_user("otto", "reporter"), make_user("olga", "editor")
    make_section("Sport").editors.add(olga)
    before = everything()

    for somebody in (otto, olga):
        answers = [
            ask(somebody, story),
            post(somebody, story, text="Mine."),
            post(somebody, story, note, do="answer", text="Mine."),
            signed_in(somebody).get(address(story)),
        ]
        assert [answer.status_code for answer in answers] == [404] * 4
    assert signed_in(otto).get(f"/admin/desk/story/{uuid.uuid4()}/notes/").status_code == 404
    assert everything() == before


def test_without_script_notes_have_a_page_of_their_own(story, note, ed):
    client = signed_in(ed)
    notes.resolve(notes.add(story, by=ed, text="<b>Done</b>"), by=ed)

    page = client.get(address(story)).content.decode()
    assert "Who says so?" in page and "&lt;b&gt;Done" in page and "Resolved by Ed" in page
    written = client.post(address(story), {"text": "Another."})
    settled = client.post(address(story, note), {"do": "resolve"})

    assert [(answer.status_code, answer.url) for answer in (written, settled)] == [(302, address(story))] * 2
    assert set(Note.objects.filter(resolved_at=None).values_list("text", flat=True)) == {"Another."}


def test_many_notes_cost_no_more_than_one(story, note, ed, rita, django_assert_num_queries):
    client = signed_in(ed)
    # Session, account, groups, story, notes; his own notes are his to settle.
    with django_assert_num_queries(5):
        client.get(address(story), headers=FETCH)
    for number in range(3):
        notes.answer(notes.add(story, by=rita, text=f"Note {number}"), by=rita, text="Yes.")

    # And his sections, for what others wrote.
    with django_assert_num_queries(6):
        assert len(client.get(address(story), headers=FETCH).json()["notes"]) == 4
