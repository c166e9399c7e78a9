"""The command `import_articles` on files it has seen before: the same story twice is one story."""

import datetime as dt
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.actions import editing, moving
from articles.models import Article, Edition, EditionKind
from articles.workflow import State
from tests.making import everything
from tests.running import FIXTURES

MORNING = "Harbour stays open\nShips may leave.\nThe harbour stays open, the port says.\n"
EVENING = MORNING.replace("stays open, the port", "closes at six, the port")
PUBLISHED = ("--section", "world", "--byline", "Staff and agencies", "--publish")


@pytest.fixture
def harbour(tmp_path, world, pia) -> Path:
    """A file as it was sent this morning."""
    file = tmp_path / "harbour.txt"
    file.write_text(MORNING)
    return file


def run(*arguments: object) -> list[str]:
    """Import on Pia's account, and return the lines that were said."""
    out = io.StringIO()
    call_command("import_articles", *map(str, arguments), "--by", "pia", stdout=out, stderr=out)
    return out.getvalue().splitlines()


def outcome(said: list[str]) -> str:
    """Return the first word on the first file."""
    return said[0].split()[0]


def test_a_second_run_changes_nothing(world, pia):
    # Without the one that still says where something is to come.
    files = [file for file in sorted((FIXTURES / "stories").glob("*.txt")) if file.stem != "wrong-forecast"]
    options = (*PUBLISHED, "--date", "2022-02-09T20:14")
    first = run(*files, *options)
    before = everything()

    second = run(*files, *options)

    assert first[-1] == f"{len(files)} created, 0 changed, 0 unchanged, 0 skipped, 0 broken."
    assert second[-1] == f"0 created, 0 changed, {len(files)} unchanged, 0 skipped, 0 broken."
    assert everything() == before


@pytest.mark.parametrize("options", [(), ("--draft",), ("--section", "world"), ("--language", "en-gb"), PUBLISHED])
def test_a_second_run_with_fewer_or_the_same_options_changes_nothing(harbour, options):
    run(harbour, *PUBLISHED, "--language", "en-gb")
    before = everything()

    assert outcome(run(harbour, *options)) == "unchanged"
    assert everything() == before


def test_a_file_that_moved_or_changed_its_line_ends_is_the_same_story(harbour, tmp_path):
    run(harbour)
    before = everything()
    moved = tmp_path / "elsewhere" / "harbour.text"
    moved.parent.mkdir()
    moved.write_bytes(b"\xef\xbb\xbf" + MORNING.replace("\n", "\r\n\r\n").encode())

    assert outcome(run(moved)) == "unchanged"
    assert everything() == before


def test_a_changed_file_changes_the_draft(harbour):
    run(harbour)
    harbour.write_text(EVENING)

    said = run(harbour)

    article = Article.objects.get()
    assert outcome(said) == "changed"
    assert said[-1] == "0 created, 1 changed, 0 unchanged, 0 skipped, 0 broken."
    assert article.body == "<p>The harbour closes at six, the port says.</p>"
    assert [(revision.version, revision.label) for revision in article.revisions.all()] == [
        (2, "Imported"),
        (1, "Imported"),
    ]
    assert outcome(run(harbour)) == "unchanged"


def test_another_section_for_the_same_file_changes_the_draft(harbour):
    run(harbour)

    assert outcome(run(harbour, "--section", "world")) == "changed"
    assert Article.objects.get().section.slug == "world"


def test_a_changed_file_is_published_as_an_update(harbour):
    run(harbour, *PUBLISHED, "--date", "2022-02-09T20:14")
    harbour.write_text(EVENING)

    said = run(harbour, *PUBLISHED, "--date", "2022-02-09T20:14")

    first, second = Edition.objects.order_by("number")
    assert outcome(said) == "changed" and said[0].endswith("; published")
    assert (second.kind, second.headline) == (EditionKind.UPDATE, "Harbour stays open")
    assert "closes at six" in second.body_html and "stays open, the port" in first.body_html
    assert first.live_until == second.live_from == second.updated_at
    assert second.first_published_at == dt.datetime(2022, 2, 9, 20, 14, tzinfo=dt.UTC)
    assert Edition.objects.live().get() == second
    assert outcome(run(harbour, *PUBLISHED)) == "unchanged"


