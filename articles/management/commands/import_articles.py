"""Import stories from plain text files."""

import datetime as dt
from argparse import ArgumentParser
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from articles.actions.fields import BylineData
from articles.actions.importing import FileOptions, FileReport, import_file, importer
from articles.models import Section
from people.models import Person

HELP = """Import stories from text files: line 1 the headline, line 2 the standfirst, then the text; short lines
without closing punctuation are subheads, "READ MORE: headline" refers to another story. A file is known by its name:
importing it again changes nothing, or brings the story up to date when the file has changed."""


class Command(BaseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--section", help="slug of the section")
        parser.add_argument("--date", help="when it was written or, with --publish, published: 2022-02-09[T20:14]")
        parser.add_argument("--byline", action="append", help="a name; may be given more than once")
        parser.add_argument("--language", help="BCP 47, such as en-gb")
        parser.add_argument("--by", metavar="USERNAME", help="on whose account (default: the importer's own)")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")
        live = parser.add_mutually_exclusive_group()
        live.add_argument("--publish", action="store_true", help="give the stories to readers at once")
        live.add_argument("--draft", action="store_false", dest="publish", help="leave them to the desk (the default)")

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic() if options["dry_run"] else nullcontext():
            counts = self._import(options)
            if options["dry_run"]:
                transaction.set_rollback(True)
        self._sum_up(counts, options["dry_run"])

    def _import(self, options: dict[str, Any]) -> Counter[str]:
        chosen = FileOptions(
            section=self._section(options["section"]),
            at=self._moment(options["date"], options["publish"]),
            bylines=self._bylines(options["byline"]),
            language=options["language"],
            publish=options["publish"],
            by=self._user(options["by"]),
        )
        counts: Counter[str] = Counter()
        named: dict[str, Path] = {}
        for path in options["files"]:
            first = named.setdefault(path.stem, path)
            report = import_file(path, chosen) if _is_same(first, path) else _same_name(first)
            counts[report.outcome] += 1
            self._print(path, report)
        return counts

    def _print(self, path: Path, report: FileReport) -> None:
        out = self.stderr if report.outcome in FileReport.FAILURES else self.stdout
        out.write(f"{report.outcome:<10}{path}{':' if report.details else ''} {'; '.join(report.details)}".rstrip())

    def _sum_up(self, counts: Counter[str], dry_run: bool) -> None:
        words = ["created", "changed", "unchanged", "skipped", "broken"]
        total = ", ".join(f"{counts[word]} {word}" for word in words)
        self.stdout.write(f"{'Nothing was changed. It would be: ' if dry_run else ''}{total}.")
        if counts["broken"]:
            raise CommandError(f"{counts['broken']} of {counts.total()} files are broken; the others went in.")

    def _section(self, slug: str | None) -> str | None:
        if slug is not None and not Section.objects.filter(slug=slug).exists():
            known = ", ".join(Section.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no section “{slug}”. Sections: {known}.")
        return slug

    def _moment(self, text: str | None, publish: bool) -> dt.datetime | None:
        if text is None:
            return None
        try:
            day = parse_date(text)
            moment = dt.datetime.combine(day, dt.time()) if day else parse_datetime(text)
        except ValueError:
            moment = None
        if moment is None:
            raise CommandError(f"--date: “{text}” is no date such as 2022-02-09 or 2022-02-09T20:14.")
        if timezone.is_naive(moment):
            moment = timezone.make_aware(moment)
        if publish and moment > timezone.now():
            raise CommandError(
                "--date: stories cannot be published for a time to come. Import drafts and schedule them."
            )
        return moment

    def _bylines(self, names: list[str] | None) -> list[BylineData] | None:
        if names is None:
            return None
        known = Person.objects.filter(name__in=names, merged_into=None).values_list("name", "slug")
        slugs = dict(known)
        for name, count in Counter(name for name, _ in known).items():
            if count > 1:
                raise CommandError(f"--byline: {count} people are called “{name}”. Choose one at the desk instead.")
        return [BylineData(person=slugs[name]) if name in slugs else BylineData(name=name) for name in names]

    def _user(self, username: str | None) -> User:
        if username is None:
            return importer()
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no user “{username}”.")
        return user


def _is_same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def _same_name(first: Path) -> FileReport:
    problem = f"a file is known by its name, and “{first}” in this run has the same. Rename one of them."
    return FileReport(FileReport.BROKEN, [problem])
