"""Load the demo paper through the importer and the verbs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.core.management.base import BaseCommand, CommandError

from articles.management import demo
from articles.workflow import Refused


class Command(BaseCommand):
    help = "Load the demo paper. Running it again changes nothing; after an interruption it completes the paper."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=demo.FOLDER)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = demo.load(options["folder"])
        except (OSError, ValueError, KeyError, ObjectDoesNotExist, Refused) as error:
            raise CommandError(f"The demo paper in {options['folder']} is broken: {error}") from error
        self.stdout.write(f"Stories: {report.created} created, {report.unchanged} unchanged.")
