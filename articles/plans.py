"""A story planned in a line as it is typed into the calendar: “Truss in Moscow @mia 400w photo 15:00”."""

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.workflow import Refused

LONGEST = 300
MOST_WORDS = 100_000
NAME = re.compile(r"@([\w.+-]+)")
TIME = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)
LENGTH = re.compile(r"(\d{1,9})w(?:ords?)?", re.ASCII | re.IGNORECASE)
PICTURE = re.compile(r"(?:photos?|pictures?|pix)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is wanted: a headline, and if they were said the name of who writes it, a time, a length, a picture."""

    headline: str
    name: str = ""
    time: dt.time | None = None
    words: int | None = None
    needs_picture: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """A colleague as they may be called after the @; `key` is their account's."""

    key: int
    login: str
    first: str
    last: str

    @property
    def shown(self) -> str:
        return f"@{self.login} ({f'{self.first} {self.last}'.strip() or self.login})"

    @property
    def names(self) -> set[str]:
        """Everything they answer to, in small letters."""
        said = {self.login, self.first, self.last, f"{self.first}.{self.last}", f"{self.first}{self.last[:1]}"}
        return {name.casefold() for name in said if name.strip(".")}


def read_plan(line: str) -> Plan:
    """Return what a line says. A name may stand anywhere; length, picture and time are read from the end of it.

    Raises Refused for a line without a headline, a time or length that is none, and for anything said twice.
    """
    tokens = line.split()
    names = [found[1] for token in tokens if (found := NAME.fullmatch(token))]
    rest = [token for token in tokens if not NAME.fullmatch(token)]
    said: dict[str, list[str]] = {"time": [], "words": [], "picture": []}
    while rest and (kind := _kind(rest[-1])):
        said[kind].append(rest.pop())
    headline = " ".join(rest)
    _refuse_unclear(headline, names, said)
    return Plan(
        headline,
        names[0] if names else "",
        _time(said["time"][0]) if said["time"] else None,
        _words(said["words"][0]) if said["words"] else None,
        bool(said["picture"]),
    )


def find_name(name: str, colleagues: Iterable[Known]) -> Known:
    """Return the colleague who is called that; a login counts before other names.

    Raises Refused with those whose names are near it when nobody is, and with all of them when several are.
    """
    everybody, wanted = list(colleagues), name.casefold()
    exact = [one for one in everybody if one.login.casefold() == wanted]
    found = exact or [one for one in everybody if wanted in one.names]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(f"Several are called “@{name}”: {_listed(found)}. Write the one you mean.")
    near = list(_near(wanted, everybody))
    hint = f"Did you mean {_listed(near)}?" if near else "Write the name somebody signs in with, such as @mia."
    raise Refused(f"Nobody is called “@{name}”. {hint}")


def _kind(token: str) -> str:
    if TIME.fullmatch(token):
        return "time"
    if LENGTH.fullmatch(token):
        return "words"
    return "picture" if PICTURE.fullmatch(token) else ""


def _refuse_unclear(headline: str, names: list[str], said: dict[str, list[str]]) -> None:
    if not headline:
        raise Refused("Say first what the story is about, such as “Truss in Moscow @mia 400w photo 15:00”.")
    if len(headline) > LONGEST:
        raise Refused(f"The headline is longer than {LONGEST} characters; the rest belongs into the story.")
    if len(names) > 1:
        raise Refused(f"A story is planned for one person; “@{names[1]}” can be added in its byline.")
    if len(said["time"]) > 1 or len(said["words"]) > 1:
        twice = said["time"] if len(said["time"]) > 1 else said["words"]
        raise Refused(f"“{twice[1]}” and “{twice[0]}” are both there. Leave the one you mean.")


def _time(text: str) -> dt.time:
    hour, minute = (int(part) for part in text.split(":"))
    if hour > 23 or minute > 59:
        raise Refused(f"No clock shows {text}. Write the time as 15:00.")
    return dt.time(hour, minute)


def _words(text: str) -> int:
    number = int(text.rstrip("wordsWORDS"))
    if not 0 < number <= MOST_WORDS:
        raise Refused(f"“{text}” is no length. Write it as 400w.")
    return number


def _near(wanted: str, everybody: list[Known]) -> Iterator[Known]:
    for one in everybody:
        if difflib.get_close_matches(wanted, one.names, n=1, cutoff=0.6) or any(
            name.startswith(wanted[:3]) for name in one.names
        ):
            yield one


def _listed(people: list[Known]) -> str:
    return " or ".join(one.shown for one in people[:4])
