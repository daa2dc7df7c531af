"""A harvester that somebody else wrote (Sickle), on Django's test client instead of a network; and our schema."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
import requests
import sickle
from django.test import Client
from lxml import etree

SCHEMA = Path(__file__).parents[1] / "data" / "oai-pmh.rng"
ADDRESS = "http://testserver/oai"


def check(body: bytes) -> etree._Element:
    """Return the answer as XML; fails where it is not what OAI-PMH 2.0 says."""
    document = etree.fromstring(body)
    etree.RelaxNG(etree.parse(SCHEMA)).assertValid(document)
    return document


def _answer(body: bytes, status: int, content_type: str) -> requests.Response:
    response = requests.Response()
    response.status_code, response._content = status, body
    response.headers["Content-Type"] = content_type
    response.encoding = "utf-8"
    return response


@pytest.fixture
def harvester(client: Client, monkeypatch: pytest.MonkeyPatch) -> sickle.Sickle:
    """Sickle, each of whose answers is checked against the schema."""

    def get(url: str, params: dict[str, Any], **_more: Any) -> requests.Response:
        found = client.get(f"{urlsplit(url).path}?{urlencode(params)}")
        check(found.content)
        return _answer(found.content, found.status_code, found.headers["Content-Type"])

    monkeypatch.setattr(requests, "get", get)
    return sickle.Sickle(ADDRESS)
