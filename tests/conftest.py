"""Settings and fixtures of all tests."""

import pytest
from django.conf import settings
from django.db import connections

from tests.support.database import commits, flush_past_triggers, keep_migrated_data, uses_database

pytest_plugins = ["tests.support.browser"]

STATIC_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database-only", action="store_true", help="run only the tests that use a database")


def pytest_configure() -> None:
    # Static files as they lie in the packages: hashed names would need collectstatic first.
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": STATIC_FILES}}
    settings.WHITENOISE_AUTOREFRESH = True
    settings.WHITENOISE_USE_FINDERS = True
    # A password hash that is meant to be slow would be most of the run.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if commits(item):
            keep_migrated_data(item)
    if config.getoption("--database-only"):
        pure = [item for item in items if not uses_database(item)]
        items[:] = [item for item in items if uses_database(item)]
        config.hook.pytest_deselected(items=pure)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file, as in use: a database in memory has no WAL and no second connection."""
    for database in settings.DATABASES.values():
        if database["ENGINE"] == "django.db.backends.sqlite3":
            folder = tmp_path_factory.mktemp("database")
            database.setdefault("TEST", {})["NAME"] = str(folder / "sic.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Let the flush after a committing test past the triggers that guard published texts."""
    for connection in connections.all():
        connection.ops.sql_flush = flush_past_triggers(connection)  # type: ignore[method-assign]
