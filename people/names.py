"""What can be read off a name: the surname, the initials, the slug."""

import re

from anyascii import anyascii
from django.utils.text import slugify

MAX_SLUG = 80
# C0 and C1 controls but tab and line ends, and the marks of Unicode that override or isolate a direction.
HARMFUL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

_SMALL_WORDS = {"of", "the", "and"}
_SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}


def surname(name: str, sort_name: str = "") -> str:
    """Return the surname: what stands before the comma of `sort_name`, else the last word of `name`.

    "Jr" and the like are no surname. A name of one word has none: "".
    """
    if "," in sort_name:
        return sort_name.partition(",")[0].strip()
    words = name.split()
    while len(words) > 1 and words[-1].rstrip(".").lower() in _SUFFIXES:
        words.pop()
    return words[-1].rstrip(",") if len(words) > 1 else ""


def initials(name: str) -> str:
    """Return two letters for a round badge: of the first and last capitalised words, or of the only one."""
    words = ["".join(filter(str.isalnum, word)) for word in name.split() if word.lower() not in _SMALL_WORDS]
    words = [word for word in words if word]
    words = [word for word in words if not word[0].islower()] or words
    if not words:
        return ""
    return (words[0][:2] if len(words) == 1 else words[0][0] + words[-1][0]).upper()


def slug(text: str, fallback: str) -> str:
    """Return `text` as a slug of at most MAX_SLUG ASCII characters, cut between words; else `fallback`."""
    whole = slugify(anyascii(text))
    if len(whole) > MAX_SLUG:
        whole = whole[: MAX_SLUG + 1].rpartition("-")[0] or whole[:MAX_SLUG]
    return whole.strip("-") or fallback


def harmless(text: str) -> str:
    """Return the text without control characters (but tabs and line ends) and without marks that turn its order."""
    return HARMFUL.sub("", text)
