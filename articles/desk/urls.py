"""The desk's addresses below /admin/desk/; each module brings its own."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
