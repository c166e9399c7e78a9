"""The newsroom's clock: what its wall shows as a moment, a moment in words, and the times editors choose most."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from articles.workflow import Refused

EVENING, MORNING = dt.time(20), dt.time(6)
HOUR = dt.timedelta(hours=1)
MONDAY = 0


class UnclearTime(Refused):
    """A wall time that is none or two moments, because the clocks change; `choices` are those that may be meant."""

    def __init__(self, message: str, choices: tuple[dt.datetime, dt.datetime]) -> None:
        self.choices = choices
        super().__init__(message)

    def answered(self, iso: str) -> dt.datetime | None:
        """Return the choice of this ISO form; anything else is no answer."""
        return next((choice for choice in self.choices if choice.isoformat() == iso), None)


@dataclass(frozen=True, slots=True)
class Preset:
    """A time that is chosen by one press."""

    label: str
    at: dt.datetime


def moment(day: dt.date, time: dt.time, zone: ZoneInfo, meant: str = "") -> dt.datetime:
    """Return the moment when the clocks of that zone show this day and time.

    `meant` is the answer to an UnclearTime: the ISO form of one of its choices; anything else is no answer.

    Raises UnclearTime when the clocks show it twice, or never.
    """
    # Of a time that comes twice these are the first and the second; of one that never comes, what the clocks show
    # when the skipped time is counted on from before the change, and back from after it.
    first = dt.datetime.combine(day, time, zone)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return first
    choices = sorted((_real(first), _real(second)), key=_utc)
    when = f"{time:%H:%M} on {day:%a} {day.day} {day:%b %Y}"
    if _real(first).replace(tzinfo=None) == first.replace(tzinfo=None):
        message = f"The clocks go back, so that {when} comes twice. Say which one you mean."
    else:
        message = f"The clocks go forward, so that {when} does not exist. Choose a time beside it."
    question = UnclearTime(message, (choices[0], choices[1]))
    if answer := question.answered(meant):
        return answer
    raise question


def presets(now: dt.datetime, zone: ZoneInfo) -> list[Preset]:
    """Return the times editors choose most that are still to come, each moment once, by the clocks of that zone."""
    local = now.astimezone(zone)
    today, tomorrow = local.date(), local.date() + dt.timedelta(days=1)
    monday = today + dt.timedelta(days=(MONDAY - today.weekday() - 1) % 7 + 1)
    wanted = (
        ("Tonight 20:00", today, EVENING),
        ("Tomorrow 06:00", tomorrow, MORNING),
        ("Monday 06:00", monday, MORNING),
    )
    found: dict[dt.datetime, Preset] = {}
    for label, day, time in wanted:
        at = dt.datetime.combine(day, time, zone)
        if _utc(at) > _utc(now) and _real(at).time() == time:
            found.setdefault(_utc(at), Preset(label, at))
    # The sum is made in UTC: an hour on, whatever the clocks do meanwhile.
    hence = (_utc(now) + HOUR).replace(second=0, microsecond=0).astimezone(zone)
    return [*found.values(), Preset("In 1 hour", hence)]


def city(zone: ZoneInfo) -> str:
    """Return the name by which people call the zone: "London", "Sao Paulo", "UTC"."""
    return zone.key.rpartition("/")[2].replace("_", " ")


def words(at: dt.datetime, now: dt.datetime, zone: ZoneInfo) -> str:
    """Return a moment as buttons name it: "Thu 10 Feb, 06:00 London (in 9 h 46 min)"."""
    return f"{wall(at, now, zone)} {city(zone)} ({distance(at, now)})"


def wall(at: dt.datetime, now: dt.datetime, zone: ZoneInfo) -> str:
    """Return what calendar and clock show: "Thu 10 Feb, 06:00", the year too when it is another than now's.

    Of an hour that comes twice it says which: "Sun 31 Oct, 01:30 GMT".
    """
    local = at.astimezone(zone)
    year = "" if local.year == now.astimezone(zone).year else f" {local.year}"
    is_twofold = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{local:%a} {local.day} {local:%b}{year}, {local:%H:%M}" + (f" {offset(local)}" if is_twofold else "")


def offset(local: dt.datetime) -> str:
    """Return the short name of the time that is kept: "BST", or "UTC+05:45" where it has none."""
    name = local.tzname() or ""
    if name.isalpha():
        return name
    return f"UTC{local.isoformat()[-6:]}" if local.utcoffset() else "UTC"


def distance(at: dt.datetime, now: dt.datetime) -> str:
    """Return how far away a moment is: "in 9 h 46 min", "in 3 days 2 h", "in less than a minute", "12 min ago"."""
    seconds = (_utc(at) - _utc(now)).total_seconds()
    minutes = round(abs(seconds) / 60)
    if minutes < 1:
        return "in less than a minute" if seconds > 0 else "just now"
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = [
        f"{days} day{'s' if days > 1 else ''}" if days else "",
        f"{hours} h" if hours else "",
        f"{minutes} min" if minutes and not days else "",
    ]
    said = " ".join(part for part in parts if part)
    return f"in {said}" if seconds > 0 else f"{said} ago"


def _real(local: dt.datetime) -> dt.datetime:
    """Return what the clocks show at that moment: the same, unless they skip it."""
    return _utc(local).astimezone(local.tzinfo)


def _utc(at: dt.datetime) -> dt.datetime:
    # Two moments of one zone are compared by what its clocks show: right but for the hour that comes twice.
    return at.astimezone(dt.UTC)
