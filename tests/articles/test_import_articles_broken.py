"""The command `import_articles` on files that are no stories, and on text from anywhere."""

import io
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles import body
from articles.models import Article
from tests.making import everything
from tests.running import start

GOOD = "Harbour stays open\nShips may leave.\nThe harbour stays open, the port says.\n"
NOT_TEXT = "This is not a text file. Save the story as plain text (UTF-8) and send it again."
EMPTY = "The file is empty. It needs a headline, a standfirst and paragraphs."


@pytest.fixture
def good(tmp_path, db) -> Path:
    file = tmp_path / "harbour.txt"
    file.write_text(GOOD)
    return file


def run(*files: object) -> str:
    out = io.StringIO()
    call_command("import_articles", *map(str, files), stdout=out, stderr=out)
    return out.getvalue()


def refused(*files: object) -> tuple[list[str], str]:
    """Import, and return the lines that were said and the error at the end."""
    out = io.StringIO()
    with pytest.raises(CommandError) as error:
        call_command("import_articles", *map(str, files), stdout=out, stderr=out)
    return out.getvalue().splitlines(), str(error.value)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", f"line 1: {EMPTY}"),
        (b"\xef\xbb\xbf \r\n\t\r\n", f"line 1: {EMPTY}"),
        (b"\n\nA headline alone\n", "line 3: No standfirst follows the headline."),
        (b"Headline\nStandfirst.\n\n", "line 2: No paragraph follows the headline and the standfirst."),
        (b"Headline\nREAD MORE: Another\nText.\n", "line 2: READ MORE stands before the standfirst. "),
        (b"Headline\nStandfirst.\nText.\nREAD MORE:\n", "line 4: READ MORE names no headline."),
        (b"H" * 301 + b"\nStandfirst.\nText.\n", "line 1: The headline has 301 characters; at most 300 fit."),
        (b"Headline\n" + b"s" * 601 + b"\nText.\n", "line 2: The standfirst has 601 characters; at most 600 fit."),
        (
            b"Headline\nStandfirst.\nText.\nREAD MORE: " + b"h" * 301 + b"\n",
            "line 4: READ MORE names a headline of 301 characters; at most 300 fit.",
        ),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", f"line 1: {NOT_TEXT}"),
        (b"Headline\nStandfirst.\nText with \0 in it.\n", f"line 3: {NOT_TEXT}"),
    ],
)
def test_a_broken_file_is_named_with_its_line_and_the_others_go_in(good, tmp_path, data, problem):
    broken, after = tmp_path / "broken.txt", tmp_path / "after.txt"
    broken.write_bytes(data)
    after.write_text(GOOD)

    said, error = refused(good, broken, after)

    assert said[1].startswith(f"broken    {broken}: {problem}")
    assert [line.split()[0] for line in said] == ["created", "broken", "created", "2"]
    assert said[-1] == "2 created, 0 changed, 0 unchanged, 0 skipped, 1 broken."
    assert error == "1 of 3 files are broken; the others went in."
    assert sorted(Article.objects.values_list("source_id", flat=True)) == ["after", "harbour"]


def test_the_longest_lines_that_fit_go_in(good, tmp_path):
    longest = tmp_path / "longest.txt"
    longest.write_text("H" * 300 + "\n" + "s" * 600 + "\nText.\nREAD MORE: " + "h" * 300 + "\n")

    run(longest)

    article = Article.objects.get()
    lengths = [len(text) for text in (article.headline, article.standfirst, article.related_links.get().hint)]
    assert lengths == [300, 600, 300]


def test_a_file_that_is_not_there_is_said_so_and_the_others_go_in(good, tmp_path):
    missing, folder = tmp_path / "missing.txt", tmp_path / "folder"
    folder.mkdir()

    said, error = refused(missing, folder, good)

    assert said[:2] == [
        f"broken    {missing}: the file cannot be read: No such file or directory",
        f"broken    {folder}: the file cannot be read: Is a directory",
    ]
    assert error == "2 of 3 files are broken; the others went in."
    assert Article.objects.get().source_id == "harbour"


def test_a_file_too_large_for_a_story_is_refused(good, tmp_path):
    large = tmp_path / "large.txt"
    large.write_text("Headline\nStandfirst.\n" + "Words without an end. " * 100_000)

    said, _ = refused(large)

    assert said[0].startswith(f"broken    {large}: line 1: The file has 2,200,021 bytes; a story has at most ")
    assert not Article.objects.exists()


