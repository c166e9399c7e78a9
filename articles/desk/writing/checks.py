"""The checklist of a story, for the status bar and the form."""

import uuid

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_GET

from articles.actions.checklist import Result, checklist
from articles.desk.gate import answers, story_or_404
from articles.models.articles import PARTS


@require_GET
@answers
def checks(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    """Tell what is open on a story as it is saved, if it were published now."""
    story = story_or_404(request, identity)
    prefetch_related_objects([story], *PARTS)
    return JsonResponse(as_data(checklist(story, timezone.now())))


def as_data(results: list[Result]) -> dict[str, object]:
    """Return a checklist as data: how many checks are open and passed, and every problem with its place."""
    passed = sum(result.has_passed for result in results)
    return {
        "open": len(results) - passed,
        "passed": passed,
        "total": len(results),
        "problems": [
            {
                "key": result.key,
                "level": result.level,
                "field": problem.field,
                "passage": problem.passage,
                "message": problem.message,
            }
            for result in results
            for problem in result.problems
        ],
    }


urlpatterns = [path("story/<uuid:identity>/checks/", checks, name="desk_checks")]
