"""Taking pictures in: measured, made small, without what the camera knows; what is no picture is refused."""

import io
import uuid

import pytest
from django.core.files.storage import default_storage
from PIL import ExifTags
from PIL import Image as Picture

from articles.actions.pictures import add_picture, store_picture
from articles.models import Image
from articles.renditions import WIDTHS, Unreadable, measure, render
from articles.workflow import Refused
from tests.making import picture_bytes

LONDON = {ExifTags.GPS.GPSLatitudeRef: "N", ExifTags.GPS.GPSLatitude: (51.0, 30.0, 0.0)}


def photograph(size=(960, 640), orientation=1):
    """A JPEG with what a camera writes into it: left half red, right half blue."""
    picture = Picture.new("RGB", size, "#0000ff")
    picture.paste("#ff0000", (0, 0, size[0] // 2, size[1]))
    exif = Picture.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Artist] = "Secret Source"
    exif[ExifTags.IFD.GPSInfo] = LONDON
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def sizes(renditions):
    return {width: Picture.open(io.BytesIO(data)).size for width, data in renditions.items()}


def read(name):
    with default_storage.open(str(name)) as file:
        return file.read()


def stored_files(media):
    return sorted(path.relative_to(media).as_posix() for path in media.rglob("*") if path.is_file())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_kept_with_the_sizes_readers_get(kind, db, media):
    data = picture_bytes((1000, 500), kind)

    image = add_picture(data, title=" A\ntable ", credit="Ana  Ruiz")

    stored = Image.objects.get()
    assert (stored.title, stored.credit, stored.width, stored.height) == ("A table", "Ana Ruiz", 1000, 500)
    assert stored.renditions == [(w, f"renditions/{image.uuid}-{w}.webp") for w in (480, 960)]
    assert stored_files(media) == [str(stored.file), *sorted(name for _, name in stored.renditions)]
    assert read(stored.file) == data
    found = {width: read(name) for width, name in stored.renditions}
    assert sizes(found) == {480: (480, 240), 960: (960, 480)}


def test_the_address_of_a_picture_cannot_be_guessed_from_its_title(db):
    first, second = (add_picture(picture_bytes(), title="Table", credit="A") for _ in range(2))

    assert first.uuid != second.uuid
    assert {first.uuid.version, second.uuid.version} == {4}
    assert "table" not in f"{first.file} {first.renditions}".lower()


def test_a_picture_we_have_is_returned_and_nothing_changes(db, media):
    identity = uuid.uuid4()
    first = add_picture(picture_bytes(), title="First", credit="A", identity=identity)
    before = stored_files(media)

    again = add_picture(picture_bytes((2000, 1000)), title="Second", credit="B", identity=identity)

    assert again == first
    assert list(Image.objects.values_list("title", "width")) == [("First", 960)]
    assert stored_files(media) == before


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "not a JPEG"),
        (b"not a picture", "not a JPEG"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="960" height="640"/>', "not a JPEG"),
        (picture_bytes(kind="GIF"), "not a JPEG"),
        (picture_bytes(kind="TIFF"), "not a JPEG"),
        (picture_bytes((479, 640)), "479 pixels wide"),
        (photograph()[:2000], "damaged"),
        (picture_bytes(kind="PNG")[:-40], "damaged"),
    ],
)
def test_what_is_no_usable_picture_is_refused_and_nothing_is_kept(data, problem, db, media):
    with pytest.raises(Refused, match=problem):
        add_picture(data, title="Table", credit="A")

    assert list(Image.objects.all()) == []
    assert not media.exists() or stored_files(media) == []


def test_a_good_picture_is_taken_after_a_damaged_one_of_the_same_identity(db):
    identity = uuid.uuid4()
    with pytest.raises(Refused):
        add_picture(photograph()[:2000], title="Table", credit="A", identity=identity)

    image = add_picture(photograph(), title="Table", credit="A", identity=identity)

    assert read(image.file) == photograph()


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked():
    out = io.BytesIO()
    Picture.new("1", (8000, 6251)).save(out, "PNG")

    for ask in (measure, render):
        with pytest.raises(Unreadable, match="50 million pixels"):
            ask(out.getvalue())
    assert len(out.getvalue()) < 100_000


def test_readers_get_no_metadata():
    assert b"Secret Source" in photograph()

    for data in render(photograph()).values():
        found = Picture.open(io.BytesIO(data))
        assert (dict(found.getexif()), found.info.get("exif"), found.info.get("xmp")) == ({}, None, None)
        assert b"Secret" not in data


def test_a_photograph_taken_with_the_camera_on_its_side_stands_upright():
    data = photograph((960, 640), orientation=6)

    assert measure(data) == (640, 960)
    [rendition] = render(data).values()
    upright = Picture.open(io.BytesIO(rendition)).convert("RGB")
    assert upright.size == (480, 720)
    # What was left is on top.
    top, bottom = upright.getpixel((240, 100)), upright.getpixel((240, 620))
    assert top[0] > 200 > 60 > top[2]
    assert bottom[2] > 200 > 60 > bottom[0]


@pytest.mark.parametrize(
    ("width", "expected"), [(479, []), (480, [480]), (959, [480]), (960, [480, 960]), (1440, list(WIDTHS))]
)
def test_no_picture_is_blown_up(width, expected):
    assert list(render(picture_bytes((width, 100)))) == expected


def test_files_that_were_lost_can_be_made_again(db, media):
    data = picture_bytes()
    image = add_picture(data, title="Table", credit="A")
    before = stored_files(media)
    for name in before:
        (media / name).unlink()

    store_picture(image, data)
    store_picture(image, data)

    assert stored_files(media) == before
    assert read(image.file) == data
