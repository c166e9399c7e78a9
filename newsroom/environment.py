"""What the settings need from the machine: the data folder and a secret key that is made once."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY = 50


def secret_key(given: str, file: str, data_dir: Path) -> str:
    """Return the secret key: the given one, else the named file's text, else one generated once in `data_dir`.

    The generated file is created with `O_EXCL` and mode 0600, so that two processes starting together
    agree on one key and nobody else on the machine can read it.

    Raises ImproperlyConfigured when the key is shorter than 50 characters or the file cannot be read.
    """
    if given:
        return _long_enough(given, "SECRET_KEY")
    if file:
        return _long_enough(_read(Path(file)), f"the file {file} (SECRET_KEY_FILE)")
    path = data_dir / "secret_key"
    _create_once(path)
    return _long_enough(_read(path), f"the file {path}")


def _create_once(path: Path) -> None:
    path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    # Written under a name of its own and linked into place: a reader sees the whole key or no file.
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(64))
    try:
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


def _long_enough(key: str, source: str) -> str:
    if len(key) < SHORTEST_KEY:
        raise ImproperlyConfigured(f"The secret key in {source} is shorter than {SHORTEST_KEY} characters.")
    return key
