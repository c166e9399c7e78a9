"""Asking for pages in this process; import it once Django is set up."""

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

client = Client(headers={"host": "127.0.0.1"})


def prepare() -> None:
    """Make the demo paper ready as `make run` does."""
    call_command("migrate", verbosity=0)
    call_command("load_demo", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def sign_in(username: str) -> None:
    """Ask from now on as somebody of the demo newsroom."""
    client.force_login(User.objects.get(username=username))


def ask(address: str) -> bytes:
    """Return the page; raises RuntimeError when it is none."""
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return answer.content


def count(address: str) -> tuple[int, int]:
    """Return the number of statements and of bytes of the page, asked for once before."""
    ask(address)
    with CaptureQueriesContext(connection) as statements:
        size = len(ask(address))
    return len(statements), size
