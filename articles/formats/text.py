"""The plain-text article format: headline, standfirst, then paragraphs, subheads and READ MORE lines."""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from articles.body import Block
from articles.markup import MAX_BYTES, clean_line

MAX_HEADLINE = 300
MAX_STANDFIRST = 600
MAX_SUBHEAD = 60
MAX_WRAPPED = 100
MAX_RAGGED = 25

LINE_END = re.compile("\r\n|\r|\n")
READ_MORE = re.compile(r"read\s+more\s*(?:[:：]\s*(.*))?", re.IGNORECASE)
_QUOTES = "\"'“”‘’«»„‚‹›"
_CLOSING_PUNCTUATION = tuple(".!?…:;,：。！？" + _QUOTES)
_FINISHED = re.compile(rf"[.!?…。！？][{_QUOTES})\]]*$")
_LABEL = re.compile(r"[A-Z][A-Z0-9 /&-]*[:：]")


class FormatError(ValueError):
    """A file that is not a story in this format: `line` (from 1) is where, `message` what is wrong."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"Line {line}: {message}")
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class TextStory:
    """A story as filed; `read_more[i]` is the headline that the related block `read-more-{i+1}` names."""

    headline: str
    standfirst: str
    blocks: tuple[Block, ...]
    read_more: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a paragraph that began in it."""

    number: int
    text: str


def parse(data: bytes) -> TextStory:
    """Return the story in `data`; raises FormatError with the line when there is none.

    Paragraphs are lines, or, in a file with blank lines between paragraphs, the groups between those
    whose lines look wrapped by hand.
    """
    lines = lines_of(_decode(data))
    filled = [line for line in lines if line.text]
    if not filled:
        raise FormatError(1, "The file is empty. It needs a headline, a standfirst and paragraphs.")
    headline, standfirst = _opening(filled)
    blocks, read_more = _body(paragraphs(lines[standfirst.number :]))
    if not any(block.tag == "p" for block in blocks):
        raise FormatError(filled[-1].number, "No paragraph follows the headline and the standfirst.")
    return TextStory(headline.text, standfirst.text, tuple(blocks), tuple(read_more))


def _decode(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise FormatError(1, f"The file has {len(data):,} bytes; a story has at most {MAX_BYTES:,}.")
    is_utf_16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encodings = ["utf-16"] if is_utf_16 else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            before = error.object[: error.start]
            line = len(LINE_END.split(before.decode("latin-1")))
            if encoding == "utf-8-sig" and (data.startswith(codecs.BOM_UTF8) or not before.isascii()):
                message = "This character is not valid UTF-8, as the text before it is. Save the story as UTF-8 again."
                raise FormatError(line, message) from None
            continue
        if "\0" not in text:
            return text
        line = len(LINE_END.split(text[: text.index("\0")]))
        break
    raise FormatError(line, "This is not a text file. Save the story as plain text (UTF-8) and send it again.")


def _opening(filled: list[Line]) -> tuple[Line, Line]:
    for line in filled[:2]:
        if READ_MORE.fullmatch(line.text):
            raise FormatError(line.number, "READ MORE stands before the standfirst. Put it between paragraphs.")
    headline = filled[0]
    if len(headline.text) > MAX_HEADLINE:
        raise FormatError(
            headline.number,
            f"The headline has {len(headline.text)} characters; at most {MAX_HEADLINE} fit.",
        )
    if len(filled) < 2:
        raise FormatError(headline.number, "No standfirst follows the headline.")
    standfirst = filled[1]
    if len(standfirst.text) > MAX_STANDFIRST:
        raise FormatError(
            standfirst.number,
            f"The standfirst has {len(standfirst.text)} characters; at most {MAX_STANDFIRST} fit.",
        )
    return headline, standfirst


def lines_of(text: str) -> list[Line]:
    """Return every line of `text`, cleaned, also the empty ones."""
    return [Line(number, clean_line(line)) for number, line in enumerate(LINE_END.split(text), start=1)]


def paragraphs(lines: list[Line]) -> Iterator[Line]:
    """Yield paragraphs: lines, or lines joined where blank lines part the paragraphs of this file."""
    numbers = [line.number for line in lines if line.text]
    if all(after == before + 1 for before, after in pairwise(numbers)):
        yield from (line for line in lines if line.text)
        return
    for has_text, group in groupby(lines, key=lambda line: bool(line.text)):
        if has_text:
            yield from _grouped(_with_headlines(group))


def _with_headlines(group: Iterable[Line]) -> list[Line]:
    """Return the lines of `group`, with the line after a READ MORE that has only a colon joined to that."""
    joined: list[Line] = []
    for line in group:
        reference = READ_MORE.fullmatch(joined[-1].text) if joined else None
        if reference and reference[1] == "" and not READ_MORE.fullmatch(line.text):
            joined[-1] = Line(joined[-1].number, f"{joined[-1].text} {line.text}")
        else:
            joined.append(line)
    return joined


def _grouped(group: Iterable[Line]) -> Iterator[Line]:
    """Yield the paragraphs among the lines between two blank ones; each READ MORE stands by itself."""
    for is_reference, run in groupby(group, key=lambda line: bool(READ_MORE.fullmatch(line.text))):
        lines = list(run)
        if is_reference or not _looks_wrapped([line.text for line in lines]):
            yield from lines
        else:
            yield Line(lines[0].number, " ".join(line.text for line in lines))


def _looks_wrapped(texts: list[str]) -> bool:
    """Tell whether `texts` are the lines of one paragraph: no sentence ends with a line, or they are equally long."""
    *wrapped, last = texts
    if not wrapped:
        return False
    lengths = [len(text) for text in wrapped]
    if len(last) > max(MAX_WRAPPED, max(lengths) + MAX_RAGGED):
        return False
    if not any(_FINISHED.search(text) for text in wrapped):
        return True
    return max(lengths) <= MAX_WRAPPED and max(lengths) - min(lengths) <= MAX_RAGGED


def _body(paragraphs: Iterator[Line]) -> tuple[list[Block], list[str]]:
    blocks: list[Block] = []
    read_more: list[str] = []
    for paragraph in paragraphs:
        reference = READ_MORE.fullmatch(paragraph.text)
        if reference and not reference[1]:
            raise FormatError(paragraph.number, "READ MORE names no headline.")
        if reference and len(reference[1]) > MAX_HEADLINE:
            raise FormatError(
                paragraph.number,
                f"READ MORE names a headline of {len(reference[1])} characters; at most {MAX_HEADLINE} fit.",
            )
        if reference:
            read_more.append(reference[1])
            blocks.append(Block("related", "", related=f"read-more-{len(read_more)}"))
        else:
            blocks.append(Block("h2" if is_subhead(paragraph.text) else "p", paragraph.text))
    if blocks and blocks[-1].tag == "h2":
        blocks[-1] = Block("p", blocks[-1].text)
    return blocks, read_more


def is_subhead(text: str) -> bool:
    """Tell whether a paragraph looks like a subhead: short, unpunctuated at its end, without quote mark or label."""
    if len(text) > MAX_SUBHEAD or text.endswith(_CLOSING_PUNCTUATION):
        return False
    return text[0] not in _QUOTES and not _LABEL.match(text)
