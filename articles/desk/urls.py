"""The desk's addresses below /admin/desk/; each module brings its own."""

from django.urls import URLPattern

from articles.desk import (
    assigning,
    board,
    bulk,
    calendar,
    checks,
    comparing,
    inbox,
    lookups,
    moving,
    notes,
    preview,
    previewing,
    previews,
    publishing,
    saving,
    signing_in,
    splitting,
    taking_back,
    unsaved,
    views,
)

urlpatterns: list[URLPattern] = [
    *assigning.urlpatterns,
    *bulk.urlpatterns,
    *board.urlpatterns,
    *calendar.urlpatterns,
    *checks.urlpatterns,
    *comparing.urlpatterns,
    *inbox.urlpatterns,
    *moving.urlpatterns,
    *notes.urlpatterns,
    *lookups.urlpatterns,
    *preview.urlpatterns,
    *previewing.urlpatterns,
    *previews.urlpatterns,
    *saving.urlpatterns,
    *signing_in.urlpatterns,
    *splitting.urlpatterns,
    *publishing.urlpatterns,
    *taking_back.urlpatterns,
    *views.urlpatterns,
    *unsaved.urlpatterns,
]
