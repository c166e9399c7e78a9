"""What every page shows around its content: the paper's name, its sections, today."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from articles.models import Section


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Return the paper's own facts and, asked for only by pages that show them, its sections in order."""
    return {
        "paper": PAPER,
        "sections": SimpleLazyObject(lambda: list(Section.objects.filter(parent=None))),
        "today": timezone.localdate(),
        "canonical": f"{settings.SITE_URL}{request.path}",
    }


PAPER = {
    "name": settings.PAPER_NAME,
    "tagline": settings.PAPER_TAGLINE,
    "url": settings.SITE_URL,
    "language": settings.LANGUAGE_CODE,
    "email": settings.PAPER_EMAIL,
    "corrections_policy": settings.PAPER_CORRECTIONS_POLICY,
}
