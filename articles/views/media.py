"""Pictures for readers: only those that stand in a live story."""

import uuid

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Edition
from articles.renditions import WIDTHS, rendition_name


@require_safe
def rendition(request: HttpRequest, identity: uuid.UUID, width: int) -> HttpResponseBase:
    """One size of a picture; 404 when no live story shows it or the file is missing."""
    if not Edition.objects.live(timezone.now()).filter(picture__uuid=identity).exists():
        raise Http404("No such picture.")
    # An hour: a picture whose story is withdrawn must go.
    return rendition_file(identity, width, "public, max-age=3600")


def rendition_file(identity: uuid.UUID, width: int, cache: str) -> HttpResponseBase:
    """Answer with one size of a picture to somebody who may see it; 404 when there is none."""
    name = rendition_name(str(identity), width)
    if width not in WIDTHS or not default_storage.exists(name):
        raise Http404("No such picture.")
    return FileResponse(default_storage.open(name), content_type="image/webp", headers={"Cache-Control": cache})
