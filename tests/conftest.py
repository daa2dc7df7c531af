"""Settings and fixtures of all tests."""

from collections.abc import Iterator

import pytest
import pytest_django
from django.conf import settings
from django.db import connections
from hypothesis import settings as hypothesis_settings

from tests.support.database import (
    commits,
    flush_past_triggers,
    keep_migrated_data,
    migrated_data_only,
    uses_database,
)
from tests.support.fixture_edition import load, load_if_empty

# `site` before `browser`, which imports it: pytest rewrites a plugin as it first imports it.
pytest_plugins = ["tests.support.site", "tests.support.browser", "tests.support.cast", "tests.support.fresh_site"]

STATIC_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database-only", action="store_true", help="run only the tests that use a database")


def pytest_configure() -> None:
    # Static files as they lie in the packages: hashed names would need collectstatic first.
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": STATIC_FILES}}
    settings.WHITENOISE_AUTOREFRESH = True
    settings.WHITENOISE_USE_FINDERS = True
    # Each test sees the queries of its own requests; tests of delivery turn this on.
    settings.PAGE_CACHE_MB = 0
    # A password hash that is meant to be slow would be most of the run.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # A busy machine is no failure of a property.
    hypothesis_settings.register_profile("sic", deadline=None)
    hypothesis_settings.load_profile("sic")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if commits(item):
            keep_migrated_data(item)
            # Set up first, and so torn down after the flush.
            item.fixturenames.insert(0, "edition_back")  # type: ignore[attr-defined]
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
def django_db_setup(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> None:
    """Load the edition once; let flushes past the triggers.

    A committing test begins with the migrated data and nothing else; it asks for `edition` to have more.
    """
    for connection in connections.all():
        connection.ops.sql_flush = flush_past_triggers(connection)  # type: ignore[method-assign]
        migrated_data_only(connection)
    with django_db_blocker.unblock():
        load()


@pytest.fixture
def edition_back(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """Give the tests after a committing one the loaded edition again, in whatever order they run."""
    yield
    with django_db_blocker.unblock():
        load_if_empty()


@pytest.fixture
def edition(db: None) -> None:
    """The edition of fixtures/pakistan-russia, in a committing test as well."""
    load_if_empty()
