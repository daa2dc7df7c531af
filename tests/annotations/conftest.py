"""What the tests of the pages of notes share."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.annotations.html_page import Element, read


@pytest.fixture
def page(edition: None, client: Client) -> Callable[[str], Element]:
    """A reader who opens an address and reads the page as HTML."""

    def get(address: str) -> Element:
        response = client.get(address)
        assert response.status_code == 200
        return read(response.content.decode())

    return get
