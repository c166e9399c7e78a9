"""Taking pictures in and making the sizes that readers get."""

import uuid

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from articles.markup import clean_line
from articles.models import Image
from articles.renditions import WIDTHS, Unreadable, measure, render, rendition_name
from articles.workflow import Refused


def add_picture(data: bytes, *, title: str, credit: str, identity: uuid.UUID | None = None, name: str = "") -> Image:
    """Keep a picture and its renditions and return it; `data` is a JPEG, PNG or WebP of at least 480 pixels' width.

    With the `identity` of a picture we have, that one is returned and nothing changes. `name` is where the file is
    kept; readers never learn it, they get renditions under the picture's uuid.

    Raises Refused when the data is no usable picture.
    """
    identity = identity or uuid.uuid4()
    known = Image.objects.filter(uuid=identity).first()
    if known:
        return known
    try:
        width, height = measure(data)
        renditions = render(data)
    except Unreadable as error:
        raise Refused(str(error)) from error
    if width < WIDTHS[0]:
        raise Refused(f"The picture is only {width} pixels wide; readers need at least {WIDTHS[0]}.")
    with transaction.atomic():
        image = Image(uuid=identity, title=clean_line(title), credit=clean_line(credit), width=width, height=height)
        name = image.file.name = f"pictures/{name or identity}"
        image.save()
        _write(name, data)
        _write_renditions(image, renditions)
    return image


def store_picture(image: Image, data: bytes) -> None:
    """Write the renditions and the file of a picture we know. Writing them again changes nothing.

    Raises renditions.Unreadable when it is damaged; then there is the file only.
    """
    try:
        _write_renditions(image, render(data))
    finally:
        # Last: where the file is whole, the renditions are.
        _write(str(image.file), data)


def _write_renditions(image: Image, renditions: dict[int, bytes]) -> None:
    for width, data in renditions.items():
        _write(rendition_name(str(image.uuid), width), data)


def _write(name: str, data: bytes) -> None:
    """Write a file that is not there whole; an interruption may have left a part of it."""
    if default_storage.exists(name):
        if default_storage.size(name) == len(data):
            return
        default_storage.delete(name)
    default_storage.save(name, ContentFile(data))
