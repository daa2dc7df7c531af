"""The exact text and the exact bytes of each article, and words of it with their citation."""

from typing import Any

from edition.openapi.parts import (
    HTML,
    NOT_ALLOWED,
    NOT_FOUND,
    NOT_MODIFIED,
    PLAIN,
    header,
    json_of,
    of,
    path_number,
    path_slug,
    query,
)

ARTICLE = path_slug("The article.", "article-1")
VERSION = path_number("The text version: 1 for v1.", 1)
_CHECKSUMS = {
    "ETag": header("The SHA-256 of the bytes in hexadecimal digits, in quotation marks."),
    "Digest": header("The SHA-256 of the bytes (RFC 3230)."),
    "Repr-Digest": header("The SHA-256 of the bytes (RFC 9530)."),
}


def _exact(name: str, summary: str, content: dict[str, Any]) -> dict[str, Any]:
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "responses": {
                "200": {"description": "The exact words or bytes.", "headers": _CHECKSUMS, "content": content},
                "304": NOT_MODIFIED,
                "404": NOT_FOUND,
                "405": NOT_ALLOWED,
            },
        }
    }


_BYTES: dict[str, Any] = {"*/*": {}}
_NEWEST = "of the newest text version"
_FIXED = "of one text version; they never change"
_OFFSET = {"type": "string", "pattern": "^([a-z0-9]{1,12}:)?[0-9]{1,9}$"}

PATHS: dict[str, Any] = {
    "/articles/{slug}/verbatim": {
        "parameters": [ARTICLE],
        **_exact("verbatim", f"The words {_NEWEST}, nothing added and nothing taken away.", PLAIN),
    },
    "/articles/{slug}/v{number}/verbatim": {
        "parameters": [ARTICLE, VERSION],
        **_exact("verbatimVersion", f"The words {_FIXED}.", PLAIN),
    },
    "/articles/{slug}/original": {
        "parameters": [ARTICLE],
        **_exact("original", f"The captured bytes {_NEWEST}.", _BYTES),
    },
    "/articles/{slug}/v{number}/original": {
        "parameters": [ARTICLE, VERSION],
        **_exact("originalVersion", f"The captured bytes {_FIXED}.", _BYTES),
    },
    "/articles/{slug}/v{number}/quote": {
        "parameters": [ARTICLE, VERSION],
        "get": {
            "operationId": "quote",
            "summary": "Words of a text by their offsets, with their citation and checksum.",
            "parameters": [
                query(
                    "start", "Where they begin: 93 in the text, or p1:0 in a passage.", _OFFSET, "p1:0", required=True
                ),
                query("end", "Where they end.", _OFFSET, "p1:6", required=True),
                query("exact", "The words that are expected there.", {"type": "string"}),
            ],
            "responses": {
                "200": {"description": "The words.", "content": json_of(of("QuotedWords"))},
                "400": {"description": "No words stand there.", "content": json_of(of("Refusal"))},
                "404": {
                    "description": "There is no such text or passage.",
                    "content": {**json_of(of("Refusal")), **HTML},
                },
                "405": {**NOT_ALLOWED, "content": json_of(of("Refusal"))},
                "409": {"description": "Other words than the expected.", "content": json_of(of("Refusal"))},
            },
        },
    },
}

SCHEMAS: dict[str, Any] = {
    "Refusal": {
        "type": "object",
        "required": ["error", "sentence"],
        "properties": {"error": {"type": "string"}, "sentence": {"type": "string"}},
    },
    "TextVersion": {
        "type": "object",
        "required": ["article", "number", "title", "version", "sha256", "verbatim"],
        "properties": {
            "article": {"type": "string", "description": "The slug of the article."},
            "number": {"type": "integer", "description": "The place of the article in the edition."},
            "title": {"type": "string"},
            "version": {"type": "integer"},
            "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "verbatim": {"type": "string", "format": "uri"},
        },
    },
    "Words": {
        "type": "object",
        "required": ["exact", "sha256", "anchors", "start", "end", "address", "link"],
        "properties": {
            "exact": {"type": "string"},
            "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "anchors": {"type": "string"},
            "start": {"type": "integer", "minimum": 0},
            "end": {"type": "integer", "minimum": 1},
            "address": {"type": "string", "format": "uri"},
            "link": {"type": "string", "format": "uri"},
        },
    },
    "QuotedWords": {
        "type": "object",
        "required": ["revision", "words", "plain", "html"],
        "properties": {
            "revision": of("TextVersion"),
            "words": of("Words"),
            "plain": {"type": "string"},
            "html": {"type": "string"},
        },
    },
}
