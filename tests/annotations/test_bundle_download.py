"""The bundle as a file of the site: made once for a state of the edition, and said to be under way meanwhile."""

import base64
import hashlib
from pathlib import Path

import pytest
from django.test import Client

from annotations.bundle import building, keeping, payload
from annotations.bundle.building import BundleError
from annotations.models import Annotation
from edition.models import Article, Span
from tests.support.notes import CORRECTION, bring

ADDRESS = "/download/edition.zip"
pytestmark = pytest.mark.usefixtures("edition")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, settings, tmp_path: Path) -> list[str]:
    """The addresses for which a bundle was made: a few bytes stand for it."""
    settings.DATA_DIR = tmp_path
    asked: list[str] = []

    def build(path: Path, base: str) -> None:
        asked.append(base)
        path.write_bytes(b"PK" + base.encode())

    monkeypatch.setattr(building, "build", build)
    return asked


def body(response) -> bytes:
    return b"".join(response.streaming_content)


@pytest.mark.any_engine
def test_it_is_made_once_for_a_state_of_the_edition(client: Client, made: list[str]):
    first, second = client.get(ADDRESS), client.get(ADDRESS, headers={"accept-encoding": "gzip"})
    assert body(first) == body(second) == b"PKhttp://testserver"
    assert (first["ETag"], made) == (second["ETag"], ["http://testserver"])
    Article.objects.touch()
    third = client.get(ADDRESS)
    assert third["ETag"] != first["ETag"]
    assert (len(made), body(third)) == (2, b"PKhttp://testserver")


@pytest.mark.any_engine
def test_its_headers_and_conditions(client: Client, made: list[str], settings):
    settings.SITE_URL = "https://sic.example"
    response = client.get(ADDRESS)
    data = body(response)
    digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
    assert (data, response["Repr-Digest"]) == (b"PKhttps://sic.example", f"sha-256=:{digest}:")
    assert response["Content-Disposition"] == 'attachment; filename="sic-edition.zip"'
    assert (response["Content-Type"], response["Content-Length"]) == ("application/zip", str(len(data)))
    assert client.get(ADDRESS, headers={"if-none-match": response["ETag"]}).status_code == 304
    head = client.head(ADDRESS)
    head.close()
    assert head["Content-Length"] == str(len(data))
    refused = client.post(ADDRESS)
    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD")


@pytest.mark.any_engine
def test_meanwhile_another_is_told_to_wait(client: Client, made: list[str]):
    keeping.folder().mkdir(parents=True)
    with keeping._alone():
        response = client.get(ADDRESS)
    assert (response.status_code, response["Retry-After"], made) == (503, "30", [])


@pytest.mark.any_engine
def test_one_that_cannot_be_made_is_no_error_of_the_server(
    client: Client, made: list[str], monkeypatch: pytest.MonkeyPatch
):
    def fail(path: Path, base: str) -> None:
        raise BundleError("A page could not be made.")

    monkeypatch.setattr(building, "build", fail)
    response = client.get(ADDRESS)
    assert (response.status_code, response["Content-Type"]) == (503, "text/plain; charset=utf-8")


@pytest.mark.any_engine
def test_old_states_are_not_kept_for_ever(made: list[str]):
    for number in range(keeping.KEPT + 2):
        keeping.ready(f"https://{number}.example")
    assert len(list(keeping.folder().glob("*.zip"))) == len(list(keeping.folder().glob("*.sha256"))) == keeping.KEPT


def test_the_words_of_drafts_are_not_listed(alice):
    spans = list(payload._spans())
    public = Annotation.objects.public().values_list("span", flat=True)
    assert {*public} <= {span.pk for span in spans}
    draft = bring("draft", alice, alice, CORRECTION)
    assert Span.objects.filter(pk=draft.span_id).exists()
    assert [span.pk for span in payload._spans()] == [span.pk for span in spans]


@pytest.mark.any_engine
@pytest.mark.parametrize("address", ["/", "/about/"])
def test_readers_find_it(client: Client, address: str):
    assert f'href="{ADDRESS}"' in client.get(address).content.decode()
