"""Fragments become one description; what two say of one thing has to agree."""

import pytest

from edition.publishing.openapi import Fragment, address, document, example, operations

GET = {"operationId": "note", "responses": {"200": {"description": "", "content": {"text/plain": {}, "*/*": {}}}}}
NUMBER = {"name": "number", "in": "path", "required": True, "schema": {}, "example": 1}


def fragment(**more) -> Fragment:
    return Fragment("notes", "Notes.", {"/notes/{number}": {"parameters": [NUMBER], "get": GET}}, **more)


def test_examples_of_the_edition_stand_in_the_place_of_invented_ones():
    made = document([fragment()], "https://example.org", {"notes": 7})
    assert made["paths"]["/notes/{number}"]["parameters"][0]["example"] == 7
    assert NUMBER["example"] == 1
    ((tag, (operation,)),) = operations(made)
    assert (tag["name"], operation.method, operation.example) == ("notes", "GET", "/notes/7")
    assert operation.media_types == ["text/plain"]


def test_what_is_described_twice_has_to_agree():
    same = fragment(schemas={"Note": {"type": "object"}})
    assert document([same, same], "")["components"]["schemas"] == {"Note": {"type": "object"}}
    with pytest.raises(ValueError, match="Note is described twice"):
        document([same, fragment(schemas={"Note": {"type": "string"}})], "")


@pytest.mark.parametrize(
    ("parameter", "found"),
    [
        ({"example": 0}, 0),
        ({"examples": {"a": {"value": "x"}, "b": {"value": "y"}}}, "x"),
        ({"schema": {"examples": ["z"]}}, "z"),
        ({"schema": {}}, None),
    ],
)
def test_an_example_is_found_wherever_it_may_stand(parameter, found):
    assert example(parameter) == found


def test_an_address_is_quoted_and_needs_what_is_required():
    words = {"name": "q", "in": "query", "required": True, "schema": {}}
    assert address("/search", {"parameters": [{**words, "example": "cold war&c"}]}) == "/search?q=cold+war%26c"
    assert address("/search", {"parameters": [words]}) == ""
    assert address("/tags/{tag}", {"parameters": [{"name": "tag", "in": "path", "example": "a/b"}]}) == "/tags/a%2Fb"
