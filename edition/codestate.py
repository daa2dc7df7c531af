"""The version of the code that renders pages: a digest of the files that decide what a page says."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

from django.apps import apps
from django.conf import settings

SUFFIXES = frozenset({".css", ".csl", ".html", ".js", ".mo", ".png", ".py", ".svg", ".ttf", ".typ"})


@cache
def code_version() -> str:
    """Return the same 16 hexadecimal digits wherever the same code runs with the same libraries and settings."""
    digest = hashlib.sha256()
    for path in _files():
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for package in sorted(f"{found.name} {found.version}" for found in distributions()):
        digest.update(package.encode() + b"\0")
    digest.update(f"{settings.DEBUG} {settings.LANGUAGES} {settings.STATIC_URL}".encode())
    return digest.hexdigest()[:16]


def _files() -> Iterator[Path]:
    """Yield the site's own files: its packages and its templates."""
    packages = [Path(app.path) for app in apps.get_app_configs()]
    own = [path for path in packages if path.parent == settings.BASE_DIR]
    for folder in [*own, settings.BASE_DIR / "templates"]:
        yield from sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES)
