"""Tag soup rewritten as well-nested markup in one linear pass, within limits of size and depth."""

import re

MAX_BYTES = 1_000_000
MAX_DEPTH = 50

INLINE = frozenset({"strong", "em", "s", "sub", "sup", "a"})
BLOCKS = frozenset({"p", "h2", "h3", "ul", "ol", "li", "blockquote", "aside", "figure", "div", "table"})
TABLE_PARTS = frozenset({"thead", "tbody", "tr", "th", "td"})
KNOWN = INLINE | BLOCKS | TABLE_PARTS | {"br"}
_DROPPED_WITH_CONTENT = (
    "script style iframe object svg math template select textarea title noscript noembed noframes xmp"
    " audio video canvas button"
)
DROPPED = frozenset(_DROPPED_WITH_CONTENT.split())

_VOID_TAGS = "br hr img input meta link wbr col area base embed param source track option optgroup"
_VOID = frozenset(_VOID_TAGS.split())
_BOXES = (
    "section article header footer main nav address pre dl dt dd center figcaption caption fieldset form"
    " legend details summary hgroup hr body"
)
_NAMES = {
    "b": "strong",
    "i": "em",
    "strike": "s",
    "del": "s",
    "h1": "h2",
    "h4": "h3",
    "h5": "h3",
    "h6": "h3",
    "tfoot": "tbody",
    **dict.fromkeys(_BOXES.split(), "div"),
}

# An opening tag ends what is open of these, up to the nearest barrier. Source: HTML, 13.1.2.4 Optional tags.
_CELLS = frozenset({"table", "td", "th"})
_TABLE = frozenset({"table"})
_NONE: frozenset[str] = frozenset()
_ENDS = {
    **dict.fromkeys(BLOCKS | TABLE_PARTS, (frozenset({"p"}), _CELLS)),
    "a": (frozenset({"a"}), _CELLS),
    "li": (frozenset({"li"}), _CELLS | {"ul", "ol"}),
    "td": (frozenset({"td", "th"}), _TABLE),
    "th": (frozenset({"td", "th"}), _TABLE),
    "tr": (frozenset({"td", "th", "tr"}), _TABLE),
    "thead": (TABLE_PARTS, _TABLE),
    "tbody": (TABLE_PARTS, _TABLE),
}

_ATTRIBUTE = r"""[\s/]*+(=[^\s/<>=]*+|[^\s/<>=]++)(?:\s*+=\s*+("[^"]*"|'[^']*'|[^\s<>]*+))?"""
_EACH_ATTRIBUTE = re.compile(_ATTRIBUTE)
_KEPT_ATTRIBUTES = frozenset({"href", "class", "scope", "data-entity", "data-related", "data-embed"})
_TOKEN = re.compile(
    rf"""<!--(?:-?>|.*?(?:--!?>|\Z))
    |<[!?][^>]*(?:>|\Z)
    |<(?P<raw>script|style|iframe|textarea|title|noembed|noframes|xmp)(?=[\s/>])
        .*?(?:</(?P=raw)\b[^>]*(?:>|\Z)|\Z)
    |</(?P<end>[a-z][^\s/<>]*+)[^<>]*+(?:>|(?=<)|\Z)
    |<(?P<start>[a-z][^\s/<>]*+)(?P<attributes>(?:{_ATTRIBUTE})*+)[\s/]*+(?:>|(?=<)|\Z)""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)


class Refused(ValueError):
    """A text that is not taken; the message tells a person what is wrong and what to do."""


def refuse_oversize(html: str) -> None:
    """Raise Refused when `html` has more than MAX_BYTES as UTF-8."""
    size = len(html.encode())
    if size > MAX_BYTES:
        raise Refused(
            f"This text has {size:,} bytes; at most {MAX_BYTES:,} fit. Remove pasted pictures or split the story."
        )


def balance(html: str) -> str:
    """Return `html` with known tags only, each closed in its place; raise Refused when nested too deeply.

    nh3 takes quadratic time on deep nesting. It is shown only what this pass has written, so no malformed
    tag, comment or attribute can make it see a deeper tree than was counted here.
    """
    return _Balancer().rewrite(html)


class _Balancer:
    def __init__(self) -> None:
        self._open: list[str] = []
        self._dropping = 0
        self._written: list[str] = []

    def rewrite(self, html: str) -> str:
        end = 0
        for token in _TOKEN.finditer(html):
            self._write(html[end : token.start()].replace("<", "&lt;"))
            end = token.end()
            if token["start"]:
                self._start(token)
            elif token["end"]:
                self._end(token["end"].lower())
        self._write(html[end:].replace("<", "&lt;"))
        self._cut(0)
        return "".join(self._written)

    def _start(self, token: re.Match[str]) -> None:
        tag = token["start"].lower()
        name = _NAMES.get(tag, tag)
        if name in BLOCKS:
            self._close(*_ENDS["p"])
        if name in _ENDS:
            self._close(*_ENDS[name])
        if name in KNOWN:
            self._write(f"<{name}{_attributes(token['attributes'])}>")
        if name in DROPPED and token[0].endswith("/>"):
            return
        if tag not in _VOID:
            self._push(name)
        elif name == "div":
            self._write("</div>")

    def _end(self, tag: str) -> None:
        name = _NAMES.get(tag, tag)
        if name in DROPPED:
            self._close(frozenset({name}), _NONE)
        else:
            self._close(frozenset({name}), _TABLE if name in TABLE_PARTS else _CELLS - {name})

    def _push(self, name: str) -> None:
        self._open.append(name)
        self._dropping += name in DROPPED
        if len(self._open) > MAX_DEPTH:
            raise Refused(
                f"The tags of this text are nested more than {MAX_DEPTH} deep. Paste it as plain text instead."
            )

    def _close(self, names: frozenset[str], barriers: frozenset[str]) -> None:
        """Cut at the nearest open element of the one name, or at the outermost of several `names`."""
        if names.isdisjoint(self._open):
            return
        found = None
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index] in names:
                found = index
                if len(names) == 1:
                    break
            elif self._open[index] in barriers:
                break
        if found is not None:
            self._cut(found)

    def _cut(self, length: int) -> None:
        while len(self._open) > length:
            name = self._open.pop()
            if name in KNOWN:
                self._write(f"</{name}>")
            self._dropping -= name in DROPPED

    def _write(self, markup: str) -> None:
        if not self._dropping:
            self._written.append(markup)


def _attributes(source: str) -> str:
    kept: dict[str, str] = {}
    for name, value in _EACH_ATTRIBUTE.findall(source):
        if name.lower() in _KEPT_ATTRIBUTES:
            if value[:1] in "\"'" and value[:1] == value[-1:]:
                value = value[1:-1]
            kept.setdefault(name.lower(), value.replace('"', "&quot;"))
    return "".join(f' {name}="{value}"' for name, value in kept.items())
