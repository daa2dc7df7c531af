"""The bundle of the whole edition."""

from typing import Any

from edition.openapi.parts import NOT_ALLOWED, NOT_MODIFIED, PLAIN, header

WHOLE = {
    "description": "A zip with one BagIt 1.0 bag.",
    "headers": {
        "ETag": header("It changes with the state of the edition that the file holds."),
        "Repr-Digest": header("The SHA-256 of the file (RFC 9530)."),
        "Content-Disposition": header("A name for the file."),
    },
    "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
}
PATHS: dict[str, Any] = {
    "/download/edition.zip": {
        "get": {
            "operationId": "downloadBundle",
            "summary": "The whole edition, to be read, cited and verified without the site.",
            "description": "The newest that is made. After a publication it is the one before, until the next is made.",
            "responses": {
                "200": WHOLE,
                "304": NOT_MODIFIED,
                "405": NOT_ALLOWED,
                "412": {"description": "What If-Match names is no longer the newest."},
                "503": {
                    "description": "There is none yet, and it is being made; Retry-After says when to ask again.",
                    "headers": {"Retry-After": header("Seconds.")},
                    "content": PLAIN,
                },
            },
        }
    },
}
