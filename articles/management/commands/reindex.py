"""Write the desk's search index anew."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.actions.indexing import reindex


class Command(BaseCommand):
    help = (
        "Write the desk's search index anew from the stories, for instance after people were renamed or a fixture was "
        "loaded. May be stopped and run again at any time, beside editors who work."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        for done in reindex():
            self.stdout.write(f"{done:,} stories", ending="\r")
        self.stdout.write(f"{done:,} stories can be found.")
