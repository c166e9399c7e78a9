"""Set new passwords for the demo paper's accounts and show them."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.management import passwords


class Command(BaseCommand):
    help = "Set new passwords for the demo paper's accounts and show them; the old ones no longer work."

    def handle(self, *args: Any, **options: Any) -> None:
        for line in passwords.lines(passwords.set_new()):
            self.stdout.write(line)
