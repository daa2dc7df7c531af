"""Parts that descriptions of addresses share: parameters, and answers that are the same everywhere."""

from typing import Any

SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"
HTML = {"text/html": {"schema": {"type": "string"}}}
PLAIN = {"text/plain": {"schema": {"type": "string"}}}
XML = {"application/xml": {"schema": {"type": "string"}}}


def path_slug(what: str, example: str, name: str = "slug") -> dict[str, Any]:
    """Return the parameter of a path that names an article, topic or claim."""
    schema = {"type": "string", "pattern": SLUG, "maxLength": 100}
    return {"name": name, "in": "path", "required": True, "description": what, "schema": schema, "example": example}


def path_number(what: str, example: int, name: str = "number") -> dict[str, Any]:
    """Return the parameter of a path that is a number from 1."""
    schema = {"type": "integer", "minimum": 1, "maximum": 999_999}
    return {"name": name, "in": "path", "required": True, "description": what, "schema": schema, "example": example}


def query(name: str, what: str, schema: dict[str, Any], example: Any = None, *, required: bool = False) -> Any:
    """Return a parameter of a query; without an example it is left out of the address that is shown."""
    made = {"name": name, "in": "query", "description": what, "schema": schema, "required": required}
    return made if example is None else {**made, "example": example}


def json_of(schema: dict[str, Any], media_type: str = "application/json") -> dict[str, Any]:
    """Return the content of an answer in JSON."""
    return {media_type: {"schema": schema}}


def of(name: str) -> dict[str, str]:
    """Return the reference to the schema of this name."""
    return {"$ref": f"#/components/schemas/{name}"}


def header(what: str) -> dict[str, Any]:
    """Return the description of a header of an answer."""
    return {"description": what, "schema": {"type": "string"}}


NOT_FOUND = {"description": "There is nothing of this name; the page says what there is.", "content": HTML}
NOT_MODIFIED = {"description": "What If-None-Match names is still the newest."}
NOT_ALLOWED = {
    "description": "The address does not take this method.",
    "headers": {"Allow": header("The methods that it takes.")},
}
BAD_REQUEST = {"description": "The request cannot be read.", "content": HTML}
