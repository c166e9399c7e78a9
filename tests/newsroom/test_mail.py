"""How mail is sent: nowhere until a server is named, and never by a setting that is half right."""

import os
from unittest.mock import patch

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom.environment import Environment


@pytest.fixture(autouse=True)
def nothing():
    """Each test has an environment of its own, empty."""
    with patch.dict(os.environ, clear=True):
        yield


def test_no_mail_is_sent_until_a_server_is_named():
    found = Environment.read().mail("newsroom@example.org")

    assert found["EMAIL_BACKEND"] == "django.core.mail.backends.dummy.EmailBackend"
    assert (found["DEFAULT_FROM_EMAIL"], found["EMAIL_TIMEOUT"]) == ("newsroom@example.org", 5)


@pytest.mark.parametrize(
    ("address", "port", "tls", "ssl"),
    [
        ("smtp+tls://desk%40paper:s3c%2Fret@mail.example", 587, True, False),
        ("smtp+ssl://desk%40paper:s3c%2Fret@mail.example", 465, False, True),
        ("smtp://desk%40paper:s3c%2Fret@mail.example:2525", 2525, False, False),
    ],
)
def test_a_server_is_named_by_its_address(address, port, tls, ssl):
    os.environ |= {"EMAIL_URL": address, "EMAIL_FROM": "Desk <desk@example.org>", "EMAIL_TIMEOUT": "9"}

    assert Environment.read().mail("newsroom@example.org") == {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "mail.example",
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": "desk@paper",
        "EMAIL_HOST_PASSWORD": "s3c/ret",
        "EMAIL_USE_TLS": tls,
        "EMAIL_USE_SSL": ssl,
        "EMAIL_TIMEOUT": 9,
        "DEFAULT_FROM_EMAIL": "Desk <desk@example.org>",
    }


@pytest.mark.parametrize(
    "address",
    ["mail.example", "smtp://", "https://u:s3cret@mail.example", "smtp://u:s3cret@mail.example:x", "smtp+tls:"],
)
def test_what_is_no_mail_server_stops_the_start_without_a_word_of_the_password(address):
    os.environ["EMAIL_URL"] = address

    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL must be") as refusal:
        Environment.read().mail("newsroom@example.org")

    assert "s3cret" not in str(refusal.value)


def test_mails_may_be_written_to_the_console():
    os.environ["EMAIL_URL"] = "consolemail://"

    assert Environment.read().mail("")["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend"
