"""What the desk answers when something is not for whoever asked: one page that says why and leads back."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

NOT_YOURS = "Your account does not allow this. Whoever runs the newsroom can give you the role for it."


def denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say why this person may not do what they asked for."""
    return said(request, "Not allowed", str(exception) or NOT_YOURS)


def said(request: HttpRequest, title: str, why: str) -> HttpResponse:
    """Return the page, with the status 403."""
    context = {**admin.site.each_context(request), "title": title, "why": why}
    return render(request, "desk/denied.html", context, status=403)
