"""The desk's addresses below /admin/desk/; each module brings its own."""

from django.urls import URLPattern

from articles.desk import assigning, checks, lookups, moving, splitting

urlpatterns: list[URLPattern] = [
    *assigning.urlpatterns,
    *checks.urlpatterns,
    *moving.urlpatterns,
    *lookups.urlpatterns,
    *splitting.urlpatterns,
]
