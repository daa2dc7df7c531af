"""For whoever watches over the site."""

from typing import Any

from edition.openapi.parts import NOT_ALLOWED, PLAIN


def _said(name: str, summary: str, answer: str, **more: Any) -> dict[str, Any]:
    answers = {"200": {"description": answer, "content": PLAIN}, **more, "405": NOT_ALLOWED}
    return {"get": {"operationId": name, "summary": summary, "responses": answers}}


_NOT_READY = {"503": {"description": "It does not; the answer says why.", "content": PLAIN}}

PATHS: dict[str, Any] = {
    "/healthz": _said("alive", "Does the process answer?", "It does."),
    "/readyz": _said("ready", "Does the database answer, with all migrations?", "It does.", **_NOT_READY),
    "/robots.txt": _said("robots", "What search engines are asked to leave alone.", "The rules."),
}
