"""`loaddata` takes a fixture's rows in any order, and the pictures beside it, also when one is damaged or missing."""

import io
import json
import random
import shutil
import uuid
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction

from articles.actions.pictures import add_picture, store_picture
from articles.models import Article, Edition, Image, ImageRole
from people.models import Person
from tests.making import everything, make_live_story, make_person, make_story, picture_bytes
from tests.reading import main, read
from tests.running import FIXTURES, rows

FIXTURE = FIXTURES / "meridian.json"
IDENTITY = uuid.UUID("b2c1f0de-0000-4000-8000-000000000001")
TABLE = "pictures/table.webp"


def stored(media: Path) -> dict[str, bytes]:
    return {str(file.relative_to(media)): file.read_bytes() for file in media.rglob("*") if file.is_file()}


def load(fixture: Path) -> str:
    """Load a fixture and return what was complained of."""
    complaints = io.StringIO()
    call_command("loaddata", str(fixture), verbosity=0, stderr=complaints)
    return complaints.getvalue()


@pytest.fixture
def one_picture(tmp_path, db) -> Path:
    """A fixture of one picture, with the file beside it."""
    fixture = tmp_path / "fixture" / "paper.json"
    beside = fixture.parent / "media" / TABLE
    beside.parent.mkdir(parents=True)
    beside.write_bytes(picture_bytes())
    fields = {"uuid": str(IDENTITY), "title": "Table", "file": TABLE, "width": 960, "height": 640, "credit": "Noor"}
    fixture.write_text(json.dumps([{"model": "articles.image", "fields": fields}]))
    return fixture


def test_the_demo_comes_in_with_its_rows_in_any_order_and_twice_changes_nothing(db, tmp_path):
    shuffled = json.loads(FIXTURE.read_text())
    random.Random(20220209).shuffle(shuffled)
    file, dumped = tmp_path / "shuffled.json", tmp_path / "dumped.json"
    file.write_text(json.dumps(shuffled))

    load(file)
    once = everything()
    load(FIXTURE)

    assert everything() == once
    call_command("dump_paper", str(dumped))
    assert rows(dumped) == rows(FIXTURE)


def test_the_picture_beside_a_fixture_is_stored_with_its_sizes(one_picture, media):
    assert load(one_picture) == ""

    image = Image.objects.get()
    assert str(image.file) == TABLE
    assert stored(media).keys() == {TABLE, *(name for _, name in image.renditions)}
    assert stored(media)[TABLE] == picture_bytes()


def test_loading_again_writes_no_picture_anew(one_picture, media):
    load(one_picture)
    before = {file: file.stat().st_mtime_ns for file in media.rglob("*")}

    load(one_picture)

    assert {file: file.stat().st_mtime_ns for file in media.rglob("*")} == before


@pytest.mark.parametrize("left", [b"", picture_bytes()[:100]], ids=["nothing", "a part"])
def test_loading_completes_what_an_interruption_left(one_picture, media, left):
    load(one_picture)
    whole = stored(media)
    for name in whole:
        (media / name).write_bytes(left)

    load(one_picture)

    assert stored(media) == whole


def test_loading_completes_a_picture_whose_sizes_were_not_made(one_picture, media):
    load(one_picture)
    whole = stored(media)
    shutil.rmtree(media / "renditions")
    (media / TABLE).unlink()

    load(one_picture)

    assert stored(media) == whole


def test_a_picture_added_again_after_an_interruption_is_whole(db, media):
    default_storage.save(TABLE, ContentFile(picture_bytes()[:100]))
    default_storage.save(f"renditions/{IDENTITY}-480.webp", ContentFile(b""))

    image = add_picture(picture_bytes(), title="Table", credit="Noor", identity=IDENTITY, name="table.webp")

    whole = stored(media)
    assert whole[TABLE] == picture_bytes()
    store_picture(image, picture_bytes())
    assert stored(media) == whole and b"" not in whole.values()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        picture_bytes()[:-200],
        b"\x89PNG\r\n\x1a\n" + bytes(200),
        picture_bytes(kind="JPEG")[:300],
    ],
    ids=["empty", "text", "torn webp", "hollow png", "torn jpeg"],
)
def test_a_damaged_picture_is_said_and_breaks_neither_loading_nor_the_page(one_picture, media, pia, noor, data):
    beside = one_picture.parent / "media" / TABLE
    beside.write_bytes(data)

    complaints = load(one_picture)

    assert complaints.startswith(f"{beside}: ") and "Pages show the picture's description instead." in complaints
    image = Image.objects.get()
    assert stored(media) == {TABLE: data}
    assert_shown(noor, make_live_story(pia, picture={"image": str(image.uuid), "alt": "A very long table."}))
    for _, name in image.renditions:
        assert noor.get(f"/media/{name}").status_code == 404


def test_a_missing_picture_breaks_neither_loading_nor_the_page(one_picture, media, pia, noor):
    (one_picture.parent / "media" / TABLE).unlink()

    assert load(one_picture) == ""

    assert stored(media) == {}
    image = Image.objects.get()
    assert_shown(noor, make_live_story(pia, picture={"image": str(image.uuid), "alt": "A very long table."}))


def assert_shown(noor, edition: Edition) -> None:
    """The page and the lists show the story, and the picture's description for who cannot see it."""
    assert edition.article.pictures.get(role=ImageRole.LEAD).alt == "A very long table."
    page = main(read(noor.get(edition.get_absolute_url())))
    assert [picture.get("alt") for picture in page.iter("img")] == ["A very long table."]
    for address in ("/", "/world/"):
        assert noor.get(address).status_code == 200


def test_words_linked_to_somebody_mean_the_same_one_in_another_database(rita, world, tmp_path):
    file = tmp_path / "paper.json"
    with transaction.atomic():
        liz = make_person("Liz Truss")
        story = make_story(rita, body=f'<p>So <a data-entity="{liz.pk}">she</a> said.</p>')
        call_command("dump_paper", str(file))
        transaction.set_rollback(True)
    assert 'data-entity=\\"person:liz-truss\\"' in file.read_text()
    # In another database that number is somebody else's.
    make_person("Ana Ruiz")

    load(file)

    now = Person.objects.get(slug="liz-truss")
    loaded = Article.objects.get(uuid=story.uuid)
    assert now.pk != liz.pk
    assert loaded.body == f'<p>So <a data-entity="{now.pk}">she</a> said.</p>'
    assert [revision.snapshot["body"] for revision in loaded.revisions.all()] == [loaded.body]
    assert [mention.entity.name for mention in loaded.mentions.all()] == ["Liz Truss"]
