"""What the story list costs when there are very many stories: `python -m benchmarks.many_drafts [stories] [folder]`.

100,000 working copies when not said otherwise, 4,300 of them not simply live, each with text, byline, two topics and
three names, most with a picture, all found by their words. Prints the milliseconds from request to page for every
filter, search, order and for pages far back, in this process, without a server or network: the least of
five, by the clock and of this process (which is not where PostgreSQL works). In a folder the paper is kept for another
run; DATABASE_URL may name a database of a PostgreSQL server.
"""

import importlib
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
LIST = "/admin/articles/article/"
AIM = 300
ROUNDS = 5


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATA_DIR": sys.argv[2] if len(sys.argv) > 2 else folder}
        os.environ |= {"ENV_FILE": str(ROOT / "fixtures" / "paper.env")}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
        django.setup()
        asking = importlib.import_module("benchmarks.asking")
        asking.prepare()
        drafting = importlib.import_module("benchmarks.drafting")
        drafting.make_sure_of(number)
        costs = {}
        for user, lists in {"pia": drafting.addresses(), "ed": [""], "rita": ["", "mine=mine", "q=wheat"]}.items():
            asking.sign_in(user)
            costs |= {f"{user} ?{query}": cost(asking.ask, f"{LIST}?{query}") for query in lists}
    for address, (least, worst) in costs.items():
        sys.stdout.write(
            f"{address[:58]:<60}{least:8.0f} ms{worst:8.0f} ms{'' if worst <= AIM else '   above the aim'}\n"
        )


def cost(ask: Callable[[str], bytes], address: str) -> tuple[float, float]:
    """Return the least of five requests after a first one: milliseconds by the clock, and of this process."""
    ask(address)
    times = []
    for _ in range(ROUNDS):
        start, busy = time.perf_counter(), time.process_time()
        ask(address)
        times.append(((time.perf_counter() - start) * 1000, (time.process_time() - busy) * 1000))
    return min(clock for clock, _ in times), min(processor for _, processor in times)


if __name__ == "__main__":
    main()