def test_a_changed_file_without_publish_leaves_readers_what_they_have(harbour):
    run(harbour, *PUBLISHED)
    edition = Edition.objects.get()
    harbour.write_text(EVENING)

    assert outcome(run(harbour)) == "changed"
    assert "closes at six" in Article.objects.get().body
    assert Edition.objects.live().get() == edition


def test_a_draft_that_is_there_is_published_when_asked(harbour):
    run(harbour, "--section", "world", "--byline", "Staff and agencies")

    said = run(harbour, "--publish", "--date", "2022-02-09T20:14")

    assert outcome(said) == "unchanged" and said[0].endswith("; published")
    assert Edition.objects.get().live_from == dt.datetime(2022, 2, 9, 20, 14, tzinfo=dt.UTC)


def test_a_story_edited_at_the_desk_is_skipped_with_the_reason(harbour, pia):
    run(harbour, *PUBLISHED)
    editing.save(Article.objects.get(), by=pia, changes={"headline": "Harbour may close"})
    harbour.write_text(EVENING)
    before = everything()

    said = run(harbour, *PUBLISHED)

    assert said == [
        f"skipped   {harbour}: The story was edited at the desk since it was imported. Merge the new text by hand.",
        "0 created, 0 changed, 0 unchanged, 1 skipped, 0 broken.",
    ]
    assert everything() == before


def test_a_desk_edit_of_an_unchanged_file_is_left_alone(harbour, pia):
    run(harbour)
    editing.save(Article.objects.get(), by=pia, changes={"headline": "Harbour may close"})
    before = everything()

    assert outcome(run(harbour)) == "unchanged"
    assert everything() == before


def test_an_import_brought_back_by_the_desk_counts_as_an_edit(harbour, pia):
    run(harbour)
    harbour.write_text(EVENING)
    run(harbour)
    article = Article.objects.get()
    editing.restore(article, article.revisions.get(version=1), by=pia)
    harbour.write_text(EVENING.replace("six", "seven"))
    before = everything()

    assert outcome(run(harbour)) == "skipped"
    assert everything() == before


def test_a_spiked_story_is_not_brought_back_by_its_file(harbour, pia):
    run(harbour)
    moving.spike(Article.objects.get(), by=pia)
    harbour.write_text(EVENING)
    before = everything()

    said = run(harbour)

    assert said[0] == f"skipped   {harbour}: “Save” is not possible while the story is “Spiked”."
    assert everything() == before
    assert Article.objects.get().state == State.SPIKED


def test_two_files_of_one_name_never_overwrite_each_other(harbour, tmp_path):
    other = tmp_path / "culture" / "harbour.txt"
    other.parent.mkdir()
    other.write_text("Harbour, a play\nIn two acts.\nThe curtain rises.\n")
    out = io.StringIO()

    with pytest.raises(CommandError, match="1 of 2 files are broken; the others went in."):
        call_command("import_articles", str(harbour), str(other), stdout=out, stderr=out)

    assert Article.objects.get().headline == "Harbour stays open"
    problem = f"a file is known by its name, and “{harbour}” in this run has the same. Rename one of them."
    assert out.getvalue().splitlines()[1:] == [
        f"broken    {other}: {problem}",
        "1 created, 0 changed, 0 unchanged, 0 skipped, 1 broken.",
    ]


def test_one_file_given_twice_is_one_story(harbour, monkeypatch):
    monkeypatch.chdir(harbour.parent)

    said = run(harbour, "harbour.txt")

    assert [line.split()[0] for line in said] == ["created", "unchanged", "1"]
    assert Article.objects.count() == 1
