"""Log-in, log-out, passwords, addresses, sessions; the same answer to everybody; and no way to sign up."""

import re
import threading
import time
from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.test import Client, RequestFactory

from edition import environment
from edition.people import letters
from edition.people.sessions import device
from tests.support.cast import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "entirely new words 7"


def log_in(client: Client, name: str = "alice", password: str = PASSWORD, **options: Any) -> Any:
    return client.post("/accounts/login/", {"login": name, "password": password}, **options)


@pytest.mark.parametrize("name", ["alice", "alice@example.org"])
def test_log_in_and_out(client, alice, name):
    assert log_in(client, name)["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200
    gone = client.post("/accounts/logout/")
    assert (gone["Location"], gone["Clear-Site-Data"]) == ("/", '"cache"')
    assert client.get("/desk/").status_code == 302
    assert "messages" not in client.cookies or client.cookies["messages"].value == ""


def test_log_out_is_no_link(as_alice):
    response = as_alice.get("/accounts/logout/")
    assert (response.status_code, response["Allow"]) == (405, "POST, OPTIONS")
    assert as_alice.get("/desk/").status_code == 200


def strip_token(html: str) -> str:
    return re.sub(r'(value|nonce)="[^"]*"', "", html)


@pytest.mark.parametrize("username", ["alice", "nobody", "gone", "alice@example.org", "nobody@example.org"])
def test_a_log_in_that_fails_gives_no_reason(client, alice, dave, username):
    dave.username, dave.is_active = "gone", False
    dave.save()
    response = log_in(client, username, "wrong")
    html = response.content.decode()
    assert response.status_code == 422
    assert "Name and password do not belong together." in html
    assert html.index("do not belong together") < html.index('name="login"')
    assert strip_token(html) == strip_token(log_in(client, "somebody", "wrong").content.decode())


def test_a_name_that_there_is_not_costs_as_many_hashes(client, alice, monkeypatch):
    hashed: list[str] = []
    encode = "django.contrib.auth.hashers.MD5PasswordHasher.encode"

    def note(_hasher: object, password: str, salt: str) -> str:
        hashed.append(password)
        return f"md5${salt}$x"

    monkeypatch.setattr(encode, note)
    for name in ("alice", "nobody", "nobody@example.org"):
        log_in(client, name, "wrong")
    assert hashed == ["wrong"] * 3


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
    response = client.post("/accounts/login/", {"login": "alice", "password": PASSWORD, "next": after})
    assert response["Location"] == lands


def test_the_administration_has_the_same_door(client, as_alice, admin_ann):
    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith("/accounts/login/?next=")
    response = client.post("/accounts/login/", {"login": "ann", "password": PASSWORD, "next": "/admin/"})
    assert client.get(response["Location"]).status_code == 200
    assert as_alice.get("/admin/login/").status_code == 403


# --- limits ---------------------------------------------------------------------------------------

HERE, ELSEWHERE = {"REMOTE_ADDR": "203.0.113.5"}, {"REMOTE_ADDR": "198.51.100.7"}


def hammer(client: Client, name: str) -> Any:
    return [log_in(client, name, "wrong", **HERE) for _ in range(20)][-1]


def test_who_hammers_a_name_locks_out_nobody_elsewhere_and_not_for_long(client, alice, as_alice, monkeypatch):
    assert "Too many tries. Wait five minutes" in hammer(client, "alice").content.decode()
    assert log_in(client, **HERE).status_code == 422
    assert as_alice.get("/desk/", **HERE).status_code == 200
    assert log_in(Client(), **ELSEWHERE)["Location"] == "/desk/"
    now = time.time()
    monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda: now + 301)
    assert log_in(client, **HERE)["Location"] == "/desk/"


def test_a_limit_says_the_same_of_a_name_that_there_is_not(client, alice):
    known, unknown = hammer(client, "alice"), hammer(Client(), "nobody")
    assert strip_token(known.content.decode()) == strip_token(unknown.content.decode())


