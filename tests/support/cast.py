"""The people of the tests, one of each right, and a logged-in client for each."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

PASSWORD = "correct horse battery"


def make_user(username: str, full_name: str, group: str = "", *, staff: bool = False) -> User:
    """Store a user with PASSWORD, in `group` where one is named."""
    given, family = full_name.split()
    names = {"first_name": given, "last_name": family, "email": f"{username}@example.org"}
    user = User.objects.create_user(username, password=PASSWORD, is_staff=staff, **names)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def log_in(user: User) -> Client:
    """Return a client of its own in which `user` is logged in."""
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def alice(db: None) -> User:
    """A contributor: writes notes and submits them."""
    return make_user("alice", "Alice Abbasi", "contributor")


@pytest.fixture
def bob(db: None) -> User:
    """An editor: reviews as well."""
    return make_user("bob", "Bob Baranov", "editor")


@pytest.fixture
def carol(db: None) -> User:
    """Another editor."""
    return make_user("carol", "Carol Chaudhry", "editor")


@pytest.fixture
def admin_ann(db: None) -> User:
    """An administrator, with the stock admin."""
    return make_user("ann", "Ann Arif", "administrator", staff=True)


@pytest.fixture
def dave(db: None) -> User:
    """Someone with an account and no group."""
    return make_user("dave", "Dave Durrani")


@pytest.fixture
def as_alice(alice: User) -> Client:
    return log_in(alice)


@pytest.fixture
def as_bob(bob: User) -> Client:
    return log_in(bob)


@pytest.fixture
def as_carol(carol: User) -> Client:
    return log_in(carol)


@pytest.fixture
def as_admin_ann(admin_ann: User) -> Client:
    return log_in(admin_ann)


@pytest.fixture
def as_dave(dave: User) -> Client:
    return log_in(dave)
