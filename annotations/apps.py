"""The app of the notes: what it adds to the search index, and an index for an edition that has none yet."""

from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import post_migrate


class AnnotationsConfig(AppConfig):
    name = "annotations"

    def ready(self) -> None:
        from annotations import searching as searching  # registers what is found of the notes
        from annotations import verifying as verifying  # and what is verified of them

        post_migrate.connect(index_what_is_there, sender=self)


def index_what_is_there(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Index an edition that was stored before there was an index, once no migration is wanting.

    It is no migration, for it reads what the models of today say is found.
    """
    from edition.models import Article, SearchEntry
    from edition.search.providers import rebuild

    executor = MigrationExecutor(connections[using])
    if using != DEFAULT_DB_ALIAS or executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    if Article.objects.exists() and not SearchEntry.objects.exists():
        rebuild()
