"""Settings read from the environment: each helper names the variable and says what to do when its value is wrong."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


def flag(name: str, default: bool = False) -> bool:
    """Return the boolean in the variable `name`; raises ImproperlyConfigured for a word that is neither yes nor no."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in TRUE:
        return True
    if value.strip().lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name}={value!r} is neither yes nor no. Write 1 or 0.")


def words(name: str, default: str = "") -> list[str]:
    """Return the comma-separated words in the variable `name`, blanks removed."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def number(name: str, default: int) -> int:
    """Return the whole number in the variable `name`; raises ImproperlyConfigured for anything else."""
    value = os.environ.get(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={value!r} is not a whole number.") from None


def cache(name: str) -> dict[str, Any]:
    """Return the cache that the variable `name` asks for: a table of the database, or Redis by its URL.

    Raises ImproperlyConfigured for any other URL.
    """
    url = os.environ.get(name, "")
    if url.startswith(("redis://", "rediss://", "unix://")):
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
    if url:
        raise ImproperlyConfigured(
            f"{name}={url!r} is no address of Redis. Write redis://host:6379/0, or leave it out."
        )
    options = {"MAX_ENTRIES": 20_000}
    return {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "edition_cache", "OPTIONS": options}


def secret(path: Path) -> str:
    """Return the secret kept in `path`, made on first use and readable by its owner alone."""
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=path.parent)  # readable by its owner alone
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64))
    # Linked whole or not at all: two processes that start at once share the secret of the first.
    with contextlib.suppress(FileExistsError):
        os.link(aside, path)
    os.unlink(aside)
    return path.read_text(encoding="ascii").strip()
