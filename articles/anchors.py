"""Finding a passage again in a text that has been edited since."""

from collections.abc import Sequence

# One for one, so that a quote is found whether or not its quotes were curled meanwhile.
_STRAIGHT = str.maketrans("“”„«»‘’‚", '"""""\'\'\'')


def find(passage: str, paragraph: int | None, blocks: Sequence[str]) -> int | None:
    """Return the number of the block that says the passage now, the nearest to `paragraph` first; None if it is gone.

    Of a passage that runs over several blocks the first decides. Without a passage it is the block of that number.
    """
    first = next((line for line in map(_plain, passage.split("\n")) if line), "")
    if not first:
        return paragraph if paragraph is not None and paragraph < len(blocks) else None
    found = [number for number, text in enumerate(blocks) if first in _plain(text)]
    return min(found, key=lambda number: (abs(number - (paragraph or 0)), number), default=None)


def _plain(text: str) -> str:
    return " ".join(text.translate(_STRAIGHT).split())
