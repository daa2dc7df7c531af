"""The demonstration: a first start makes everything, a second keeps everything, and a port in use stops it."""

import re
import signal
import socket
import subprocess
import urllib.request
from io import StringIO
from urllib.error import HTTPError

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError

from annotations import demonstration
from annotations.demonstration import Login, PortError, listen, load_if_empty, make_people
from annotations.management.commands.demo import Command
from edition.models import Article
from tests.support.fresh_site import FreshSite
from tests.support.postgres import free_port
from tests.support.rows import rows
from tests.support.site import LOGIN, Site


def test_a_first_start_makes_a_contributor_two_editors_and_an_administrator(db: None) -> None:
    logins = make_people()
    assert [(login.username, login.group) for login in logins] == [
        ("contributor", "contributor"),
        ("editor", "editor"),
        ("second-editor", "editor"),
        ("administrator", "administrator"),
    ]
    for login in logins:
        user = authenticate(username=login.username, password=login.password)
        assert isinstance(user, User)
        assert list(user.groups.values_list("name", flat=True)) == [login.group]
        rights = (user.is_staff, user.is_superuser, user.has_perm("annotations.write_note"))
        assert rights == (login.group == "administrator", False, True)
        assert user.get_full_name() != ""


def test_passwords_are_random_and_told_apart(db: None) -> None:
    passwords = {login.password for login in make_people()}
    assert len(passwords) == 4
    assert all(re.fullmatch(r"[A-HJ-NP-Za-km-z2-9]{16}", password) for password in passwords)


def test_a_second_start_makes_nobody(db: None) -> None:
    make_people()
    before = rows()
    assert make_people() == []
    assert rows() == before


def test_a_site_with_accounts_of_its_own_gets_no_others(alice: User) -> None:
    assert make_people() == []
    assert list(User.objects.values_list("username", flat=True)) == ["alice"]


def test_a_site_with_articles_is_left_as_it_is(edition: None) -> None:
    before = rows()
    assert load_if_empty() is None
    assert rows() == before


def test_an_empty_site_is_given_the_edition(transactional_db: None) -> None:
    report = load_if_empty()
    assert report is not None
    assert report.new["articles.json"] == 5
    assert Article.objects.count() == 5


def test_it_listens_on_this_machine_alone() -> None:
    with listen(free_port()) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize("port", [-1, 0, 65_536])
def test_a_port_that_is_none_is_refused(port: int) -> None:
    with pytest.raises(PortError, match=f"{port} is no port. Choose a number from 1024 to 65535"):
        listen(port)


def test_a_port_in_use_stops_it_before_anything_is_done(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Command, "_prepare", lambda self: pytest.fail("The port was not looked at first."))
    before = rows()
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CommandError) as error:
            call_command("demo", port=port)
    assert str(error.value) == (
        f"Port {port} cannot be used: Address already in use. Stop what runs there, or choose another: "
        f"manage.py demo --port {port + 1}"
    )
    assert rows() == before


@pytest.mark.parametrize(
    ("logins", "said"),
    [
        ([Login("editor", "secret", "editor")], "editor         secret   (editor)"),
        ([], "For a new password: manage.py changepassword NAME"),
    ],
)
def test_accounts_are_told_before_the_address(monkeypatch: pytest.MonkeyPatch, logins: list[Login], said: str) -> None:
    monkeypatch.setattr(Command, "_prepare", lambda self: None)
    monkeypatch.setattr(Command, "_serve", lambda self, descriptor: None)
    monkeypatch.setattr(demonstration, "make_people", lambda: logins)
    out, port = StringIO(), free_port()
    call_command("demo", port=port, stdout=out)
    assert said in out.getvalue()
    assert out.getvalue().index(said) < out.getvalue().index(f"http://127.0.0.1:{port}/")


def test_ctrl_c_while_it_prepares_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(self: Command) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Command, "_prepare", interrupt)
    with pytest.raises(CommandError, match=r"Stopped\. Start it again to go on\.") as error:
        call_command("demo", port=free_port())
    assert error.value.returncode == 130


def serve_and_stop(site: FreshSite, port: int) -> tuple[str, int, int]:
    """Start the demonstration, open its home page, end it by Ctrl-C: its output, the page's and its own status."""
    command = site.command("demo", "--port", str(port))
    process = subprocess.Popen(command, env=site.environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if f"http://127.0.0.1:{port}/" in line:
            break
    # The socket listens already, so that this waits until the workers are there.
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=60) as page:
        status = page.status
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=60)
    return said + rest, status, process.returncode


@pytest.mark.any_engine
def test_a_second_start_keeps_everything(fresh_site: FreshSite) -> None:
    said, status, code = serve_and_stop(fresh_site, free_port())
    assert (len(LOGIN.findall(said)), status, code) == (4, 200, 0)
    again, status, code = serve_and_stop(fresh_site, free_port())
    assert (LOGIN.findall(again), status, code) == ([], 200, 0)
    assert "For a new password: manage.py changepassword NAME" in again
    assert fresh_site.run("verify").stdout == "Every text, passage and span is what it was.\n"


@pytest.mark.any_engine
def test_an_address_that_is_too_long_is_answered_by_the_site_itself(site: Site) -> None:
    with pytest.raises(HTTPError) as refused:
        urllib.request.urlopen(f"{site.url}/search/?q={'x' * 10_240}", timeout=60)
    with refused.value as answer:
        assert answer.status == 400
        assert "These are 10,240 characters; a search has at most 1,000. Shorten it." in answer.read().decode()
