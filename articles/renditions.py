"""The sizes of a picture that readers get: pure, bytes in, bytes out."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

WIDTHS = (480, 960, 1440)
FORMATS = ("JPEG", "PNG", "WEBP")
MAX_PIXELS = 50_000_000
QUALITY = 78
# The EXIF values of a camera held on its side: width and height are exchanged.
ON_ITS_SIDE = frozenset({5, 6, 7, 8})


class Unreadable(ValueError):
    """The bytes are not a picture we can use; the message says what to do."""


def rendition_name(stem: str, width: int) -> str:
    """Return the storage name of the rendition of that width."""
    return f"renditions/{stem}-{width}.webp"


def measure(data: bytes) -> tuple[int, int]:
    """Return width and height in pixels, as the picture is looked at.

    Raises Unreadable when the data is no JPEG, PNG or WebP, is damaged, or holds more than 50 million pixels.
    """
    with _opened(data) as image:
        width, height = image.size
        is_turned = image.getexif().get(ExifTags.Base.Orientation) in ON_ITS_SIDE
        return (height, width) if is_turned else (width, height)


def render(data: bytes) -> dict[int, bytes]:
    """Return WebP bytes by width, for every width of WIDTHS that the picture reaches, without its metadata.

    Raises Unreadable as `measure` does.
    """
    with _opened(data) as image:
        # The camera's turn is in the metadata, which readers do not get.
        picture = ImageOps.exif_transpose(image).convert("RGB")
    return {width: _webp(picture, width) for width in WIDTHS if width <= picture.width}


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise Unreadable("This is not a JPEG, PNG or WebP picture.") from error
    if image.width * image.height > MAX_PIXELS:
        raise Unreadable(f"The picture is larger than {MAX_PIXELS // 1_000_000} million pixels. Make it smaller.")
    try:
        with image:
            yield image
    except (OSError, SyntaxError) as error:
        raise Unreadable("The picture is damaged. Export it again and try once more.") from error


def _webp(picture: Image.Image, width: int) -> bytes:
    height = round(picture.height * width / picture.width)
    sized = picture if width == picture.width else picture.resize((width, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    sized.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()
