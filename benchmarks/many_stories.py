"""What pages cost when the paper is large: `python -m benchmarks.many_stories [stories]` (20,000 when not said).

The demo paper with so many more stories, all in six sections, one every half hour, each naming three or four of the
seed story's thirteen people and organisations, so that each of these is in a quarter of all stories: more than any
real paper has of anybody. Processor time in one process without a server; the section's first page is the yardstick.
"""

import importlib
import os
import sys
import tempfile
import time
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    "/world/",
    "/world/?page=100",
    "/",
    "/2022/02/09/france-debriefs-us-as-top-uk-diplomat-flies-to-russia-to-ease-impasse/",
    "/2000/03/01/story-2885/",
    "/people/joe-biden/",
    "/people/joe-biden/?page=100",
    "/topics/diplomacy/",
    "/topics/",
    "/archive/",
    "/archive/?page=900",
    "/2000/",
    "/2000/05/",
    "/corrections/",
]


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATA_DIR": folder, "ENV_FILE": str(ROOT / "fixtures" / "paper.env")}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
        django.setup()
        asking = importlib.import_module("benchmarks.asking")
        asking.prepare()
        importlib.import_module("benchmarks.filling").fill(number)
        costs = {address: cost(asking, address) for address in PAGES}
    for address, milliseconds in costs.items():
        sys.stdout.write(f"{address[:50]:<52}{milliseconds:8.1f} ms{milliseconds / costs[PAGES[0]]:7.1f} x\n")


def cost(asking: object, address: str) -> float:
    """Return the least milliseconds of five requests, in processor time."""
    asking.ask(address)  # type: ignore[attr-defined]
    times = []
    for _ in range(5):
        start = time.process_time()
        asking.ask(address)  # type: ignore[attr-defined]
        times.append((time.process_time() - start) * 1000)
    return min(times)


if __name__ == "__main__":
    main()
