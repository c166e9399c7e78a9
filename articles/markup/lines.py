"""Plain text made harmless: one line, several lines, typographic quotes."""

import re
import unicodedata

# Controls but \t \n \r, bidi overrides and isolates, lone surrogates, the byte order mark, noncharacters.
_HARMFUL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
# Line and page breaks as word processors write them.
_SOFT_BREAK = re.compile("[\x0b\x0c\x85]")

_OPENERS = set("([{<“‘«„‚¿¡/=")
_DASHES = set("—–-")
_ELISION = re.compile(r"(?:\d\ds|tis|twas|twere|til|em|n['’])(?!\w)", re.IGNORECASE)
_YEAR = re.compile(r"\d\d(?!\w)")
_CLOSING = re.compile(r"(?<=\S)['’](?!\w)")


def clean_line(text: str) -> str:
    """Return `text` as one line: composed (NFC), without controls, runs of any white space as one space."""
    return " ".join(unicodedata.normalize("NFC", harmless(text)).split())


def clean_text(text: str) -> str:
    """Return `text` with each line cleaned as by `clean_line` and never two blank lines in a row."""
    lines = [clean_line(line) for line in re.split("[\n\u2028\u2029]", harmless(text))]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def curl(text: str, before: str = "") -> str:
    """Return `text` with typographic quotes for straight ones, one code point for one, so that offsets stay.

    `before` is the text that precedes, of which only the end matters. Curly quotes stay as they are.
    """
    previous = curl(before[-3:])[-1:] if before else ""
    last_closing = max((match.start() for match in _CLOSING.finditer(text)), default=-1)
    curled = []
    for index, character in enumerate(text):
        if character in "'\"":
            opens = _opens(previous, text[index + 1 : index + 2])
            if character == '"':
                character = "“" if opens else "”"
            else:
                opens = opens and not _ELISION.match(text, index + 1)
                opens = opens and not (last_closing <= index and _YEAR.match(text, index + 1))
                character = "‘" if opens else "’"
        curled.append(character)
        previous = character
    return "".join(curled)


def _opens(previous: str, following: str) -> bool:
    if not previous or previous in _OPENERS:
        return True
    if previous.isspace():
        return not following.isspace()
    return previous in _DASHES and bool(following) and not following.isspace()


def harmless(text: str) -> str:
    """Return `text` without characters that no text needs, "\\n" for line endings, a space for soft breaks."""
    text = _SOFT_BREAK.sub(" ", text.replace("\r\n", "\n"))
    return _HARMFUL.sub("", text).replace("\r", "\n")