def test_the_address_behind_a_proxy_is_the_one_it_names(client, alice, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for _try in range(6):
        log_in(client, "alice", "wrong", HTTP_X_FORWARDED_FOR="192.0.2.1, 203.0.113.5")
    assert log_in(client, HTTP_X_FORWARDED_FOR="203.0.113.5").status_code == 422
    assert log_in(client, HTTP_X_FORWARDED_FOR="203.0.113.5, 198.51.100.7").status_code == 302


def test_a_page_that_is_asked_for_too_often_says_so(client, alice):
    answers = [client.post("/accounts/reset/", {"email": "nobody@example.org"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "Too many tries" in answers[-1].content.decode()


def test_the_limits_are_counted_where_every_process_sees_them(client, alice, settings, django_assert_num_queries):
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    cache.set("kept", [1, 2])
    with django_assert_num_queries(1):
        assert cache.get("kept") == [1, 2]


def test_another_cache_is_named_by_its_address(monkeypatch):
    monkeypatch.setenv("CACHE_URL", "redis://cache:6379/0")
    assert environment.cache("CACHE_URL")["BACKEND"] == "django.core.cache.backends.redis.RedisCache"
    monkeypatch.setenv("CACHE_URL", "memcached://cache")
    with pytest.raises(ImproperlyConfigured, match="is no address of Redis"):
        environment.cache("CACHE_URL")


# --- passwords and addresses ----------------------------------------------------------------------


def test_a_new_password_by_mail(client, alice):
    response = client.post("/accounts/reset/", {"email": "alice@example.org"}, follow=True)
    assert "If an account has this address" in response.content.decode()
    letters.wait_until_sent()
    (message,) = mail.outbox
    assert message.subject == "A new password for Sic"
    assert "Your name in Sic: alice" in message.body
    found = re.search(r"http://testserver(/accounts/reset/\S+)", str(message.body))
    assert found
    form = client.get(found[1], follow=True)
    assert "Choose a new password" in form.content.decode()
    done = client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW}, follow=True)
    assert "Password set" in done.content.decode()
    assert log_in(client, password=NEW)["Location"] == "/desk/"
    assert "too old" in client.get(found[1], follow=True).content.decode()


def test_a_link_of_an_earlier_version_of_the_site_says_what_to_do(client):
    page = client.get("/accounts/reset/MQ/abc123-0123456789/", follow=True)
    assert page.redirect_chain == [("/accounts/reset/", 302)]
    assert "This link is too old. Ask for a new one." in page.content.decode()


def test_asking_for_a_password_tells_nobody_who_has_an_account(client, alice):
    known = client.post("/accounts/reset/", {"email": "alice@example.org"}, follow=True)
    unknown = client.post("/accounts/reset/", {"email": "nobody@example.org"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert known.content == unknown.content
    letters.wait_until_sent()
    assert len(mail.outbox) == 1


def test_nobody_who_asks_for_a_password_waits_for_the_mail_server(client, alice, monkeypatch):
    answered, sent = threading.Event(), []

    def send(letter: EmailMessage) -> None:
        # A letter that is sent before the answer waits in vain.
        sent.append((letter.to, answered.wait(2)))

    monkeypatch.setattr(EmailMessage, "send", send)
    assert client.post("/accounts/reset/", {"email": "alice@example.org"}).status_code == 302
    answered.set()
    letters.wait_until_sent()
    assert sent == [(["alice@example.org"], True)]


def test_a_mail_server_that_is_away_changes_no_answer(client, alice, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    known = client.post("/accounts/reset/", {"email": "alice@example.org"}, follow=True)
    unknown = client.post("/accounts/reset/", {"email": "nobody@example.org"}, follow=True)
    assert known.content == unknown.content
    letters.wait_until_sent()
    assert "A letter was not sent (account/email/password_reset_key)" in caplog.text


def test_a_password_is_changed(as_alice, client, alice):
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    refused = as_alice.post("/accounts/password/", {"oldpassword": "wrong", "password1": "123", "password2": "123"})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Give the password that you have now." in page
    assert 'href="#field-oldpassword"' in page
    right = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert "Password changed" in as_alice.post("/accounts/password/", right, follow=True).content.decode()
    assert log_in(client, password=NEW).status_code == 302
    (notice,) = mail.outbox
    assert "Your password was changed." in notice.body


@pytest.mark.parametrize("taken", [False, True])
def test_an_address_changes_when_it_is_confirmed_and_says_nothing_of_other_accounts(as_alice, alice, bob, taken):
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    address = "bob@example.org" if taken else "new@example.org"
    asked = as_alice.post("/accounts/email/", {"email": address, "action_add": ""})
    assert (asked["Location"], mail.outbox) == ("/accounts/confirm/?next=%2Faccounts%2Femail%2F", [])
    page = as_alice.post(asked["Location"], {"password": PASSWORD}, follow=True).content.decode()
    assert "A letter is on its way." in page
    (letter,) = mail.outbox
    assert letter.to == [address]
    link = re.search(r"http://testserver(/accounts/email/confirm/\S+)", str(letter.body))
    assert User.objects.get(pk=alice.pk).email == "alice@example.org"
    if link and not taken:
        as_alice.post(link[1])
    assert User.objects.get(pk=alice.pk).email == ("alice@example.org" if taken else "new@example.org")


def test_a_password_is_asked_for_again_a_while_after_the_log_in(client, alice, monkeypatch):
    log_in(client)
    new = {"email": "new@example.org", "action_add": ""}
    assert client.post("/accounts/email/", new)["Location"] == "/accounts/email/"
    now = time.time()
    monkeypatch.setattr("allauth.account.internal.flows.reauthentication.time.time", lambda: now + 301)
    newer = new | {"email": "newer@example.org"}
    assert client.post("/accounts/email/", newer)["Location"].startswith("/accounts/confirm/")


# --- sessions -------------------------------------------------------------------------------------


def test_sessions_are_listed_and_ended(alice):
    here, there, far = Client(), Client(), Client()
    for client, browser in ((here, "Firefox/140.0"), (there, "Chrome/150.0 Safari/537"), (far, "Other")):
        log_in(client, HTTP_USER_AGENT=f"Mozilla/5.0 (X11; Linux x86_64) {browser}", **ELSEWHERE)
    html = here.get("/accounts/sessions/").content.decode()
    assert [html.count(words) for words in ("Firefox, Linux", "Chrome, Linux", "this one")] == [1, 2, 1]
    ended = re.findall(r'action="(/accounts/sessions/\d+/end/)"', html)
    assert len(ended) == 2
    assert "Session ended" in here.post(ended[0], follow=True).content.decode()
    assert "1 session ended" in here.post("/accounts/sessions/", follow=True).content.decode()
    assert [client.get("/desk/").status_code for client in (here, there, far)] == [200, 302, 302]


def test_nobody_ends_the_session_of_another(alice, as_bob):
    client = Client()
    log_in(client)
    key = UserSession.objects.get(user=alice).pk
    assert "had ended already" in as_bob.post(f"/accounts/sessions/{key}/end/", follow=True).content.decode()
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/150.0 Safari/537.36 Edg/150.0", "Edge, Windows"),
        ("curl/8.0", "an unknown browser"),
    ],
)
def test_a_session_is_told_by_its_browser(header, words):
    assert device(header) == words


# --- what there is not ----------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/accounts/signup/", "/accounts/register/", "/accounts/new/"])
def test_nobody_signs_up(client, path):
    assert client.get(path).status_code == 404
    assert client.post(path, {"username": "eve", "password1": "x", "password2": "x"}).status_code == 404


@pytest.mark.parametrize("path", ["/accounts/", "/accounts/profile/", "/accounts/security/", "/accounts/sessions/"])
def test_an_account_is_its_owners(client, path):
    assert client.get(path)["Location"] == f"/accounts/login/?next={path}"


@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/reset/", "/accounts/reset/sent/", "/accounts/reset/done/"]
)
def test_the_pages_stand_in_the_sites_own_frame(client, path):
    html = client.get(path).content.decode()
    assert '<a class="brand" href="/">' in html
    assert "<h1" in html


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
    ],
)
def test_limits_count_a_network_of_ipv6_as_one(rf: RequestFactory, address: str, counted: str) -> None:
    assert get_adapter().get_client_ip(rf.get("/", REMOTE_ADDR=address)) == counted
