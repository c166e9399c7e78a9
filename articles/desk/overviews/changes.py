"""How many stories have changed since a page was shown, so that it can say that it is old."""

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.http import require_GET

from articles.actions.moving import Denied
from articles.desk.gate import answers
from articles.models import Article, HistoryEntry

# More than a screen of news is said as that.
MOST = 50
# Keys of history grow with every move; this many digits are one.
DIGITS = 18


@require_GET
@answers
def changes(request: HttpRequest) -> HttpResponse:
    """Answer with the newest move there is, and how many stories were moved or saved after the one in the address."""
    if not request.user.has_perm("articles.view_article"):
        raise Denied("Your account reads no stories. Ask an administrator for a role.")
    newest = HistoryEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    after = request.GET.get("after", "")
    is_key = after.isascii() and after.isdigit() and len(after) <= DIGITS
    number = changed_after(int(after), request.user) if is_key else 0  # type: ignore[arg-type]
    return JsonResponse({"newest": newest, "number": min(number, MOST), "is_more": number > MOST})


def changed_after(move: int, user: User) -> int:
    """Return how many stories that person may read were changed since, one more than `MOST` at the highest."""
    later = HistoryEntry.objects.filter(pk__gt=move, article__in=Article.objects.readable_by(user))
    return later.order_by().values("article").distinct()[: MOST + 1].count()


urlpatterns = [path("changes/", changes, name="desk_changes")]
