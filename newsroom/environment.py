"""What the settings need from the machine: its variables, the site's address, a secret key that is made once."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY = 50
# With their usual ports.
MAIL_SERVERS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}
YES = frozenset({"1", "true", "on", "yes", "y", "ok"})
NO = frozenset({"0", "false", "off", "no", "n"})


class Environment(environ.Env):
    """The variables, and those of ENV_FILE: an empty one counts as missing, a bad one is refused by its name."""

    @classmethod
    def read(cls) -> "Environment":
        """Return the environment; what it says itself beats ENV_FILE. Raises ImproperlyConfigured without the file."""
        env = cls()
        if file := env.str("ENV_FILE", default=""):
            if not os.access(file, os.R_OK) or not Path(file).is_file():
                raise ImproperlyConfigured(f"The file {file} (ENV_FILE) cannot be read.")
            env.read_env(file, overwrite=False)
        return env

    def get_value(self, var: str, cast: Any = None, default: Any = None, parse_default: bool = False) -> Any:
        """Return the variable as that type; a “$” in it is a dollar sign, not a reference to another variable."""
        text = self.ENVIRON.get(var, "").strip()
        if not text:
            return default
        if cast is bool and text.lower() not in YES | NO:
            raise ImproperlyConfigured(f"{var} must be true or false, not {text!r}.")
        if cast is int and not (text.isascii() and text.isdigit()):
            raise ImproperlyConfigured(f"{var} must be a whole number such as 30, not {text!r}.")
        return self.parse_value(text, cast)

    def database(self, default: Path) -> dict[str, Any]:
        """Return what DATABASE_URL says; SQLite in the file `default` when it says nothing.

        Raises ImproperlyConfigured for anything but SQLite and PostgreSQL, without repeating the password in it.
        """
        address = self.str("DATABASE_URL", default="")
        if not address:
            return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(default)}
        if address.partition("://")[0] not in {"sqlite", "postgres", "postgresql"}:
            raise ImproperlyConfigured("DATABASE_URL must be sqlite:///file or postgres://user:password@host/name.")
        config: dict[str, Any] = self.db_url_config(address)
        return config

    def mail(self, sender: str) -> dict[str, Any]:
        """Return how mail is sent, as Django's settings; without EMAIL_URL none is. It comes from `sender`.

        Raises ImproperlyConfigured for what is no mail server, without repeating the password in it.
        """
        address = self.str("EMAIL_URL", default="")
        if address and not _is_mail_server(address):
            raise ImproperlyConfigured("EMAIL_URL must be smtp+tls://user:password@host:587, smtp+ssl:// or smtp://.")
        parts = urlsplit(address)
        found = self.email_url_config(address or "dummymail://")
        return {
            "EMAIL_BACKEND": found["EMAIL_BACKEND"],
            "EMAIL_HOST": found["EMAIL_HOST"],
            "EMAIL_PORT": found["EMAIL_PORT"] or MAIL_SERVERS.get(parts.scheme),
            "EMAIL_HOST_USER": found["EMAIL_HOST_USER"] or "",
            "EMAIL_HOST_PASSWORD": found["EMAIL_HOST_PASSWORD"] or "",
            "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
            "EMAIL_USE_SSL": parts.scheme == "smtp+ssl",
            "EMAIL_TIMEOUT": self.int("EMAIL_TIMEOUT", default=5),
            "DEFAULT_FROM_EMAIL": self.str("EMAIL_FROM", default="") or sender,
        }


def _is_mail_server(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(parts.scheme in MAIL_SERVERS and parts.hostname and parts.port != 0) or (
            parts.scheme == "consolemail"
        )
    except ValueError:
        return False


def site(address: str) -> SplitResult:
    """Return the parts of the site's address; raises ImproperlyConfigured unless it is scheme and host, maybe port."""
    problem = f"SITE_URL must be a full address such as https://www.example.org, not {address!r}."
    try:
        parts = urlsplit(address)
        is_full = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError as error:
        raise ImproperlyConfigured(problem) from error
    if not is_full or "@" in parts.netloc or parts.path or parts.query or parts.fragment:
        raise ImproperlyConfigured(problem)
    return parts


def secret_key(given: str, file: str, data_dir: Path) -> str:
    """Return the secret key: the given one, else the named file's text, else one generated once in `data_dir`.

    The generated file is created with `O_EXCL` and mode 0600, so that two processes starting together
    agree on one key and nobody else on the machine can read it.

    Raises ImproperlyConfigured when the key is shorter than 50 characters or the file cannot be read or made.
    """
    if given:
        return _long_enough(given, "SECRET_KEY")
    if file:
        return _long_enough(_read(Path(file)), f"the file {file} (SECRET_KEY_FILE)")
    path = data_dir / "secret_key"
    if not path.exists():
        try:
            _create_once(path)
        except OSError as error:
            raise ImproperlyConfigured(f"The secret key file {path} cannot be made: {error.strerror}.") from error
    return _long_enough(_read(path), f"the file {path}")


def _create_once(path: Path) -> None:
    path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    # Written under a name of its own and linked into place: a reader sees the whole key or no file.
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(f"The secret key file {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ImproperlyConfigured(f"The secret key file {path} is not a text file.") from error


def _long_enough(key: str, source: str) -> str:
    if len(key) < SHORTEST_KEY:
        raise ImproperlyConfigured(f"The secret key in {source} is shorter than {SHORTEST_KEY} characters.")
    return key
