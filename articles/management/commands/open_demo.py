"""Make everything ready that the demo paper needs, and say where it will be; `make run` then starts the server."""

import hashlib
import socket
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from articles.management import demo, passwords


class Command(BaseCommand):
    help = "Migrate, load the demo paper, collect static files, set first passwords: each only where it is missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        port = options["port"]
        _refuse_taken(port)
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Making the tables …")
            call_command("migrate", verbosity=0)
        if not demo.is_loaded(demo.FOLDER):
            self.stdout.write("Loading the demo paper …")
            call_command("load_demo", demo.FOLDER, stdout=self.stdout)
        self._collect_static()
        fresh = passwords.set_missing()
        self._say_where(f"http://127.0.0.1:{port}/", fresh)

    def _collect_static(self) -> None:
        stamp = Path(settings.STATIC_ROOT) / ".sources"
        sources = hashlib.sha256("\n".join(_sources()).encode()).hexdigest()
        if stamp.is_file() and stamp.read_text() == sources:
            return
        self.stdout.write("Collecting static files …")
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(sources)

    def _say_where(self, site: str, fresh: dict[str, str]) -> None:
        self.stdout.write(f"\n  {settings.PAPER_NAME} is at    {site}\n  Its newsroom is at  {site}admin/\n")
        if fresh:
            self.stdout.write("\n  Sign in as (these passwords are shown only this once):")
            for line in passwords.lines(fresh):
                self.stdout.write(f"    {line}")
        else:
            names = ", ".join(passwords.usernames())
            self.stdout.write(f"\n  Sign in as {names}. Lost the passwords? “make passwords” sets new ones.")
        self.stdout.write("\n  Ctrl+C stops the server.\n")


def _sources() -> Iterator[str]:
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            yield f"{path} {found.st_size} {found.st_mtime_ns}"


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(f"Port {port} is taken ({error.strerror}). Try: make run PORT=8001") from error
