"""The records of the edition for harvesters, by OAI-PMH 2.0; its errors are answers like any other."""

from typing import Any

from annotations.exports.oai import FORMATS
from annotations.exports.oai_items import SETS
from edition.openapi.parts import BAD_REQUEST, NOT_ALLOWED, query
from edition.publishing.oai_requests import VERBS

_XML = {"text/xml": {"schema": {"type": "string"}}}
# Whatever is asked, the protocol answers; so nothing is refused for its form.
_WORDS = {"type": "string"}
_ABOUT = {
    "verb": f"What is asked: {', '.join(VERBS)}.",
    "metadataPrefix": f"The format of the records: {', '.join(FORMATS)}.",
    "set": f"Only records of this set: {', '.join(SETS)}.",
    "from": "Only records that changed since this day, or since this second: 2026-11-21T13:00:00Z.",
    "until": "Only records that did not change after this day or second.",
    "identifier": "One record.",
    "resumptionToken": "Where a list goes on, as the page before gave it.",
}
_EXAMPLES = {"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "articles"}
_ANSWERS: dict[str, Any] = {
    "200": {"description": "The answer of the protocol, or its error.", "content": _XML},
    "400": BAD_REQUEST,
    "405": NOT_ALLOWED,
}

PATHS: dict[str, Any] = {
    "/oai": {
        "get": {
            "operationId": "harvest",
            "summary": "Articles, notes, sources, topics and points as Dublin Core or MODS, articles as TEI too.",
            "parameters": [query(name, about, _WORDS, _EXAMPLES.get(name)) for name, about in _ABOUT.items()],
            "responses": _ANSWERS,
        },
        "post": {
            "operationId": "harvestByForm",
            "summary": "The same, with the arguments in a form.",
            "requestBody": {
                "content": {
                    "application/x-www-form-urlencoded": {
                        "schema": {"type": "object", "properties": dict.fromkeys(_ABOUT, _WORDS)},
                        "example": _EXAMPLES,
                    }
                },
            },
            "responses": {**_ANSWERS, "413": {"description": "More than any request holds."}},
        },
    },
}
