"""A publication is seen at once, also by readers whose pages were kept."""

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client

from annotations.models import Annotation
from edition.delivery import apparatus_version
from edition.models import Article
from tests.support.notes import bring, take

pytestmark = pytest.mark.usefixtures("edition")
ARTICLE = "/articles/article-1/"


@pytest.fixture(autouse=True)
def kept(settings: LazySettings) -> None:
    settings.PAGE_CACHE_MB = 4


def test_a_publication_moves_the_etag_and_is_seen(client: Client, alice: User, bob: User):
    note = bring("submitted", alice, bob)
    before = client.get(ARTICLE)
    assert b"one of fifteen republics" not in before.content
    take(note, "publish", bob)
    after = client.get(ARTICLE, headers={"if-none-match": before.headers["ETag"]})
    assert after.status_code == 200
    assert b"one of fifteen republics" in after.content


def test_a_withdrawal_is_seen(client: Client, alice: User, bob: User):
    note = bring("published", alice, bob)
    before = client.get(ARTICLE)
    take(note, "withdraw", bob)
    after = client.get(ARTICLE, headers={"if-none-match": before.headers["ETag"]})
    assert after.status_code == 200
    assert b"one of fifteen republics" not in after.content


def test_a_draft_moves_nothing(client: Client, alice: User, bob: User):
    before = client.get(ARTICLE)
    bring("submitted", alice, bob)
    assert client.get(ARTICLE, headers={"if-none-match": before.headers["ETag"]}).status_code == 304


def test_a_publication_that_is_undone_moves_nothing(alice: User, bob: User):
    note = bring("submitted", alice, bob)
    before = apparatus_version()
    with transaction.atomic():
        take(note, "publish", bob)
        assert apparatus_version() != before
        transaction.set_rollback(True)
    assert apparatus_version() == before


def test_the_version_never_comes_back():
    before = apparatus_version()
    Article.objects.filter(slug="article-1").touch()
    first = apparatus_version()
    Article.objects.filter(slug="article-2").touch()
    assert len({before, first, apparatus_version()}) == 3
    assert Annotation.objects.published().count() == 219
