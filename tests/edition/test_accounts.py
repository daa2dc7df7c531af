"""Log-in, log-out, passwords; and no way to sign up."""

import re

import pytest
from django.core import mail

from tests.support.cast import PASSWORD

pytestmark = pytest.mark.django_db


def test_log_in_and_out(client, alice):
    response = client.post("/accounts/login/", {"username": "alice", "password": PASSWORD})
    assert response["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200
    assert client.post("/accounts/logout/")["Location"] == "/"
    assert client.get("/desk/").status_code == 302


def test_log_out_is_no_link(client, alice):
    client.force_login(alice)
    assert client.get("/accounts/logout/").status_code == 405
    assert client.get("/desk/").status_code == 200


def strip_token(html: str) -> str:
    return re.sub(r'(value|nonce)="[^"]*"', "", html)


@pytest.mark.parametrize("username", ["alice", "nobody", "gone"])
def test_a_log_in_that_fails_gives_no_reason(client, alice, dave, username):
    dave.username, dave.is_active = "gone", False
    dave.save()
    response = client.post("/accounts/login/", {"username": username, "password": "wrong"})
    html = response.content.decode()
    assert "Name and password do not belong together." in html
    assert html.index("do not belong together") < html.index('name="username"')
    other = client.post("/accounts/login/", {"username": "somebody", "password": "wrong"}).content.decode()
    assert strip_token(html) == strip_token(other)


@pytest.mark.parametrize(
    ("after", "lands"),
    [
        ("/desk/notes/2/", "/desk/notes/2/"),
        ("https://elsewhere.example/", "/desk/"),
        ("//elsewhere.example/", "/desk/"),
        ("javascript:alert(1)", "/desk/"),
    ],
)
def test_log_in_leads_back_to_this_site_only(client, alice, after, lands):
    response = client.post("/accounts/login/", {"username": "alice", "password": PASSWORD, "next": after})
    assert response["Location"] == lands


def test_a_new_password_by_mail(client, alice):
    response = client.post("/accounts/reset/", {"email": "alice@example.org"}, follow=True)
    assert "If an account has this address" in response.content.decode()
    (message,) = mail.outbox
    assert message.subject == "A new password for Sic"
    assert "Your name in Sic: alice" in message.body
    found = re.search(r"http://testserver(/accounts/reset/\S+)", str(message.body))
    assert found
    form = client.get(found[1], follow=True)
    assert "Choose a new password" in form.content.decode()
    new = "entirely new words 7"
    done = client.post(form.redirect_chain[-1][0], {"new_password1": new, "new_password2": new}, follow=True)
    assert "Password set" in done.content.decode()
    assert client.login(username="alice", password=new)
    assert "too old" in client.get(found[1], follow=True).content.decode()


def test_asking_for_a_password_tells_nobody_who_has_an_account(client, alice):
    known = client.post("/accounts/reset/", {"email": "alice@example.org"}, follow=True)
    unknown = client.post("/accounts/reset/", {"email": "nobody@example.org"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert known.content == unknown.content
    assert len(mail.outbox) == 1


def test_a_password_is_changed(as_alice, client):
    wrong = {"old_password": "wrong", "new_password1": "123", "new_password2": "123"}
    page = as_alice.post("/accounts/password/", wrong).content.decode()
    assert "Your old password was entered incorrectly." in page
    assert 'href="#field-old_password"' in page
    new = "entirely new words 7"
    right = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert "Password changed" in as_alice.post("/accounts/password/", right, follow=True).content.decode()
    assert client.login(username="alice", password=new)


@pytest.mark.parametrize("path", ["/accounts/signup/", "/accounts/register/", "/accounts/new/", "/accounts/"])
def test_nobody_signs_up(client, path):
    assert client.get(path).status_code == 404
    assert client.post(path, {"username": "eve", "password1": "x", "password2": "x"}).status_code == 404


@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/reset/", "/accounts/reset/sent/", "/accounts/reset/done/"]
)
def test_the_pages_stand_in_the_sites_own_frame(client, path):
    html = client.get(path).content.decode()
    assert '<a class="brand" href="/">' in html
    assert "<h1" in html
