"""What the pages of the desk cost the server: `python -m benchmarks.desk_pages`.

Asks as Pia, the publisher of the demo paper, in this process, without a server or network, and prints the processor
time, the statements and the bytes of each page; the sign-in page is the yardstick for the others.
"""

import importlib
import os
import sys
import tempfile
from pathlib import Path

import django

from benchmarks.read_pages import measure

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATA_DIR": folder, "ENV_FILE": str(ROOT / "fixtures" / "paper.env")}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
        django.setup()
        asking = importlib.import_module("benchmarks.asking")
        asking.prepare()
        yardstick = measure(asking, "/admin/login/")
        asking.sign_in("pia")
        figures = {"sign-in (the yardstick)": yardstick}
        figures |= {name: measure(asking, address) for name, address in pages().items()}
    for name, (cost, statements, size) in figures.items():
        times = cost / yardstick[0]
        sys.stdout.write(f"{name:<24}{cost:7.2f} ms{times:6.1f} x{statements:4} statements{size:8} bytes\n")


def pages() -> dict[str, str]:
    """Return the desk's addresses; the form is that of the seed story."""
    articles = importlib.import_module("articles.models")
    urls = importlib.import_module("django.urls")
    seed = articles.Article.objects.get(source_id="france-debriefs-us")
    story = {name: urls.reverse(f"admin:{name}", args=[seed.uuid]) for name in ("desk_compare", "desk_publish")}
    return {
        "my desk": urls.reverse("admin:index"),
        "story list": urls.reverse("admin:articles_article_changelist"),
        "story form": urls.reverse("admin:articles_article_change", args=[seed.pk]),
        "story history": urls.reverse("admin:articles_article_history", args=[seed.pk]),
        "compare": story["desk_compare"],
        "publish panel": story["desk_publish"],
        "board": urls.reverse("admin:desk_board"),
        "calendar": urls.reverse("admin:desk_calendar"),
        "inbox": urls.reverse("admin:desk_inbox"),
    }


if __name__ == "__main__":
    main()
