"""Write the paper in the database as one fixture."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from articles.management.entity_links import has_links, with_names

# In the order of their tables; what people typed and did not save stays out.
PARTS = ["auth.user", "people", "articles"]
LEFT_OUT = [
    *("articles.editbuffer", "articles.presence", "articles.previewlink", "articles.note"),
    *("articles.notification", "articles.savedview"),
]


class Command(BaseCommand):
    help = "Write people, stories, editions and history as JSON with natural keys, for `loaddata`."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command(
            "dumpdata",
            *PARTS,
            exclude=LEFT_OUT,
            use_natural_foreign_keys=True,
            use_natural_primary_keys=True,
            indent=1,
            output=options["file"],
            verbosity=0,
        )
        file = Path(options["file"])
        rows = json.loads(file.read_text())
        if has_links(rows):
            file.write_text(json.dumps(with_names(rows), indent=1, ensure_ascii=False) + "\n")
