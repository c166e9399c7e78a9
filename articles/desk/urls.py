"""The desk's addresses below /admin/desk/; each module brings its own."""

from django.urls import URLPattern

from articles.desk import checks

urlpatterns: list[URLPattern] = [
    *checks.urlpatterns,
]
