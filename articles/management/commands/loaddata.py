"""Django's `loaddata`, for fixtures in any order, which also brings the pictures that stand beside a fixture."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.core.management.commands import loaddata
from django.core.serializers import sort_dependencies

from articles.actions.indexing import reindex
from articles.actions.pictures import store_picture
from articles.management.entity_links import BODIES, has_links, with_numbers
from articles.models import Image
from articles.renditions import Unreadable

# Beside `paper.json` the folder `media/` holds the files of its pictures, under their storage names.
MEDIA = "media"


class Command(loaddata.Command):
    help = f"{loaddata.Command.help} Rows may stand in any order; pictures in “{MEDIA}” beside it are stored as well."

    def loaddata(self, fixture_labels: Sequence[str]) -> None:
        super().loaddata(fixture_labels)
        # Rows that come past the verbs are found by nobody until then.
        for _ in reindex():
            continue

    def load_label(self, fixture_label: str) -> None:
        for file, _, _ in self.find_fixtures(fixture_label):
            with TemporaryDirectory() as folder:
                for part in _in_order(Path(file), Path(folder)):
                    super().load_label(str(part))
            self._store_pictures(Path(file).parent / MEDIA)

    def _store_pictures(self, folder: Path) -> None:
        for image in Image.objects.all():
            name = str(image.file)
            beside = folder / name
            if not beside.is_file() or _is_whole(name, beside):
                continue
            try:
                store_picture(image, beside.read_bytes())
            except Unreadable as error:
                self.stderr.write(f"{beside}: {error} Pages show the picture's description instead.")


def _is_whole(name: str, beside: Path) -> bool:
    """Whether the file is stored; an interruption may have left a part of it."""
    return default_storage.exists(name) and default_storage.size(name) == beside.stat().st_size


def _in_order(file: Path, folder: Path) -> Iterator[Path]:
    """Yield copies of a JSON fixture with its rows in the order of their dependencies; other files as they are.

    Django follows a natural key forward only where the reference may be empty and is no part of a natural key. Stories
    come when everybody is there whom their bodies link.
    """
    if file.suffix != ".json":
        yield file
        return
    models = sort_dependencies([(app, None) for app in apps.get_app_configs()], allow_cycles=True)
    order = {model._meta.label_lower: number for number, model in enumerate(models)}
    rows = json.loads(file.read_text())
    rows.sort(key=lambda row: order.get(row["model"].lower(), len(order)))
    if has_links(rows):
        stories = next(number for number, row in enumerate(rows) if row["model"] in BODIES)
        yield _written(folder / "before" / file.name, rows[:stories])
        rows = with_numbers(rows[stories:])
    yield _written(folder / file.name, rows)


def _written(file: Path, rows: list[dict[str, Any]]) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(rows))
    return file
