"""A site of its own for one measurement: settings in a temporary folder, an empty SQLite database, migrated."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory


@contextmanager
def temporary_site() -> Iterator[str]:
    """Set Django up on an empty database; yield the folder that holds it. Import models inside only."""
    with TemporaryDirectory() as folder:
        os.environ.pop("DATABASE_URL", None)
        os.environ |= {"DJANGO_SETTINGS_MODULE": "edition.settings", "SIC_DATA_DIR": folder}
        set_up()
        from django.core.management import call_command
        from django.db import connections

        call_command("migrate", verbosity=0)
        try:
            yield folder
        finally:
            connections.close_all()


def set_up() -> None:
    """Set Django up as the environment says, with static files as they lie in the packages."""
    import django
    from django.conf import settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    django.setup()
