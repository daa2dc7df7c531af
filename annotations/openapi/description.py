"""This description."""

from typing import Any

from edition.openapi.parts import HTML, NOT_ALLOWED

_OPENAPI = {"schema": {"type": "object", "required": ["openapi", "info", "paths"]}}
_TYPES = {"application/vnd.oai.openapi+json": _OPENAPI}

PATHS: dict[str, Any] = {
    "/api/": {
        "get": {
            "operationId": "description",
            "summary": "A page for people; the description itself where Accept prefers JSON.",
            "responses": {"200": {"description": "The addresses.", "content": {**HTML, **_TYPES}}, "405": NOT_ALLOWED},
        }
    },
    "/api/openapi.json": {
        "get": {
            "operationId": "openapi",
            "summary": "All addresses for programs, in OpenAPI 3.1.",
            "responses": {"200": {"description": "The description.", "content": _TYPES}, "405": NOT_ALLOWED},
        }
    },
}
