"""The story list: what an address says is found, in the order it says, a page at a time."""

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.desk.listing import paging
from articles.desk.listing.bulk import DEEDS
from articles.desk.listing.rows import rows_of
from articles.desk.listing.views import saved_views
from articles.filters import StoryFilter
from articles.models import Article

# The filters as they stand in the drawer.
SETS = [
    ("", ["q", "state", "mine", "section", "desk"]),
    ("Who and what", ["author", "assignee", "person", "organisation", "topic"]),
    ("When", ["day", "since", "until"]),
    ("What it has", ["picture", "min_words", "max_words", "corrected", "embargoed", "hold"]),
]


@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    """Show the stories that this person may read and the address asks for."""
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied("You may not read stories.")
    user: User = request.user  # type: ignore[assignment]
    now = timezone.now()
    found = StoryFilter(request.GET, Article.objects.readable_by(user), user=user, at=now)
    order = paging.order_of(request.GET.get("sort", ""), found.terms)
    sort = order.name if request.GET.get("sort") else ""
    page = paging.page_of(found, order, request.GET)
    for problem in found.ignored():
        messages.warning(request, problem)
    context = {
        **admin.site.each_context(request),
        "title": "Stories",
        "found": found,
        "active": found.active(),
        "order": order,
        "orders": [(other, found.query(sort=other.name)) for other in paging.orders(found.terms)],
        "rows": rows_of(page.keys, user, now, found.terms),
        "back": None if page.back is None else found.query(sort=sort, **page.back),
        "on": None if page.on is None else found.query(sort=sort, **page.on),
        "query": found.query(sort=sort),
        "views": saved_views(user, found.query(sort=sort)),
        "sets": [(label, [found.form[name] for name in names]) for label, names in SETS],
        "deeds": DEEDS,
    }
    return render(request, "desk/stories.html", context)
