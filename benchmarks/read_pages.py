"""What a reader's page costs the server when nothing is cached: `python -m benchmarks.read_pages`.

Asks for each kind of page of the demo paper in this process, without a server or network, and prints the processor
time, the statements and the bytes of each; one of them is the yardstick for the others.
"""

import importlib
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import django

ROUNDS = 60
ROOT = Path(__file__).resolve().parent.parent
SEED = "/2022/02/09/france-debriefs-us-as-top-uk-diplomat-flies-to-russia-to-ease-impasse/"
PAGES = {
    "topics (the yardstick)": "/topics/",
    "home": "/",
    "section": "/world/",
    "article": SEED,
    "person": "/people/liz-truss/",
    "organisation": "/organisations/nato/",
    "topic": "/topics/ukraine-crisis/",
    "archive": "/archive/",
    "people A–Z": "/people/",
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATA_DIR": folder, "ENV_FILE": str(ROOT / "fixtures" / "paper.env")}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
        django.setup()
        asking = importlib.import_module("benchmarks.asking")
        asking.prepare()
        figures = {name: measure(asking, address) for name, address in PAGES.items()}
    yardstick = next(iter(figures.values()))[0]
    for name, (cost, statements, size) in figures.items():
        sys.stdout.write(f"{name:<24}{cost:7.2f} ms{cost / yardstick:6.1f} x{statements:4} statements{size:8} bytes\n")


def measure(asking: object, address: str) -> tuple[float, int, int]:
    """Return the median milliseconds of processor time, the number of statements and the bytes of the page."""
    statements, size = asking.count(address)  # type: ignore[attr-defined]
    costs = []
    for _ in range(ROUNDS):
        start = time.process_time()
        asking.ask(address)  # type: ignore[attr-defined]
        costs.append((time.process_time() - start) * 1000)
    return statistics.median(costs), statements, size


if __name__ == "__main__":
    main()
