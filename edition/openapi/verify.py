"""Is a quotation exact? The words are looked for in all text versions of all articles."""

from typing import Any

from edition.openapi.parts import NOT_ALLOWED, json_of, of, query

# At least one letter or digit, and no NUL; how many are too many, an answer without words says.
_LETTERS = (
    "0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0391-\u03a1\u03b1-\u03c9\u0400-\u0481\u0531-\u0556\u05d0-\u05ea"
    "\u0620-\u064a\u0671-\u06d3\u0905-\u0939\u0e01-\u0e30\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fa5\uac00-\ud7a3"
)
_WORDS = {"type": "string", "pattern": rf"^[^\x00]*[{_LETTERS}][^\x00]*$"}
_REFUSED = json_of(of("Refusal"))
_ANSWERS: dict[str, Any] = {
    "200": {
        "description": "Where they stand, or what is nearest to them; without words, how to ask.",
        "content": json_of({"anyOf": [of("Verification"), of("VerifyUsage")]}),
    },
    "400": {"description": "There is nothing to look for, or it cannot be read.", "content": _REFUSED},
    "405": {**NOT_ALLOWED, "content": _REFUSED},
    "413": {"description": "More words than are looked for at once.", "content": _REFUSED},
    "415": {"description": "The words came in a media type that is not known here.", "content": _REFUSED},
}
_FORM = {"type": "object", "required": ["quote"], "properties": {"quote": _WORDS}}

PATHS: dict[str, Any] = {
    "/api/verify": {
        "get": {
            "operationId": "verify",
            "summary": "Where a quotation stands in the edition, and how it differs from what stands there.",
            "parameters": [query("quote", "The words to look for.", _WORDS, "the Cold War")],
            "responses": _ANSWERS,
        },
        "post": {
            "operationId": "verifyLong",
            "summary": "The same for words that are too long for an address.",
            "requestBody": {
                "required": True,
                "content": {
                    "application/json": {"schema": _FORM, "example": {"quote": "the Cold War"}},
                    "application/x-www-form-urlencoded": {"schema": _FORM},
                    "text/plain": {"schema": _WORDS},
                },
            },
            "responses": _ANSWERS,
        },
    },
}

SCHEMAS: dict[str, Any] = {
    "Verification": {
        "type": "object",
        "required": ["status", "meaning", "quote", "parts", "more", "matches", "nearest"],
        "properties": {
            "status": {"type": "string"},
            "meaning": {"type": "string"},
            "quote": {"type": "string"},
            "without_quote_marks": {"type": "boolean"},
            "parts": {"type": "array", "items": {"type": "string"}},
            "more": {"type": "boolean", "description": "Whether it stands in more places than are listed."},
            "matches": {"type": "array", "items": of("Match")},
            "nearest": {"anyOf": [of("Match"), {"type": "null"}]},
        },
    },
    "Match": {
        "type": "object",
        "required": ["status", "score", "revision", "parts"],
        "properties": {
            "status": {"type": "string"},
            "score": {"type": "number"},
            "in_order": {"type": "boolean"},
            "revision": of("TextVersion"),
            "is_newest": {"type": "boolean"},
            "parts": {"type": "array", "items": of("MatchedPart")},
        },
    },
    "MatchedPart": {
        "type": "object",
        "required": ["quote", "status", "words", "citation"],
        "properties": {
            "quote": {"type": "string"},
            "status": {"type": "string"},
            "score": {"type": "number"},
            "foldings": {"type": "array", "items": {"type": "string"}},
            "differences": {"type": "array", "items": {"type": "object"}},
            "words": {"anyOf": [of("Words"), {"type": "null"}]},
            "citation": {"type": ["string", "null"]},
        },
    },
    "VerifyUsage": {"type": "object", "required": ["about", "get", "post"], "properties": {"get": {"type": "string"}}},
}
