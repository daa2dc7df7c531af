"""The version of all that readers see: it moves with every change, in an edition without articles as well."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Sum
from django.test import Client

from edition import bibliography
from edition.delivery import apparatus_version
from edition.models import ApparatusVersion, Article

RECORD = {"type": "book", "title": "A Book of 2001", "issued": {"date-parts": [[2001]]}}


def test_it_moves_with_any_article_and_with_none(edition: None):
    before = apparatus_version()
    Article.objects.filter(slug="article-1").touch()
    Article.objects.touch()
    assert Article.objects.none().touch() == 0
    assert Article.objects.filter(slug="nothing").touch() == 0
    assert apparatus_version() == before + 4


def test_it_begins_anew_in_a_table_that_was_emptied(edition: None):
    ApparatusVersion.objects.all().delete()
    assert apparatus_version() == 0
    Article.objects.touch()
    assert apparatus_version() == 1


def test_it_goes_on_from_the_versions_of_the_articles(edition: None):
    ApparatusVersion.objects.all().delete()
    migration = import_module("edition.migrations.0006_apparatus_version")
    migration.begin(apps, SimpleNamespace(connection=connection))
    total = Article.objects.order_by().aggregate(sum=Sum("apparatus_version"))["sum"]
    assert apparatus_version() == total + 1 > 5


@pytest.mark.django_db(transaction=True)
def test_a_page_of_an_edition_without_articles_is_out_of_date_after_a_change(
    client: Client, admin_user: User, settings: LazySettings
):
    settings.PAGE_CACHE_MB = 4
    assert not Article.objects.exists()
    empty = client.get("/bibliography/")
    bibliography.add("smith2001", RECORD, admin_user)
    filled = client.get("/bibliography/", headers={"if-none-match": empty.headers["ETag"]})
    assert filled.status_code == 200
    assert "A Book of 2001" in filled.content.decode()
