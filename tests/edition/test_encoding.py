"""Requests that name an encoding of their own, as the server hands them over."""

import gzip
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.signals import request_started
from django.db import close_old_connections
from django.test import RequestFactory

from edition.encoding import without_charset
from edition.wsgi import application

pytestmark = pytest.mark.usefixtures("edition")
FORM = b'--x\r\nContent-Disposition: form-data; name="quote"\r\n\r\nthe Cold War\r\n--x--\r\n'


@pytest.fixture(autouse=True)
def _kept_open() -> Iterator[None]:
    """The server's handler would close the connection that holds the test's transaction."""
    request_started.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)


def answer(environ: dict[str, Any]) -> tuple[str, str]:
    """Return the status and the body of the site's answer."""
    said: list[str] = []
    body = b"".join(application(environ, lambda status, headers, error=None: said.append(status)))
    return said[0], (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode()


@pytest.mark.parametrize(
    "charset",
    [
        *("=latin-1", '="hex"', "=idna", "=rot13", "=undefined", "=nothing"),
        *("*=utf-8'en'latin-1", "*=utf-8''hex", " *0 = hex", "\t=hex"),
    ],
)
def test_an_address_is_read_as_utf_8(charset: str):
    environ = RequestFactory(SERVER_NAME="localhost").get("/search/?q=%C3%A9tat").environ
    status, html = answer(environ | {"CONTENT_TYPE": f"text/plain; charset{charset}"})
    assert status == "200 OK"
    assert 'value="état"' in html


def test_a_form_is_read_as_utf_8():
    kind = "multipart/form-data; charset=hex; boundary=x"
    factory = RequestFactory(SERVER_NAME="localhost")
    environ = factory.generic("POST", "/api/verify", FORM, content_type="text/plain").environ
    status, body = answer(environ | {"CONTENT_TYPE": kind})
    assert status == "200 OK"
    assert '"status": "exact"' in body


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("text/plain", "text/plain"),
        ("text/plain; CharSet = 'x'; a=b", "text/plain; a=b"),
        ('text/plain;charset="unclosed', "text/plain"),
        ("text/plain; a=b; CHARSET*1*=x", "text/plain; a=b"),
        ("", ""),
    ],
)
def test_only_the_charset_goes(given: str, left: str):
    assert without_charset(given) == left
