"""How long the seed story takes from file to readers: `python -m benchmarks.publish_seed`.

Parse, clean, find names, keep the working copy, approve, compile, append the edition with its public rows and answer
other stories' references, on the demo paper's names, in a database of its own (DATABASE_URL, else SQLite on disk with
`synchronous=FULL`). Each round publishes the story anew under another source id. What one commit of one row costs is
measured beside it, so that the machine's disk can be told from the newsroom's work.
"""

import importlib
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import django

ROUNDS = 40
ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "fixtures" / "stories" / "france-debriefs-us.txt"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATA_DIR": folder, "ENV_FILE": str(ROOT / "fixtures" / "paper.env")}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
        django.setup()
        seed_steps = importlib.import_module("benchmarks.seed_steps")
        seed_steps.prepare()
        rounds = [seed_steps.publish(SEED, number) for number in range(ROUNDS)]
        commit = _median([_timed(seed_steps.commit_one_row) for _ in range(ROUNDS)])
    report(rounds, commit)


def report(rounds: list[dict[str, float]], commit: float) -> None:
    total = [sum(steps.values()) for steps in rounds]
    for step in rounds[0]:
        sys.stdout.write(f"{step:<46}{_median([steps[step] for steps in rounds]):8.2f} ms\n")
    sys.stdout.write(f"{'end to end, median':<46}{_median(total):8.2f} ms\n")
    sys.stdout.write(f"{'end to end, worst':<46}{max(total):8.2f} ms\n")
    sys.stdout.write(f"{'one commit of one row':<46}{commit:8.2f} ms\n")
    sys.stdout.write(f"{'end to end against one commit':<46}{_median(total) / commit:8.1f} x\n")


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _median(values: list[float]) -> float:
    return statistics.median(values)


if __name__ == "__main__":
    main()
