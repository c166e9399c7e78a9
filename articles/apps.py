"""The articles app."""

from django.apps import AppConfig

from articles import permissions


class ArticlesConfig(AppConfig):
    name = "articles"

    def ready(self) -> None:
        permissions.register()
