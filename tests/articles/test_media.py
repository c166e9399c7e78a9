"""Pictures for readers: the sizes of those in live stories and of no others."""

import io
import uuid

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image as Picture

from articles.actions import publishing
from tests.making import HOUR, WEDNESDAY, change_story, make_image, make_live_story, make_ready_story, withhold


@pytest.fixture
def image(world):
    return make_image()


def using(image):
    return {"image": str(image.uuid), "alt": "A long table"}


def address(image, width=960):
    return f"/media/renditions/{image.uuid}-{width}.webp"


def status(client, path):
    """Return the status of an answer after reading it to its end, which closes the file it may have opened."""
    response = client.get(path)
    response.getvalue()
    return response.status_code


@pytest.mark.parametrize(("width", "height"), [(480, 320), (960, 640)])
def test_a_picture_of_a_live_story_comes_in_its_sizes(noor, pia, image, width, height):
    make_live_story(pia, picture=using(image))

    response = noor.get(address(image, width))

    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    with Picture.open(io.BytesIO(response.getvalue())) as picture:
        assert (picture.format, picture.size) == ("WEBP", (width, height))


def test_a_picture_may_be_kept_for_an_hour_and_is_never_guessed_at(noor, pia, image):
    make_live_story(pia, picture=using(image))

    response = noor.get(address(image))
    response.getvalue()

    assert response["Cache-Control"] == "public, max-age=3600"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response.cookies == {}


def test_a_picture_without_a_live_story_is_not_there(noor, pia, image):
    article = make_ready_story(pia, picture=using(image))
    assert default_storage.exists(f"renditions/{image.uuid}-960.webp")
    assert status(noor, address(image)) == 404

    publishing.schedule(article, by=pia, at=timezone.now() + HOUR)

    assert status(noor, address(image)) == 404


@pytest.mark.parametrize("how", ["withdrawn", "withheld", "expired", "replaced"])
def test_a_picture_goes_with_its_story(noor, pia, image, how):
    story = make_live_story(pia, picture=using(image))
    assert status(noor, address(image)) == 200

    match how:
        case "withdrawn":
            publishing.withdraw(story.article, by=pia, note="It was not true.")
        case "withheld":
            withhold(story)
        case "expired":
            story.close(timezone.now() - HOUR)
        case "replaced":
            change_story(story, pia, WEDNESDAY + HOUR, picture=None)

    assert status(noor, address(image)) == 404


def test_a_picture_stays_while_another_live_story_shows_it(noor, pia, image):
    story = make_live_story(pia, picture=using(image))
    make_live_story(pia, headline="Another", picture=using(image))

    publishing.withdraw(story.article, by=pia, note="It was not true.")

    assert status(noor, address(image)) == 200


@pytest.mark.parametrize("width", [0, 1, 961, 1440, 99999, 10**30])
def test_a_size_that_there_is_not_is_not_found(noor, pia, image, width):
    make_live_story(pia, picture=using(image))

    assert status(noor, address(image, width)) == 404


def test_a_picture_whose_file_is_lost_is_not_found(noor, pia, image):
    make_live_story(pia, picture=using(image))
    default_storage.delete(f"renditions/{image.uuid}-960.webp")

    assert [status(noor, address(image, width)) for width in (480, 960)] == [200, 404]


@pytest.mark.parametrize(
    "path",
    [
        f"/media/renditions/{uuid.UUID(int=1)}-960.webp",
        "/media/renditions/../../settings-960.webp",
        "/media/renditions/%2e%2e%2fsettings-960.webp",
        "/media/",
    ],
)
def test_no_other_file_is_served(noor, pia, image, path):
    make_live_story(pia, picture=using(image))

    assert status(noor, path) == 404


def test_the_original_is_never_served(noor, pia, image):
    make_live_story(pia, picture=using(image))
    assert default_storage.exists(f"pictures/{image.uuid}")

    assert status(noor, f"/media/pictures/{image.uuid}") == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_picture_can_only_be_read(noor, pia, image, method):
    make_live_story(pia, picture=using(image))

    assert getattr(noor, method)(address(image)).status_code == 405
