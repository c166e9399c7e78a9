"""Django's admin with the newsroom's own site in it, and the static files that are served."""

from django.contrib.admin.apps import AdminConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class DeskConfig(AdminConfig):
    default_site = "articles.desk.site.DeskSite"


class StaticConfig(StaticFilesConfig):
    """Leaves out what no page of ours asks for: two thirds of the admin's files are Select2 and its languages."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "admin/*/vendor/select2/*", "admin/img/gis/*"]
