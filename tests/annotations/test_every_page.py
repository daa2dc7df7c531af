"""Every kind of page is answered by both engines: what the tests of a page say of its looks is run on one alone."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.support.pages import ADMINISTRATION, DESK, PAGES, STATES

pytestmark = pytest.mark.usefixtures("edition")
OTHERS = {
    "/nothing/at/all/": 404,
    "/ur/articles/artcle-4/": 404,
    "/accounts/invitation/there-is-none/": 404,
    "/accounts/logout/": 405,
}


def status_of(client: Client, address: str) -> int:
    response = client.get(address)
    return response.status_code if response.streaming or response.content else 0


@pytest.mark.parametrize("address", [*PAGES, *STATES])
def test_for_readers(client: Client, address: str) -> None:
    assert status_of(client, address) == OTHERS.get(address, 200)


@pytest.mark.parametrize("address", [*DESK, *ADMINISTRATION])
def test_for_the_desk(client: Client, bob: User, address: str) -> None:
    bob.is_superuser = bob.is_staff = True
    bob.save()
    client.force_login(bob)
    assert status_of(client, address) == OTHERS.get(address, 200)
