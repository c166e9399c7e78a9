"""What readers get instead of a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.models import Edition


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A plain sentence and the latest stories."""
    context = {
        "title": "Page not found",
        "description": "There is no page at this address.",
        "robots": "noindex",
        # A page that is not there has no address to be known by, and says nothing of the one that was asked for.
        "canonical": "",
        "latest": Edition.objects.live().for_cards().newest()[:5],
    }
    return render(request, "404.html", context, status=404)
