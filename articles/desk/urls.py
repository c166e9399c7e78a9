"""The desk's addresses below /admin/desk/; each module brings its own."""

from django.urls import URLPattern

from articles.desk import assigning, lookups, moving, signing_in
from articles.desk.listing import bulk, views
from articles.desk.overviews import board, calendar, changes, inbox
from articles.desk.previewing import beside, links, page, saved
from articles.desk.publishing import going_out, taking_back
from articles.desk.versions import comparing
from articles.desk.writing import checks, notes, saving, splitting, unsaved

urlpatterns: list[URLPattern] = [
    *assigning.urlpatterns,
    *bulk.urlpatterns,
    *board.urlpatterns,
    *calendar.urlpatterns,
    *changes.urlpatterns,
    *checks.urlpatterns,
    *comparing.urlpatterns,
    *inbox.urlpatterns,
    *moving.urlpatterns,
    *notes.urlpatterns,
    *saved.urlpatterns,
    *lookups.urlpatterns,
    *beside.urlpatterns,
    *page.urlpatterns,
    *links.urlpatterns,
    *saving.urlpatterns,
    *signing_in.urlpatterns,
    *splitting.urlpatterns,
    *going_out.urlpatterns,
    *taking_back.urlpatterns,
    *views.urlpatterns,
    *unsaved.urlpatterns,
]
