"""What a publisher has chosen in the panel: when, as what kind of change, with which note; and what that is called."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from articles import timing
from articles.models import EditionKind
from articles.timing import UnclearTime
from articles.workflow import Place, Refused, Standing

# No newsroom plans beyond these, and both databases end a little after them.
YEARS = range(1900, 9000)
MINUTE = dt.timedelta(minutes=1)
NO_TIME = "Choose a day and a time."


@dataclass(frozen=True, slots=True)
class Clock:
    """A day and a time as typed, with the moment they are; unclear ones ask a question, which `meant` answers."""

    day: str = ""
    time: str = ""
    meant: str = ""
    at: dt.datetime | None = None
    question: UnclearTime | None = None

    @classmethod
    def read(cls, data: Mapping[str, str], zone: ZoneInfo, prefix: str = "") -> "Clock":
        """Return what the fields `day`, `time` and `meant` of that prefix say in this zone."""
        written, clock, meant = (data.get(f"{prefix}{name}", "") for name in ("day", "time", "meant"))
        typed = cls(written, clock, meant)
        try:
            day, time = dt.date.fromisoformat(typed.day), dt.time.fromisoformat(typed.time)
            if day.year not in YEARS:
                return typed
            at = timing.moment(day, time.replace(second=0, microsecond=0), zone)
        except UnclearTime as question:
            answer = question.answered(typed.meant)
            return replace(typed, question=question, at=answer and answer.astimezone(dt.UTC))
        except ValueError:
            return typed
        # In UTC, because a time that comes twice equals no other in Python.
        return replace(typed, at=at.astimezone(dt.UTC))

    @classmethod
    def of(cls, at: dt.datetime, zone: ZoneInfo) -> "Clock":
        """Return what has to be typed to mean that moment; a clock without seconds shows the minute after it."""
        at += -dt.timedelta(seconds=at.second, microseconds=at.microsecond) % MINUTE
        local = at.astimezone(zone)
        return cls(f"{local:%Y-%m-%d}", f"{local:%H:%M}", local.isoformat(), at.astimezone(dt.UTC))

    def moment(self) -> dt.datetime:
        """Return the moment; raises Refused, also UnclearTime, when there is none."""
        if self.at is None:
            raise self.question or Refused(NO_TIME)
        return self.at


@dataclass(frozen=True, slots=True)
class Choice:
    """When a story goes live (`is_later`: at the clock's time, else now), why again, and what readers are told."""

    is_later: bool = False
    clock: Clock = Clock()
    kind: EditionKind | None = None
    note: str = ""

    @classmethod
    def read(cls, data: Mapping[str, str], zone: ZoneInfo) -> "Choice":
        """Return what was posted; a preset that was pressed beats the fields for the time."""
        preset = _moment(data.get("preset", ""))
        kind = data.get("kind", "")
        return cls(
            is_later=data.get("when") == "at" or preset is not None,
            clock=Clock.of(preset, zone) if preset else Clock.read(data, zone),
            kind=EditionKind(kind) if kind in EditionKind.values else None,
            note=data.get("note", ""),
        )

    @property
    def at(self) -> dt.datetime | None:
        """The moment to schedule for; None is now, or a time that is still unclear."""
        return self.clock.at if self.is_later else None

    @property
    def effect(self) -> str:
        """What pressing the button does, as data: the button posts it, and nothing else is done."""
        at = self.clock.at.isoformat() if self.clock.at else "?"
        return " ".join(filter(None, [f"at {at}" if self.is_later else "now", self.kind]))

    def label(self, place: Place, now: dt.datetime, zone: ZoneInfo, *, is_known: bool) -> str:
        """Return what the button says of its effect on a story that stands there; `is_known` to readers or not."""
        later = ""
        if self.is_later:
            later = f" for {timing.words(self.clock.at, now, zone)}" if self.clock.at else " for …"
        if not is_known:
            return _first(place, later)
        what = CHANGES.get(self.kind, "update") if self.kind else "update"
        if place.standing in {Standing.EXPIRED, Standing.WITHDRAWN}:
            return f"Schedule the return{later}, as {what}" if later else f"Bring back now, as {what}"
        return f"Schedule {what}{later}" if later else f"Publish {what}"


CHANGES = {
    EditionKind.FIX: "small fix",
    EditionKind.UPDATE: "update",
    EditionKind.CORRECTION: "update with correction",
    EditionKind.CLARIFICATION: "update with clarification",
}


def _first(place: Place, later: str) -> str:
    if place.starts is None:
        return f"Schedule{later}" if later else "Publish now"
    return f"Reschedule{later}" if later else "Publish now, not as scheduled"


def _moment(iso: str) -> dt.datetime | None:
    """Return the moment an ISO text says, None when it says none that a newsroom plans."""
    try:
        at = dt.datetime.fromisoformat(iso)
    except ValueError:
        return None
    return at if at.tzinfo and at.year in YEARS else None
