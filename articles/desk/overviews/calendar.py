"""The calendar: what is planned, scheduled, held and published by desk and day; a line typed into a day is a plan."""

import datetime as dt
from dataclasses import dataclass, field

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from articles import permissions, timing
from articles.actions.moving import Denied
from articles.actions.planning import plan
from articles.desk.clock import newsroom_zone
from articles.desk.gate import answers, fetched
from articles.desk.overviews import budget
from articles.desk.overviews.agenda import Entry, agenda
from articles.desk.overviews.day import Kind, span
from articles.desk.overviews.periods import Period, address, read_period
from articles.forms.planning import read_planned
from articles.models import Article, Section
from articles.timing import UnclearTime
from articles.workflow import Move, Refused

# So much of what readers have already is shown in a cell; what is to come is shown whole.
PUBLISHED_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Typed:
    """A line that is no plan yet: where it was typed, what is wrong, and the moments between which to choose."""

    line: str = ""
    day: str = ""
    section: str = ""
    problem: str = ""
    choices: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of a desk: what happens, how much more was published, and the line that is being typed."""

    day: dt.date
    entries: list[Entry]
    more: int
    is_inside: bool
    is_today: bool
    typed: Typed | None


@dataclass(frozen=True, slots=True)
class Row:
    """A desk with its days; without a section those of stories that belong to none."""

    section: Section | None
    cells: list[Cell]
    may_plan: bool

    @property
    def slug(self) -> str:
        return self.section.slug if self.section else ""


@require_http_methods(["GET", "HEAD", "POST"])
@answers
def calendar(request: HttpRequest) -> HttpResponse:
    """Show a week (`?week=2022-W06`) or a month (`?month=2022-02`), the morning list of a day, or plan a story."""
    if not request.user.has_perm("articles.view_article"):
        raise Denied("Your account reads no stories. Ask an administrator for a role.")
    if request.method == "POST":
        return _plan(request)
    if "budget" in request.GET:
        return budget.show(request)
    return _show(request, Typed())


def _plan(request: HttpRequest) -> HttpResponse:
    """Plan what was typed; a line that is refused comes back in its cell, and nothing of it is lost."""
    user: User = request.user  # type: ignore[assignment]
    try:
        story = plan(read_planned(request.POST), by=user)
    except Refused as refusal:
        choices = _choices(refusal)
        if fetched(request):
            status = 403 if isinstance(refusal, Denied) else 400
            return JsonResponse({"error": str(refusal), "choices": choices}, status=status)
        line, day, section = (request.POST.get(name, "") for name in ("line", "day", "section"))
        return _show(request, Typed(line, day, section, str(refusal), choices), status=400)
    zone, now = newsroom_zone(), timezone.now()
    said = f"Planned: “{story}”, due {timing.wall(story.due_at, now, zone)}."  # type: ignore[arg-type]
    if fetched(request):
        return JsonResponse({"said": said, "uuid": story.uuid, "pk": story.pk})
    messages.success(request, said)
    return redirect(request.get_full_path())


def _choices(refusal: Refused) -> list[tuple[str, str]]:
    if not isinstance(refusal, UnclearTime):
        return []
    return [(at.isoformat(), f"{at:%H:%M} {timing.offset(at)}") for at in refusal.choices]


def _show(request: HttpRequest, typed: Typed, status: int = 200) -> HttpResponse:
    user: User = request.user  # type: ignore[assignment]
    now, zone = timezone.now(), newsroom_zone()
    section = request.GET.get("section", "")[:60].replace("\0", "")
    period = read_period(request.GET.get("week", ""), request.GET.get("month", ""), now.astimezone(zone).date())
    rows = calendar_of(user, period, now, section, typed)
    context = {
        **admin.site.each_context(request),
        "title": f"Calendar: {period.title}",
        "period": period,
        "rows": rows,
        "weeks": by_week(rows, period),
        "today": now.astimezone(zone).date(),
        "city": timing.city(zone),
        "section": section,
        "plans_for": next((row.section for row in rows if row.may_plan and section in {"", row.slug}), None),
        "may_publish": user.is_superuser or permissions.is_publisher(user),
        "here": request.get_full_path(),
        "before": address(period.kind, period.before, section),
        "after": address(period.kind, period.after, section),
        "other": _other(period, section),
        "kinds": list(Kind),
        "sections_here": list(Section.objects.filter(parent=None)),
    }
    return TemplateResponse(request, "desk/calendar.html", context, status=status)


def _other(period: Period, section: str) -> str:
    """Return the address of the same days in the other view."""
    first = period.inside[0]
    year, week, _ = first.isocalendar()
    if period.kind == "week":
        return address("month", f"{first:%Y-%m}", section)
    return address("week", f"{year}-W{week:02}", section)


def calendar_of(user: User, period: Period, now: dt.datetime, section: str, typed: Typed) -> list[Row]:
    """Return the desks with their days: those of that person, and those with something to show."""
    zone = newsroom_zone()
    entries = agenda(user, *span(period.first, period.days, zone), now, section)
    filled: dict[tuple[int | None, dt.date], list[Entry]] = {}
    for entry in entries:
        filled.setdefault((entry.mark.desk, entry.mark.at.date()), []).append(entry)
    shown = {desk for desk, _ in filled}
    today, rows = now.astimezone(zone).date(), []
    for desk in [*Section.objects.select_related("parent"), None]:
        may_plan = desk is not None and _may_plan(user, desk)
        key = desk.pk if desk else None
        if key in shown or (may_plan and _is_asked_for(desk, section)):
            days = [
                _cell(date, filled.get((key, date), []), period, today, _typed_here(typed, desk, date))
                for week in period.weeks
                for date in week
            ]
            rows.append(Row(desk, days, may_plan))
    return rows


def _is_asked_for(desk: Section | None, section: str) -> bool:
    names = {desk.slug, desk.parent.slug if desk.parent else ""} if desk else set()
    return not section or section in names


def _may_plan(user: User, desk: Section) -> bool:
    may_start = user.has_perm("articles.add_article")
    return may_start and user.has_perm(Move.ASSIGN.permission, Article(section=desk, created_by=user))


def _typed_here(typed: Typed, desk: Section | None, date: dt.date) -> Typed | None:
    is_here = desk is not None and (typed.section, typed.day) == (desk.slug, date.isoformat())
    return typed if is_here else None


def _cell(date: dt.date, entries: list[Entry], period: Period, today: dt.date, typed: Typed | None) -> Cell:
    published = [entry for entry in entries if entry.mark.kind is Kind.PUBLISHED]
    hidden = set(map(id, published[PUBLISHED_SHOWN:]))
    kept = [entry for entry in entries if id(entry) not in hidden]
    first, last = period.inside
    return Cell(date, kept, len(hidden), first <= date <= last, date == today, typed)


def by_week(rows: list[Row], period: Period) -> list[list[Cell]]:
    """Return the days of all desks together, week by week, for a month."""
    weeks = []
    for number in range(len(period.weeks)):
        days = [[row.cells[7 * number + day] for row in rows] for day in range(7)]
        weeks.append([_together(cells, date) for cells, date in zip(days, period.weeks[number], strict=True)])
    return weeks


def _together(cells: list[Cell], date: dt.date) -> Cell:
    if not cells:
        return Cell(date, [], 0, True, False, None)
    entries = sorted((entry for cell in cells for entry in cell.entries), key=lambda entry: entry.mark.at)
    typed = next((cell.typed for cell in cells if cell.typed), None)
    return Cell(date, entries, sum(cell.more for cell in cells), cells[0].is_inside, cells[0].is_today, typed)


urlpatterns = [path("calendar/", calendar, name="desk_calendar")]
