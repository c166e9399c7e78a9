"""Every address of the site; the houses bring their own."""

from django.contrib import admin
from django.urls import include, path

handler403 = "articles.desk.denials.denied"
handler404 = "articles.views.errors.not_found"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("people.urls")),
    # Last: a section may have any name that nothing else has.
    path("", include("articles.urls")),
]
