"""What the tests of the pages of notes share."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests.annotations.html_page import Element, read
from tests.support import bundles


@pytest.fixture
def page(edition: None, client: Client) -> Callable[[str], Element]:
    """A reader who opens an address and reads the page as HTML."""

    def get(address: str) -> Element:
        response = client.get(address)
        assert response.status_code == 200
        return read(response.content.decode())

    return get


@pytest.fixture(scope="session")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small edition and its bundle, made once: see `bundles.build_all`. On SQLite alone."""
    place = tmp_path_factory.mktemp("bundles")
    with django_db_blocker.unblock():
        bundles.build_all(place)
    return place