@pytest.mark.parametrize("name", ["n" * 201, "two\nlines", os.fsdecode(b"caf\xe9"), "back\x1b[2Jspace"])
def test_a_name_that_cannot_be_kept_or_printed_is_refused(good, tmp_path, name):
    odd = tmp_path / f"{name}.txt"
    odd.write_text(GOOD)

    said, error = refused(odd, good)

    assert error == "1 of 2 files are broken; the others went in."
    assert "the name must be of letters and signs that can be printed, at most 200. Rename the file." in "".join(said)
    assert Article.objects.get().source_id == "harbour"


def test_a_name_in_any_script_is_kept(good, tmp_path):
    file = tmp_path / "порт 港口 é.txt"
    file.write_text(GOOD)

    run(file)

    assert Article.objects.get().source_id == "порт 港口 é"


def test_a_dry_run_fails_on_a_broken_file_as_well_and_changes_nothing(good, tmp_path):
    before = everything()

    said, error = refused(good, tmp_path / "missing.txt", "--dry-run")

    assert error == "1 of 2 files are broken; the others went in."
    assert said[-1] == "Nothing was changed. It would be: 1 created, 0 changed, 0 unchanged, 0 skipped, 1 broken."
    assert everything() == before


CURLY = "“Ships may leave,” she said – café’s law.\n"


@pytest.mark.parametrize(
    "data",
    [
        (GOOD + CURLY).encode(),
        b"\xef\xbb\xbf" + (GOOD + CURLY).encode(),
        (GOOD + CURLY).replace("\n", "\r\n").encode(),
        (GOOD + CURLY).replace("\n", "\r").encode(),
        (GOOD + CURLY).replace("\n", "\n\n").encode(),
        (GOOD + CURLY).replace("\n", "\r\n\r\n").encode("cp1252"),
        (GOOD + CURLY).encode("utf-16"),
        (GOOD + CURLY).rstrip().encode(),
    ],
    ids=["utf-8", "bom", "crlf", "cr", "double newlines", "cp1252", "utf-16", "no last newline"],
)
def test_the_same_text_in_any_clothing_is_the_same_story(good, tmp_path, data):
    file = tmp_path / "clothed.txt"
    file.write_bytes(data)

    run(file)

    article = Article.objects.get()
    assert (article.headline, article.standfirst) == ("Harbour stays open", "Ships may leave.")
    assert [block.text for block in body.blocks(article.body)] == [
        "The harbour stays open, the port says.",
        "“Ships may leave,” she said – café’s law.",
    ]


def test_straight_and_curly_quotes_stay_as_filed(good):
    good.write_text(GOOD + "\"Straight,\" he said, 'twice'.\n“Curly,” she said, ‘twice’.\n")

    run(good)

    assert [block.text for block in body.blocks(Article.objects.get().body)][1:] == [
        "\"Straight,\" he said, 'twice'.",
        "“Curly,” she said, ‘twice’.",
    ]


def test_markup_in_a_file_is_text(good, noor):
    good.write_text(GOOD + "He wrote <script>alert(1)</script> & left.\n")

    run(good)

    assert Article.objects.get().body.splitlines()[1] == (
        "<p>He wrote &lt;script&gt;alert(1)&lt;/script&gt; &amp; left.</p>"
    )


def test_no_control_character_reaches_the_database(good):
    # But for 0x0B, 0x0C and 0x85, which word processors write between words: these become spaces.
    controls = [*range(1, 9), *range(14, 32), *range(127, 133), *range(134, 160)]
    harmful = "".join(map(chr, [*controls, 0x202E, 0x2066, 0xFEFF]))
    headline, standfirst, text = (f"{line[:5]}{harmful}{line[5:]}" for line in GOOD.splitlines())
    good.write_text(f"{headline}\n{standfirst}\n{text}\nREAD MORE: Some{harmful}thing else\n", newline="")
    call_command("import_articles", str(good), "--byline", f"Sta{harmful}ff", stdout=io.StringIO())

    article = Article.objects.get()
    stored = repr([rows for name, rows in everything().items() if name.startswith("articles.")])
    assert not any(repr(character)[1:-1] in stored for character in harmful)
    assert [article.headline, article.standfirst, body.plain_text(article.body)] == GOOD.splitlines()
    assert article.related_links.get().hint == "Something else"
    assert article.bylines.get().name == "Staff"


def test_a_process_that_met_a_broken_file_ends_with_1(tmp_path, migrated):
    process = start(migrated, "manage.py", "import_articles", tmp_path / "missing.txt")

    out, complaints = process.communicate(timeout=60)

    assert process.returncode == 1
    assert out == "0 created, 0 changed, 0 unchanged, 0 skipped, 1 broken.\n"
    assert complaints.splitlines() == [
        f"broken    {tmp_path / 'missing.txt'}: the file cannot be read: No such file or directory",
        "CommandError: 1 of 1 files are broken; the others went in.",
    ]
