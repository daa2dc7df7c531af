"""The description of the addresses for programs: whole, valid, and every example in it runs."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import LocalePrefixPattern, get_resolver
from openapi_spec_validator import OpenAPIV31SpecValidator

from annotations import description
from edition.publishing import openapi

pytestmark = [pytest.mark.usefixtures("edition"), pytest.mark.any_engine]


@pytest.fixture
def described(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/openapi.json").json()
    return found


def test_it_is_openapi(client: Client, described: dict[str, Any]):
    assert list(OpenAPIV31SpecValidator(described).iter_errors()) == []
    assert described["servers"] == [{"url": "http://testserver"}]
    ids = [
        item[method]["operationId"]
        for item in described["paths"].values()
        for method in openapi.METHODS
        if method in item
    ]
    assert len(ids) == len(set(ids)) > 30
    assert client.get("/api/openapi.json").headers["Content-Type"] == openapi_type()


def openapi_type() -> str:
    return "application/vnd.oai.openapi+json;version=3.1"


def test_every_example_runs_and_answers_as_it_is_described(client: Client, described: dict[str, Any]):
    run = []
    for _tag, operations in openapi.operations(described):
        for operation in operations:
            # Files that take seconds to make are asked for by the tests of their formats.
            if operation.example and "security" not in operation.about and "/download/" not in operation.path:
                response = client.get(operation.example)
                run.append(operation.path)
                assert response.status_code == 200, operation.example
                kind = response.headers["Content-Type"].partition(";")[0]
                kinds = [one.partition(";")[0] for one in operation.media_types]
                assert not kinds or kind in kinds, operation.example
    assert {"/oai", "/api/verify", "/feeds/notes.atom", "/articles/{slug}/verbatim"} <= set(run)


def test_every_address_for_programs_is_described(described: dict[str, Any]):
    """All that the site has without a language, but for the desk and the administration."""
    assert {shape(path) for path in machine_paths()} - {shape(path) for path in described["paths"]} == set()


def shape(path: str) -> str:
    """Return an address without the names of its parameters."""
    return re.sub(r"v?(\{\w+\}|<(\w+:)?\w+>)", "{}", path.removesuffix("?$").removesuffix("/"))


def machine_paths() -> Iterator[str]:
    """The addresses without a language, where they begin with no part of the site that takes a session."""
    for path in flat(get_resolver().url_patterns):
        if not path.startswith(("/admin/", "/desk/")):
            yield path


def flat(patterns: Any) -> Iterator[str]:
    for one in patterns:
        if hasattr(one, "url_patterns"):
            if not isinstance(one.pattern, LocalePrefixPattern) and one.namespace is None:
                yield from flat(one.url_patterns)
        elif getattr(one.callback, "__module__", "").startswith(("edition.", "annotations.")):
            yield "/" + str(one.pattern).lstrip("^")


def test_the_examples_are_of_this_edition():
    assert description.examples() == {
        "articles": "article-1",
        "notes": 1,
        "annotations": 1,
        "topics": "end-of-cold-war",
        "claims": "cl01",
        "bibliography": "ahmad-2021-thesis",
        "tags": "1947",
    }


def test_the_page_lists_every_address_with_its_example(client: Client, described: dict[str, Any]):
    html = client.get("/api/").content.decode()
    assert all(f"<code>{path}</code>" in html for path in described["paths"])
    assert (
        '<a href="/articles/article-1/verbatim" dir="ltr"><code>http://testserver/articles/article-1/verbatim</code></a>'
        in html
    )
    assert "Addresses for programs" in html


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/html,*/*;q=0.8", "text/html; charset=utf-8"),
        ("", "text/html; charset=utf-8"),
        ("application/json", openapi_type()),
        ("text/html;q=0.5,application/vnd.oai.openapi+json", openapi_type()),
    ],
)
def test_the_page_is_json_for_whom_prefers_it(client: Client, accept: str, kind: str):
    response = client.get("/api/", headers={"accept": accept} if accept else {})
    assert response.headers["Content-Type"] == kind
    assert "Accept" in response.headers["Vary"]


@pytest.mark.parametrize("first", [0, 1])
def test_what_a_program_was_given_is_given_to_no_browser(client: Client, settings: LazySettings, first: int):
    settings.PAGE_CACHE_MB = 4
    asked = ["application/json, text/html", "text/html,application/xhtml+xml,*/*;q=0.8", "application/json"]
    kinds = {accept: client.get("/api/", headers={"accept": accept}) for accept in asked[first:] + asked[:first]}
    assert [kinds[accept].headers["Content-Type"].split(";")[0] for accept in asked] == [
        "text/html",
        "text/html",
        "application/vnd.oai.openapi+json",
    ]
    assert kinds[asked[1]].headers["ETag"] != kinds[asked[2]].headers["ETag"]


def test_what_only_reads_answers_405_to_the_rest():
    strict = Client(enforce_csrf_checks=True)
    for address in (
        "/api/openapi.json",
        "/feeds/notes.atom",
        "/articles/article-1/verbatim",
        "/healthz",
        "/sitemap.xml",
    ):
        response = strict.post(address)
        assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD"), address
