"""Tokens: made behind a password, shown once, hashed at rest, good for no more and no longer than they say."""

import hashlib
import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.test import Client, RequestFactory
from django.utils import timezone

from edition import tokens
from edition.models import AccessToken
from edition.people import roles
from edition.tokens import TokenError
from tests.support.cast import PASSWORD

pytestmark = pytest.mark.django_db
FORM = {"name": "Zotero bridge", "scope": "write", "days": "90"}


def bearing(token: str, address: str = "/") -> Any:
    return RequestFactory().get(address, headers={"Authorization": f"Bearer {token}"})


def change(row: AccessToken, **columns: Any) -> None:
    AccessToken.objects.filter(pk=row.pk).update(**columns)


def test_of_a_token_the_hash_is_kept_and_the_day_of_use(alice: User) -> None:
    row, token = tokens.issue(alice, "A program", "read", 30)
    assert re.fullmatch(r"sic_[A-Za-z0-9_-]{43}", token)
    assert row.digest == hashlib.sha256(token.encode()).hexdigest()
    assert row.expires_at - row.created_at == timedelta(days=30)
    assert tokens.account(bearing(token)) == alice
    row.refresh_from_db()
    assert row.used_on == timezone.now().date()


def test_a_request_without_a_token_has_no_account() -> None:
    assert tokens.account(RequestFactory().get("/")) is None
    assert tokens.account(RequestFactory().get("/", headers={"Authorization": "Basic YTpi"})) is None
    with pytest.raises(TokenError) as caught:
        tokens.required(RequestFactory().get("/"))
    assert (caught.value.status, caught.value.challenge) == (401, 'Bearer realm="Sic"')


def test_dead_tokens_and_too_narrow_ones(alice: User) -> None:
    row, token = tokens.issue(alice, "A program", "read", 30)
    refused = [
        (bearing("sic_unknown"), "read", 401, 'error="invalid_token"'),
        (bearing(token), "write", 403, 'error="insufficient_scope", scope="write"'),
        (bearing(token, f"/?access_token={token}"), "read", 400, 'error="invalid_request"'),
    ]
    for request, scope, status, error in refused:
        with pytest.raises(TokenError) as caught:
            tokens.account(request, scope)
        assert (caught.value.status, caught.value.challenge) == (status, f'Bearer realm="Sic", {error}')
    assert tokens.revoke(alice, row.pk)
    assert not tokens.revoke(alice, row.pk)
    with pytest.raises(TokenError, match="no longer"):
        tokens.account(bearing(token))


def test_tokens_of_closed_accounts_and_old_ones_die(alice: User, bob: User) -> None:
    _row, token = tokens.issue(alice, "A program", "write", 30)
    roles.set_active(alice, False)
    old = AccessToken(user=bob, name="Old", digest=tokens.digest("sic_old"), scope="read", expires_at=timezone.now())
    old.save()
    for dead in (token, "sic_old"):
        with pytest.raises(TokenError) as caught:
            tokens.account(bearing(dead))
        assert caught.value.code == "invalid_token"
    roles.set_active(alice, True)
    with pytest.raises(TokenError):
        tokens.account(bearing(token))


def test_an_account_has_twenty_at_most(alice: User) -> None:
    first, _token = tokens.issue(alice, "1", "read", 30)
    for number in range(2, tokens.MOST + 1):
        tokens.issue(alice, str(number), "read", 30)
    with pytest.raises(tokens.TooManyError):
        tokens.issue(alice, "one more", "read", 30)
    tokens.revoke(alice, first.pk)
    tokens.issue(alice, "one more", "read", 30)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE edition_accesstoken SET scope = 'write' WHERE name = 'A program'",
        "UPDATE edition_accesstoken SET expires_at = '2099-01-01 00:00:00+00:00' WHERE name = 'A program'",
        "UPDATE edition_accesstoken SET revoked_at = NULL WHERE name = 'A program'",
        "DELETE FROM edition_accesstoken WHERE name = 'A program'",
    ],
)
def test_the_database_keeps_them_as_they_were_made(alice: User, sql: str) -> None:
    row, _token = tokens.issue(alice, "A program", "read", 30)
    tokens.revoke(alice, row.pk)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


# --- the page ---------------------------------------------------------------------------------------


def make(client: Client, **form: str) -> Any:
    """Ask for a token, and give the password when it is asked for."""
    asked = client.post("/desk/tokens/", FORM | form)
    assert asked["Location"].startswith("/accounts/confirm/?next=")
    return client.post(asked["Location"], {"password": PASSWORD})


def test_a_token_is_made_behind_the_password_and_shown_once(as_alice: Client, as_bob: Client, alice: User) -> None:
    made = make(as_alice)
    assert (made["Location"], made.cookies["new_token"]["path"]) == ("/desk/tokens/", "/desk/tokens/")
    as_bob.cookies["new_token"] = made.cookies["new_token"].value  # who logs in next in the same browser
    assert "new-token" not in as_bob.get("/desk/tokens/").content.decode()
    shown = as_alice.get("/desk/tokens/")
    found = re.search(r'<code id="new-token" translate="no">(sic_[^<]+)</code>', shown.content.decode())
    assert found
    assert shown["Cache-Control"] == "no-store"
    row = alice.access_tokens.get()
    assert (row.name, row.scope, row.digest) == ("Zotero bridge", "write", tokens.digest(found[1]))
    again = as_alice.get("/desk/tokens/").content.decode()
    assert "new-token" not in again
    assert "Zotero bridge" in again
    assert as_alice.post(f"/desk/tokens/{row.pk}/revoke/")["Location"] == "/desk/tokens/"
    assert "revoked on" in as_alice.get("/desk/tokens/").content.decode()
    with pytest.raises(TokenError):
        tokens.account(bearing(found[1]))


def test_tokens_are_ones_own(as_bob: Client, alice: User, as_dave: Client, client: Client) -> None:
    row, _token = tokens.issue(alice, "Alice’s", "read", 30)
    as_bob.post(f"/desk/tokens/{row.pk}/revoke/")
    row.refresh_from_db()
    assert row.revoked_at is None
    assert "Alice’s" not in as_bob.get("/desk/tokens/").content.decode()
    assert as_dave.get("/desk/tokens/").status_code == 403
    assert client.get("/desk/tokens/")["Location"] == "/accounts/login/?next=/desk/tokens/"


def test_a_form_that_is_not_whole_comes_back(as_alice: Client, alice: User) -> None:
    answer = make(as_alice, name="", days="4000")
    assert answer.status_code == 422
    assert "field-name" in answer.content.decode()
    assert not alice.access_tokens.exists()
